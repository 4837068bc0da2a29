"""Runs: networks being trained, each in a process of its own. The public handle; imports no TensorFlow.

>>> run = runs.start(experiment, owner="a page")
>>> run.send({"do": "play"})
>>> names, rows = run.history()
"""

import threading

from playground.runs.keeper import Keeper
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.viewer import Viewer
from playground.spec import Experiment

__all__ = [
    "Run",
    "Settings",
    "Viewer",
    "attach",
    "branch",
    "close",
    "companions",
    "detach",
    "find",
    "keeper",
    "open",
    "start",
]

_keeper: Keeper | None = None
_lock = threading.Lock()


def keeper() -> Keeper:
    """The keeper of this process, made when it is first needed."""
    global _keeper
    with _lock:
        if _keeper is None:
            _keeper = Keeper(Settings.read())
        return _keeper


def open(settings: Settings | None = None) -> None:  # noqa: A001
    """Start the process that workers come from, so that the first run starts soon.

    Raises:
        ValueError: a setting in the environment is out of bounds.
    """
    global _keeper
    with _lock:
        if _keeper is None:
            _keeper = Keeper(settings or Settings.read())
        current = _keeper
    current.open()


def close() -> None:
    """End every run and every process; ``open`` begins anew."""
    global _keeper
    with _lock:
        current, _keeper = _keeper, None
    if current:
        current.close()


def start(experiment: Experiment, *, owner: str, autoplay_epochs: int | None = None) -> Run:
    """Start a run, which ends those that ``owner`` had; returns at once.

    Args:
        autoplay_epochs: train so many epochs as soon as the network is ready, then pause.

    Raises:
        InvalidExperiment: it cannot be built or is too much work here; the runs that the owner had go on.
    """
    return keeper().start(experiment, owner, autoplay_epochs)


def branch(parent: Run, step: int, *, owner: str) -> Run:
    """A run that goes on from an earlier moment of another one; the parent pauses and stays as its companion.

    Raises:
        Explained: that moment is no longer kept, or the parent's worker does not answer.
    """
    return keeper().branch(parent, step, owner)


def find(token: str) -> Run | None:
    """The run with that token, or None if there is none (any more)."""
    return keeper().find(token)


def companions(token: str, *, owner: str) -> list[Run]:
    """The other runs of the set in which ``owner`` keeps the run with that token, the oldest first."""
    return keeper().companions(owner, token)


def attach(owner: str, run: Run) -> None:
    """The owner's page shows this run, and keeps its companions, if there are any."""
    keeper().attach(owner, run)


def detach(owner: str) -> None:
    """The owner's page is gone, for now; its runs end unless somebody attaches within the grace period."""
    keeper().detach(owner)
