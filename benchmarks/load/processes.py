"""Which processes an app has, what of the processor each kind takes, and their memory."""

from collections.abc import Iterator
from dataclasses import dataclass

import psutil

MEGABYTE = 1024 * 1024
WORKER, WEB, FORKS, COMPILING, JOBS = "workers", "web", "fork server", "compiling", "jobs"
_BY_COMMAND = (("forkserver", FORKS), ("compil", COMPILING), ("playground.runs.worker", WORKER))
"""By a part of the command; what the fork server forks has its command and is told by its parent."""

Key = tuple[str, int, float]
"""Kind, process id, and when it began: an id comes again."""


def busy() -> float:
    """Seconds of the processor that everything on the machine has taken so far."""
    times = psutil.cpu_times()
    return float(sum(getattr(times, name, 0.0) for name in ("user", "nice", "system", "irq", "softirq")))


@dataclass(frozen=True)
class Used:
    """Seconds of the processor within a window."""

    by_kind: dict[str, float]
    by_worker: list[float]
    """Of each worker that was there from the first to the last moment."""
    by_all: float
    """Of everything on the machine."""
    processes: tuple[Key, ...] = ()
    """Whose time was looked at."""


def family(app: int, others: dict[str, int]) -> Iterator[tuple[str, psutil.Process]]:
    """The app's processes and those of others, such as the browsers: each with its kind."""
    yield from _of_app(psutil.Process(app), WEB)
    for kind, pid in others.items():
        try:
            root = psutil.Process(pid)
            for process in (root, *root.children(recursive=True)):
                yield kind, process
        except psutil.NoSuchProcess:
            continue


def _of_app(process: psutil.Process, kind: str) -> Iterator[tuple[str, psutil.Process]]:
    yield kind, process
    try:
        children = process.children()
    except psutil.NoSuchProcess:
        return
    for child in children:
        yield from _of_app(child, WORKER if kind == FORKS else _kind(child))


def _kind(process: psutil.Process) -> str:
    try:
        command = " ".join(process.cmdline())
    except psutil.Error:
        return JOBS
    return next((kind for part, kind in _BY_COMMAND if part in command), JOBS)


def seconds(app: int, others: dict[str, int]) -> dict[Key, float]:
    """Seconds of the processor that each process has taken so far."""
    found = {}
    for kind, process in family(app, others):
        try:
            times = process.cpu_times()
            found[kind, process.pid, process.create_time()] = float(times.user + times.system)
        except psutil.Error:
            continue
    return found


def used(before: dict[Key, float], after: dict[Key, float], by_all: float) -> Used:
    """What was taken between two moments; of a process that ended in between nothing is known."""
    by_kind: dict[str, float] = {}
    for key, taken in after.items():
        by_kind[key[0]] = by_kind.get(key[0], 0.0) + taken - before.get(key, 0.0)
    workers = [after[key] - before[key] for key in after if key[0] == WORKER and key in before]
    return Used(by_kind, workers, by_all, tuple(after))


def megabytes(app: int) -> dict[str, float]:
    """What each kind of the app's processes would give back if it ended (USS), in MB."""
    found: dict[str, float] = {}
    for kind, process in family(app, {}):
        try:
            found[kind] = found.get(kind, 0.0) + process.memory_full_info().uss / MEGABYTE
        except psutil.Error:
            continue
    return found


def end_all(processes: list[psutil.Process], patience: float = 3.0) -> None:
    """End what is left of processes that were noted while they ran."""
    for process in processes:
        try:
            process.kill()  # psutil looks whether the id still is that process
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(processes, patience)
