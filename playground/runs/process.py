"""What a worker asks of the operating system: its priority, its end with its parent, its own memory."""

import ctypes
import gc
import os
import signal
import sys
from pathlib import Path

from playground.runs.settings import Priority, Settings

_PR_SET_PDEATHSIG = 1
_SMAPS = Path("/proc/self/smaps_rollup")
_STATM = Path("/proc/self/statm")
_MB = 1024 * 1024
_HEAP_BYTES = 16 * _MB


def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that trains: quiet, on the CPU, with few threads and memory arenas."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return {
        **os.environ,
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


def end_with_parent(parent: int) -> None:
    """Be killed when the parent ends, where the system can do that (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def be_polite(priority: Priority) -> None:
    """Take only the time that nobody else wants, so that thirty workers leave the web process breathing."""
    if priority == "normal":
        return
    if priority == "idle" and hasattr(os, "SCHED_IDLE"):
        try:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            return
        except OSError:
            pass
    if hasattr(os, "nice"):
        os.nice(19 if priority == "idle" else 10)


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
