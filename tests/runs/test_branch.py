"""A branch from each state of a run, at an early, a middle and the newest moment, costs the run it left nothing."""

import numpy as np
import pytest

from playground import runs
from playground.runs import wire
from tests.runs.running import experiment, train, wait_for, wait_for_state

EPOCHS = 40
OWNER = "branches"


def moments(run):
    return wire.decode(run.moments())[1]["moments"].tolist() if run.moments() else []


def parent_in(state):
    """A run with at least forty epochs in that state."""
    run = runs.start(experiment(**({"epochs": EPOCHS} if state == "finished" else {})), owner=OWNER)
    wait_for_state(run, "ready")
    run.send({"do": "play"})
    wait_for(lambda: run.status()["epoch"] >= EPOCHS)
    if state == "paused":
        run.send({"do": "pause"})
    wait_for_state(run, state)
    wait_for(lambda: moments(run) and moments(run)[-1][1] >= EPOCHS / 2)
    return run


@pytest.mark.parametrize("state", ["paused", "running", "finished"])
def test_a_branch_costs_nothing(keeper, state):
    run = parent_in(state)
    for where in ("early", "middle", "newest"):
        kept = moments(run)
        ends = [moment for moment in kept if moment[2] == 0]
        step, epoch, _ = {"early": ends[1], "middle": ends[len(ends) // 2], "newest": ends[-1]}[where]
        names, rows = run.history()
        branch = runs.branch(run, step, owner=OWNER)
        wait_for_state(branch, "paused")
        wait_for(lambda branch=branch: branch.frame() and moments(branch))
        assert wire.decode_header(branch.frame())["epoch"] == epoch, where
        assert moments(branch)[-1] == [step, epoch, 0]
        assert branch.history()[0] == names
        np.testing.assert_array_equal(branch.history()[1], rows[rows[:, 0] <= epoch])
        assert len(train(branch, 1)) == len(rows[rows[:, 0] <= epoch]) + 1
        assert runs.find(run.token) is run
        assert not run.has_ended
        assert run.status()["epoch"] >= EPOCHS / 2
        assert len(run.history()[1]) >= len(rows)
        assert moments(run)[: len(kept)] == kept or state == "running"
    for each in (branch, run):
        each.stop()
    wait_for(lambda: keeper.num_workers() == 0)
