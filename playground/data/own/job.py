"""Has a stranger's file read in a process of its own, with bounds on time, memory and output. Reads none itself."""

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

from playground.data.own import store
from playground.data.own.forms import Form, Understanding
from playground.data.own.limits import Limits, setting
from playground.spec.errors import N_, DataUnavailable

_LOG = logging.getLogger(__name__)
_MB = 1024 * 1024
_MAX_ANSWER_BYTES = 32 * _MB
_LOOK_SECONDS = 0.02
_turns: threading.Semaphore | None = None
_spare: "subprocess.Popen[bytes] | None" = None
_guard = threading.Lock()


def understand(id: str, choice: str | None = None) -> Understanding:
    """What is in an upload, with a form filled by the best guess. Waits for its turn, then seconds at most.

    Args:
        id: of an upload.
        choice: the sheet, array or HDF5 data set to read as a table; None takes the likeliest.

    Raises:
        DataUnavailable: the file cannot be used; the text says where, what was got, what is allowed, what to do.
    """
    answer = _ask({"do": "understand", "folder": str(store.folder(id)), "name": store.name(id), "choice": choice})
    warm()  # the set will be prepared soon
    return Understanding.model_validate(answer)


def prepare(id: str, form: Form) -> str:
    """Make a set that trains from an upload and a filled form; its id. The same form gives the same id.

    Raises:
        DataUnavailable: the form does not fit the file, or what it asks for cannot be trained on.
    """
    made = store.prepared_id(id, form)
    source, home = store.folder(id), store.open()
    if (home / made / store.META).is_file():
        return made
    with tempfile.TemporaryDirectory(prefix="making-", dir=home, ignore_cleanup_errors=True) as scratch:
        target = Path(scratch) / made
        target.mkdir(mode=0o700)
        request = {"do": "prepare", "folder": str(source), "name": store.name(id), "target": str(target)}
        _ask(request | {"form": form.model_dump(mode="json")})
        try:
            target.rename(home / made)
        except OSError:
            if not (home / made / store.META).is_file():  # another tab of the same learner was not faster: a real one
                raise
    return made


def _ask(request: dict[str, Any]) -> Any:
    """The child's answer to one request, when it is this request's turn.

    Raises:
        DataUnavailable: the child's explanation, or that of its end.
    """
    limits = Limits.from_environment()
    with _turns_of(limits), tempfile.TemporaryDirectory(prefix="asking-", dir=store.open()) as scratch:
        answer, errors = Path(scratch) / "answer", Path(scratch) / "errors"
        answer.touch()
        errors.touch()
        ended = _run(request, limits, answer, errors)
        said = errors.read_text(encoding="utf-8", errors="replace")[-4000:]
        if said:
            _LOG.warning("reading a file: %s", said)
        if ended != 0 or answer.stat().st_size > _MAX_ANSWER_BYTES:
            _LOG.warning("reading a file ended with %s", ended)
            raise too_much_memory(limits) if ended < 0 else damaged()
        found = json.loads(answer.read_bytes())
    if "problem" in found:
        problem = DataUnavailable.unpack(found["problem"])
        raise DataUnavailable(problem.template, **problem.values)
    return found["answer"]


def _turns_of(limits: Limits) -> threading.Semaphore:
    global _turns
    with _guard:
        if _turns is None:
            _turns = threading.Semaphore(limits.jobs)
        return _turns


def _run(request: dict[str, Any], limits: Limits, answer: Path, errors: Path) -> int:
    """Have a child answer, watch it, and leave nothing of it; what it ended with."""
    said = request | {"answer": str(answer), "errors": str(errors), "limits": limits.model_dump()}
    for take in (_take_spare, _start):  # one that waited may just have given up waiting
        child = take()
        if child is None:
            continue
        try:
            ended = _watch(child, limits) if _tell(child, said) else 0
        finally:
            _end(child)
        if ended != 0 or answer.stat().st_size:
            return ended
    return 1


def warm() -> None:
    """Start a child ahead of its request, which then need not wait for a second of imports. Returns at once.

    To be called when an upload is likely. It ends by itself when nobody asks for minutes.
    """
    global _spare
    with _guard:
        if _spare is not None and _spare.poll() is not None:
            _end(_spare)
            _spare = None
        if _spare is None:
            _spare = _start()


def close() -> None:
    """End the child that was started ahead."""
    child = _take_spare()
    if child is not None:
        _end(child)


atexit.register(close)


def _take_spare() -> "subprocess.Popen[bytes] | None":
    global _spare
    with _guard:
        taken, _spare = _spare, None
        return taken


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "playground.data.own.child"], stdin=subprocess.PIPE, env=_environment()
    )


def _tell(child: "subprocess.Popen[bytes]", request: dict[str, Any]) -> bool:
    """Send a request, and leave the way open: the child ends when this end closes. False if the child has ended."""
    assert child.stdin is not None
    try:
        child.stdin.write(json.dumps(request).encode() + b"\n")
        child.stdin.flush()
    except BrokenPipeError:
        return False
    return True


def _end(child: "subprocess.Popen[bytes]") -> None:
    assert child.stdin is not None
    child.kill()
    child.wait()
    with contextlib.suppress(BrokenPipeError):
        child.stdin.close()


def _watch(child: "subprocess.Popen[bytes]", limits: Limits) -> int:
    """Wait for the child's end.

    Raises:
        DataUnavailable: it took too long or too much memory.
    """
    seen = psutil.Process(child.pid)
    until = time.monotonic() + limits.seconds
    while True:
        try:
            return child.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        if time.monotonic() > until:
            raise _too_long(limits)
        try:
            resident = seen.memory_info().rss
        except psutil.Error:
            continue
        if resident > limits.memory * _MB:
            raise too_much_memory(limits)


def _environment() -> dict[str, str]:
    """That of this process, with one thread and one heap: thirty learners may upload at the same time."""
    root = str(Path(__file__).resolve().parents[3])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "HDF5_PLUGIN_PATH": "::",
        "HDF5_USE_FILE_LOCKING": "FALSE",
    }


def damaged() -> DataUnavailable:
    """The explanation where nothing better is known."""
    return DataUnavailable(
        N_(
            "The file could not be read: it seems to be damaged, or of a kind that is not known here. Open it in the "
            "program that made it, save it again, for example as CSV, and upload it anew."
        )
    )


def _too_long(limits: Limits) -> DataUnavailable:
    return DataUnavailable(
        N_(
            "Reading the file takes longer than the {seconds} seconds that are allowed here. Take a smaller part of "
            "the data, or have the setting {setting} raised."
        ),
        seconds=f"{limits.seconds:g}",
        setting=setting("seconds"),
    )


def too_much_memory(limits: Limits) -> DataUnavailable:
    """The explanation where the memory does not suffice."""
    return DataUnavailable(
        N_(
            "Reading the file needs more than the {megabytes} MB of memory that are allowed here. Take a smaller part "
            "of the data, or have the setting {setting} raised."
        ),
        megabytes=f"{limits.memory:,}",
        setting=setting("memory"),
    )
