"""The process that reads one stranger's file: ``python -m playground.data.own.child``, started and watched by ``job``.

One line of JSON on the standard input asks, and names the file for the answer, one JSON value.
"""

import json
import os
import select
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import Any

from playground.data.own.job import damaged, too_much_memory
from playground.data.own.limits import Limits
from playground.spec.errors import Explained

_MB = 1024 * 1024
_CAN_WAIT = sys.platform != "win32"
"""Windows waits for sockets only."""
IDLE_SECONDS = 300.0


def main() -> None:
    """Read the request, answer it, end."""
    threading.Thread(target=_import_ahead, daemon=True).start()
    request = json.loads(_first_line())
    limits = Limits(**request["limits"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(limits)
    with Path(request["errors"]).open("wb") as errors:
        os.dup2(errors.fileno(), 2)
    try:
        answer = {"answer": _answer(request, limits)}
    except Explained as problem:
        answer = {"problem": problem.pack()}
    except MemoryError:
        answer = {"problem": too_much_memory(limits).pack()}
    except Exception:
        traceback.print_exc()
        answer = {"problem": damaged().pack()}
    Path(request["answer"]).write_text(json.dumps(answer), encoding="utf-8")
    # The thread still waits for its input, which a regular end of the interpreter would wait for in turn.
    sys.stderr.flush()
    os._exit(0)


def _import_ahead() -> None:
    """While the request is on its way, or long before it comes."""
    from playground.data.own import read  # noqa: F401


def _answer(request: dict[str, Any], limits: Limits) -> Any:
    from playground.data.own import read

    if request["do"] == "understand":
        found = read.understand(request["folder"], request["name"], request["choice"], limits)
        return found.model_dump(mode="json")
    read.prepare(request["folder"], request["name"], request["form"], request["target"], limits)
    return None


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


def _bound(limits: Limits) -> None:
    """Have the operating system hold the bounds too: the parent only looks now and then."""
    try:
        import resource
    except ImportError:
        return
    _lower(resource, resource.RLIMIT_DATA, (limits.memory + limits.memory // 4 + 128) * _MB)
    _lower(resource, resource.RLIMIT_FSIZE, limits.unpacked_bytes + 64 * _MB)
    _lower(resource, resource.RLIMIT_CPU, int(limits.seconds) + 10)
    _lower(resource, resource.RLIMIT_CORE, 0)


def _lower(resource: Any, which: int, wanted: int) -> None:
    _soft, hard = resource.getrlimit(which)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(which, (value, hard))


if __name__ == "__main__":
    main()
