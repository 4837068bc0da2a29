"""Summaries made in a process of their own: bounded in time and memory, and gone with all it has read.

One process makes one summary. While it works the next one already waits with its imports done, so that a learner
waits for the data only. ``python -m playground.data.summary_job`` is that process: a line of JSON comes in on its
standard input, lines of JSON go out, the summary itself into a file.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import prod
from pathlib import Path
from threading import Lock, Semaphore, Thread, Timer
from typing import Any

from playground.data import download
from playground.data.generated import GeneratedSet
from playground.data.summary import Summary, summarise
from playground.spec.data import Dataset, DataSpec
from playground.spec.errors import N_, DataUnavailable, Explained

SECONDS = 60.0
DOWNLOAD_SECONDS = 600.0
MEMORY_BYTES = 3 << 30
AT_ONCE = 2
_SMALL = 100_000
"""Numbers that a formula makes so quickly that a process is not worth it."""

Progress = Callable[[int, int], None]

_turn = Semaphore(AT_ONCE)
_lock = Lock()
_spare: "subprocess.Popen[bytes] | None" = None


def summary_of(spec: DataSpec, progress: Progress | None = None) -> Summary:
    """The summary, made here if a formula makes the samples in a moment, else in a child process.

    Args:
        progress: allows a download and is told the bytes that are there and the bytes of the whole set.

    Raises:
        DataUnavailable: the samples cannot be had, or took too long or too much memory.
        InvalidExperiment: the split would leave a part or a class without samples.
    """
    if _is_quick(spec.dataset):
        return summarise(spec)
    with _turn, tempfile.TemporaryDirectory(prefix="playground-summary-") as folder:
        target = Path(folder) / "summary.npz"
        _ask({"data": spec.model_dump(mode="json"), "target": str(target)}, progress)
        with target.open("rb") as file:
            return Summary.load(file)


def _is_quick(dataset: Dataset) -> bool:
    from_formula = dataset.is_plane or isinstance(dataset, GeneratedSet)
    return from_formula and dataset.size * prod(dataset.sample_shape) <= _SMALL


def _ask(question: dict[str, Any], progress: Progress | None) -> None:
    with _child() as child, _limited(child, DOWNLOAD_SECONDS if progress else SECONDS):
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            raise _died() from None
        for line in child.stdout:
            answer = json.loads(line)
            if "bytes" in answer:
                if progress:
                    progress(*answer["bytes"])
            elif "problem" in answer:
                raise _problem(answer["problem"])
            else:
                return
    raise _died()


def _died() -> DataUnavailable:
    return DataUnavailable(
        N_("The data took too long or too much memory to look at. Choose fewer samples, then try again.")
    )


def _problem(packed: dict[str, Any]) -> DataUnavailable:
    found = Explained.unpack(packed)
    return DataUnavailable(found.template, **found.values)


@contextmanager
def _child() -> "Iterator[subprocess.Popen[bytes]]":
    """A process that waits for its question; it is gone at the end, and a fresh one waits in its place."""
    waiting = _take()
    if waiting is None or waiting.poll() is not None:
        waiting = _start()
    try:
        yield waiting
    finally:
        _end(waiting)
        warm_up()


def warm_up() -> None:
    """Start the process that waits, if there is none: a page calls this before it knows which data it shows."""
    global _spare
    with _lock:
        if _spare is None or _spare.poll() is not None:
            _spare = _start()


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "playground.data.summary_job"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each thread takes address space, which is limited
    )  # fmt: skip


@contextmanager
def _limited(child: "subprocess.Popen[bytes]", seconds: float) -> Iterator[None]:
    watch = Timer(seconds, child.kill)
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def close() -> None:
    """End the process that waits, if any; one that is needed later is started anew."""
    waiting = _take()
    if waiting is not None:
        _end(waiting)


def _take() -> "subprocess.Popen[bytes] | None":
    global _spare
    with _lock:
        waiting, _spare = _spare, None
    return waiting


atexit.register(close)


def main() -> None:
    """Answer one question, or leave when the asker is gone."""
    _limit_memory()
    line = sys.stdin.readline()
    if not line:
        return
    question = json.loads(line)
    Thread(target=_end_with_asker, daemon=True).start()
    try:
        with download.reporting(lambda done, total: _say({"bytes": [done, total]})):
            made = summarise(DataSpec.model_validate(question["data"]))
        with Path(question["target"]).open("wb") as file:
            made.save(file)
    except Explained as problem:
        _say({"problem": problem.pack()})
    else:
        _say({})
    sys.stdout.flush()
    os._exit(0)  # a regular end would wait for the thread's read


def _end_with_asker() -> None:
    """The other end of the standard input closes when the asker ends, however it ends."""
    os.read(0, 1)
    os._exit(1)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    main()
