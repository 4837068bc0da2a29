"""This side of one child process: it is started, asked once, watched and ended. What it works at is not known here."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil

from playground.jobs.job import MB, Bounds, Ending, Job
from playground.jobs.lane import BEAT_SECONDS, Beat

_LOOK_SECONDS = 0.02
_SAID_BYTES = 4000

Message = dict[str, Any]


class OutOfBounds(Exception):  # noqa: N818
    """The child took more than it may have."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending)
        self.ending = ending


class Process:
    """A child that imports a job's module and waits for its request."""

    def __init__(self, job: Job) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed in ``end``)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "playground.jobs.child", job.module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            env=_environment() | dict(job.environment),
        )  # fmt: skip
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it waits or works."""
        return self._child.poll() is None

    @property
    def pid(self) -> int:
        """Its number for the operating system."""
        return self._child.pid

    def ask(self, job: Job, request: dict[str, Any]) -> None:
        """Send the request, and leave the way open: the child ends when this end closes. It may have ended already."""
        assert self._child.stdin is not None
        asked = {"entry": job.entry, "request": request, "bounds": asdict(job.bounds)}
        self._reader = threading.Thread(target=self._read, args=(job.bounds.answer_bytes,), daemon=True)
        self._reader.start()
        with suppress(BrokenPipeError):
            self._child.stdin.write(json.dumps(asked).encode() + b"\n")
            self._child.stdin.flush()

    def messages(self, bounds: Bounds, beat: Beat) -> Iterator[Message]:
        """What the child says until it ends.

        Raises:
            OutOfBounds: it took too long, too much memory, or said too much.
        """
        look = self._watch(bounds, beat)
        while True:
            look()
            with suppress(queue.Empty):
                message = self._messages.get(timeout=_LOOK_SECONDS)
                if message is None:
                    return
                yield message

    def _watch(self, bounds: Bounds, beat: Beat) -> Callable[[], None]:
        """What looks whether the child is within its bounds, and whether it is still wanted."""
        until = time.monotonic() + bounds.seconds
        beat_at = 0.0

        def look() -> None:
            nonlocal beat_at
            now = time.monotonic()
            if now >= until:
                raise OutOfBounds("time")
            if self._resident_bytes() > bounds.memory_mb * MB:
                raise OutOfBounds("memory")
            if now >= beat_at:
                beat_at = now + BEAT_SECONDS
                beat()

        return look

    def _resident_bytes(self) -> int:
        try:
            return int(psutil.Process(self._child.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def _read(self, at_most: int) -> None:
        """In a thread of its own, as not every system can wait for a pipe and a clock at once."""
        assert self._child.stdout is not None
        left = at_most
        while line := self._child.stdout.readline(left + 1):
            left -= len(line)
            if left < 0:
                self._messages.put({"ended": "damage"})
                return
            with suppress(ValueError):  # the end of a line that was never finished
                self._messages.put(json.loads(line))
        self._messages.put(None)

    def code(self) -> int:
        """What it ended with, once it has said its last; negative where a signal ended it."""
        return self._child.wait()

    def end(self) -> str:
        """Leave nothing of it; the last that it printed."""
        self._child.kill()
        self._child.wait()
        if self._reader is not None:
            self._reader.join()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()
        with self._errors as errors:
            errors.seek(max(0, errors.seek(0, os.SEEK_END) - _SAID_BYTES))
            return errors.read().decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    """That of this process, with one thread and one heap: thirty learners may want something at the same time."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
