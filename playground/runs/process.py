"""What a worker asks of the operating system: its priority, its end with its parent, its own memory."""

import contextlib
import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from playground.runs.settings import Priority, Settings

_PR_SET_PDEATHSIG = 1
_SMAPS = Path("/proc/self/smaps_rollup")
_STATM = Path("/proc/self/statm")
_MB = 1024 * 1024
_THREADS = Path("/proc/self/task")
_NICE = {"auto": 10, "low": 10, "idle": 19}
_SETTLED = 15
"""Beside nice 10 a browser on the same two cores drew 52 pictures of the screen a second instead of 57."""
_HEAP_BYTES = 16 * _MB


def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that trains: quiet, on the CPU, with few threads and memory arenas."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **os.environ,
        **settings.as_environment(),
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": os.environ.get("TF_ENABLE_ONEDNN_OPTS", "0"),
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_NUM_INTRAOP_THREADS": str(settings.worker_threads),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        # A step's tensors stay in the heap: with glibc's fixed threshold of 128 KB each would be mapped and unmapped,
        # which made a network of 784-128-10 five times slower.
        "MALLOC_MMAP_THRESHOLD_": str(_HEAP_BYTES),
        "MALLOC_TRIM_THRESHOLD_": str(_HEAP_BYTES),
    }


def reason_of(exit_code: int) -> str:
    """How a process ended: ``exit 0``, or the name of the signal that ended it, as ``SIGKILL``."""
    return f"exit {exit_code}" if exit_code >= 0 else signal.Signals(-exit_code).name


def end_with_parent(parent: int) -> None:
    """Be killed when the parent ends, where the system can do that (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def be_polite(priority: Priority) -> None:
    """Work at that priority: a whole process before it has threads, or on Linux one thread."""
    if priority == "normal" or (priority == "idle" and _be_idle(0)):
        return
    if hasattr(os, "nice"):
        os.nice(max(0, _NICE[priority] - os.nice(0)))


def settle() -> None:
    """The start is over: leave a little more to others, with all threads and from now on."""
    _with_all_threads(_be_nicer)


def make_room() -> None:
    """Take only the time that nobody else wants, with all threads and from now on: no process may go up again."""
    if not _with_all_threads(_be_idle):
        be_polite("idle")


def _with_all_threads(change: Callable[[int], bool]) -> bool:
    """Whether it could be done with each."""
    seen: set[int] = set()
    while new := _threads() - seen:  # one that begins meanwhile has what the thread has that began it
        seen |= new
        if not all(change(thread) for thread in new):
            return False
    return True


def _threads() -> set[int]:
    """The system's numbers of the threads of this process; 0 alone, itself, where it does not say."""
    return {int(entry.name) for entry in _THREADS.iterdir()} if _THREADS.exists() else {0}


def _be_nicer(thread: int) -> bool:
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # it has ended
            nice = os.getpriority(os.PRIO_PROCESS, thread)
            os.setpriority(os.PRIO_PROCESS, thread, max(nice, _SETTLED))
    return True


def _be_idle(thread: int) -> bool:
    """Give a thread the scheduler's idle class; False where there is none. One that has ended is idle enough."""
    if not hasattr(os, "SCHED_IDLE"):
        return False
    try:
        os.sched_setscheduler(thread, os.SCHED_IDLE, os.sched_param(0))
    except ProcessLookupError:
        pass
    except OSError:
        return False
    return True


def freeze() -> None:
    """Keep what was imported out of every later collection, and so its memory shared between forks."""
    gc.collect()
    gc.freeze()


def own_megabytes(at_least: float = 0.0) -> float | None:
    """Memory that this process shares with no other, in MB; None where the system does not say.

    The exact number takes some milliseconds; while the whole resident memory is below ``at_least`` that is returned.
    """
    try:
        resident = int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / _MB
        if resident < at_least:
            return resident
        lines = _SMAPS.read_text().splitlines()
    except (OSError, ValueError, IndexError):
        return _peak_megabytes()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))) / 1024


def _peak_megabytes() -> float | None:
    """The peak resident size elsewhere; a started process shares little."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _MB if sys.platform == "darwin" else peak / 1024
