"""What several tests of runs share: a small experiment, and waiting for something to be so."""

import time
from collections.abc import Callable
from typing import Any

from playground import data, runs  # noqa: F401  (registers the datasets)
from playground.runs import wire
from playground.spec import Experiment


def experiment(**training: Any) -> Experiment:
    """A small network on a circle, five batches of 50 to the epoch."""
    layers = [{"kind": "Dense", "units": 4, "activation": "tanh"}]
    network = {"layers": layers}
    return Experiment.model_validate(
        {
            "data": {"dataset": {"kind": "circle"}},
            "network": network,
            "training": {"batch_size": 50, "epochs": 1_000_000, **training},
        }
    )


def wait_for(met: Callable[[], Any], seconds: float = 20.0) -> Any:
    """What ``met`` gives once it is true.

    Raises:
        AssertionError: it never was.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = met()
        if found:
            return found
        time.sleep(0.005)
    raise AssertionError(f"not met in {seconds} s")


def wait_for_state(run: runs.Run, *states: str) -> None:
    """Wait until the run is in one of these states, and say what happened where it is not.

    The first run of a process waits for imports, which take a minute on a busy machine.
    """
    deadline = time.monotonic() + 120
    while run.state not in states:
        if run.has_ended or time.monotonic() > deadline:
            raise AssertionError(f"{run.state}: {run.problem}")
        time.sleep(0.005)


def step_of(run: runs.Run) -> int:
    """The step of the newest frame."""
    return int(wire.decode_header(run.frame())["step"]) if run.frame() else -1


def train(run: runs.Run, epochs: int) -> Any:
    """Exactly so many epochs, one by one; gives the history's rows."""
    for _ in range(epochs):
        before = run.status()["epoch"]
        run.send({"do": "step", "unit": "epoch"})
        wait_for(lambda before=before: run.state == "paused" and run.status()["epoch"] == before + 1)
    return run.history()[1]
