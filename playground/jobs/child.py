"""The process that does one piece of work, started and watched by ``process``.

``python -m playground.jobs.child MODULE`` imports the module and waits. One line of JSON on its standard input asks;
lines of JSON on its standard output say how far it is, and then the answer. Whatever else is printed goes to its
standard error.
"""

import json
import os
import select
import sys
import threading
import time
import traceback
from importlib import import_module
from typing import Any

from playground.jobs.job import BEGUN, MB, Bounds
from playground.spec.errors import Explained

_CAN_WAIT = sys.platform != "win32"
"""Windows waits for sockets only."""
IDLE_SECONDS = 300.0
_MORE_CPU_SECONDS = 10
"""The parent ends what takes too long; the system does where it cannot."""


def main() -> None:
    """Read the request, answer it, end."""
    out = os.dup(1)
    os.dup2(2, 1)
    threading.Thread(target=import_module, args=(sys.argv[1],), daemon=True).start()
    asked = json.loads(_first_line())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(Bounds(**asked["bounds"]))
    _say(out, BEGUN)
    _say(out, _answer(asked, lambda *values: _say(out, {"told": values})))
    # The thread still waits for its input, which a regular end of the interpreter would wait for in turn.
    sys.stderr.flush()
    os._exit(0)


def _answer(asked: dict[str, Any], tell: Any) -> dict[str, Any]:
    module, _, function = asked["entry"].partition(":")
    try:
        return {"answer": getattr(import_module(module), function)(asked["request"], tell)}
    except Explained as problem:
        return {"problem": problem.pack()}
    except MemoryError:
        return {"ended": "memory"}
    except Exception:
        traceback.print_exc()
        return {"ended": "damage"}


def _say(out: int, message: dict[str, Any]) -> None:
    left = memoryview(json.dumps(message).encode() + b"\n")
    while left:
        left = left[os.write(out, left) :]


def _first_line() -> bytes:
    """The request; a child that nobody asks for long ends."""
    line = b""
    until = time.monotonic() + IDLE_SECONDS
    while not line.endswith(b"\n"):
        if _CAN_WAIT and not select.select([0], [], [], max(0.0, until - time.monotonic()))[0]:
            os._exit(0)
        more = os.read(0, 65536)
        if not more:
            os._exit(0)
        line += more
    return line


def _end_with_parent() -> None:
    """The other end of the standard input closes when the parent ends, however it ends."""
    os.read(0, 1)
    os._exit(1)


def _bound(bounds: Bounds) -> None:
    """Have the operating system hold the bounds too: the parent only looks now and then."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource, resource.RLIMIT_DATA, (bounds.memory_mb + bounds.memory_mb // 4 + 128) * MB)
    _lower(resource, resource.RLIMIT_FSIZE, bounds.file_bytes + 64 * MB)
    _lower(resource, resource.RLIMIT_CPU, int(bounds.seconds) + _MORE_CPU_SECONDS)
    _lower(resource, resource.RLIMIT_CORE, 0)


def _lower(resource: Any, which: int, wanted: int) -> None:
    _soft, hard = resource.getrlimit(which)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(which, (value, hard))


if __name__ == "__main__":
    main()
