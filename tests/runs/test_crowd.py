"""Many at once: the same curve as alone, to the digit; and one worker's death is nobody else's business."""

import os
import signal
from typing import Any

import numpy as np
import pytest

from playground import runs
from playground.runs import wire
from playground.spec import Experiment
from tests.runs.running import experiment, wait_for, wait_for_state

EPOCHS = 120
"""With five steps each, beyond those that the plain graph trains."""
MANY = 8
PATIENCE = 120.0


def with_dropout(layers: list[dict[str, Any]]) -> Experiment:
    """The same small network, with what only TensorFlow's way can train."""
    given = experiment(seed=3).model_dump() | {"network": {"layers": layers}}
    return Experiment.model_validate(given)


WAYS = {
    "native": experiment(seed=3),
    "XLA": with_dropout([{"kind": "Dense", "units": 4, "activation": "tanh"}, {"kind": "Dropout", "rate": 0.2}]),
}


def curve(run: runs.Run) -> Any:
    """The rows of the first epochs, once they are there."""
    wait_for(lambda: len(run.history()[1]) >= EPOCHS, PATIENCE)
    return run.history()[1][:EPOCHS]


@pytest.mark.parametrize("way", WAYS)
def test_the_curve_is_the_same_alone_and_beside_seven_others(keeper, way):
    alone = runs.start(WAYS[way], owner="alone", autoplay_epochs=EPOCHS)
    expected = curve(alone)
    alone.stop()
    others = [WAYS[each] for each in WAYS for _ in range(MANY // 2)]
    crowd = [runs.start(each, owner=f"learner {n}", autoplay_epochs=EPOCHS) for n, each in enumerate(others)]
    for run, each in zip(crowd, others, strict=True):
        rows = curve(run)
        if each == WAYS[way]:
            np.testing.assert_array_equal(rows, expected)


def test_a_worker_killed_among_many_costs_its_learner_a_click_and_nobody_else_anything(keeper):
    crowd = [runs.start(experiment(seed=n), owner=f"learner {n}", autoplay_epochs=1_000_000) for n in range(MANY)]
    for run in crowd:
        wait_for(lambda run=run: run.snapshot() and epoch_of(run) > 0, PATIENCE)
    victim, others = crowd[0], crowd[1:]
    pids = [run.pid for run in others]
    kept = wire.decode_header(victim.snapshot())["step"]
    os.kill(victim.pid, signal.SIGKILL)
    wait_for(lambda: victim.state == "crashed", PATIENCE)
    assert victim.status()["offer"] == "resume"
    reached = [epoch_of(run) for run in others]
    for run, epoch in zip(others, reached, strict=True):
        wait_for(lambda run=run, epoch=epoch: epoch_of(run) > epoch, PATIENCE)
        assert run.state == "running"
    assert [run.pid for run in others] == pids
    victim.resume()
    wait_for_state(victim, "running")
    wait_for(lambda: wire.decode_header(victim.frame())["step"] > kept, PATIENCE)


def epoch_of(run: runs.Run) -> int:
    """Of the newest picture."""
    return int(wire.decode_header(run.frame())["epoch"]) if run.frame() else -1
