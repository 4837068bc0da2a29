"""A run that begins by itself: it obeys while it waits for its turn to compile, and its curve is the same as ever."""

import os
import signal

import numpy as np
import pytest

from playground import runs
from playground.engine.trainer import GRAPH_STEPS_ON_SEQUENCES
from playground.runs import wire
from playground.spec import Experiment
from tests.runs.running import wait_for, wait_for_state

EPOCHS = 500
"""With five steps each, beyond those of the plain graph."""


def sequences() -> Experiment:
    """A small network on sequences, which XLA compiles."""
    return Experiment.model_validate(
        {
            "data": {"dataset": {"kind": "echo", "num_samples": 100, "steps": 10}},
            "network": {"layers": [{"kind": "LSTM", "units": 2}]},
            "training": {"batch_size": 10, "epochs": 1_000_000},
        }
    )


@pytest.fixture
def tickets(keeper):
    """Those of the keeper, all held by somebody else until they are given back."""
    held = keeper._dispatch._tickets
    with keeper._lock:
        for number in range(keeper.settings.num_cores):
            held.wish(number, "now")
        held.give(keeper.settings.num_cores, ahead=False)
    yield held
    give_back(keeper)


def give_back(keeper):
    with keeper._lock:
        for number in range(keeper.settings.num_cores):
            keeper._dispatch._tickets.leave(number)


def header(run):
    return wire.decode_header(run.frame())


def test_a_run_that_begins_by_itself_obeys_while_it_waits_for_its_turn(keeper, tickets):
    run = runs.start(sequences(), owner="first", autoplay_epochs=EPOCHS)
    wait_for(lambda: run.frame() and header(run)["step"] == GRAPH_STEPS_ON_SEQUENCES, 60)
    assert run.state == "running"
    run.send({"do": "learning_rate", "value": 0.5})
    wait_for(lambda: header(run)["learning_rate"] == 0.5)
    run.send({"do": "pause"})
    wait_for_state(run, "paused")
    run.send({"do": "play"})
    wait_for_state(run, "running")
    assert header(run)["step"] == GRAPH_STEPS_ON_SEQUENCES
    give_back(keeper)
    wait_for(lambda: header(run)["step"] > GRAPH_STEPS_ON_SEQUENCES, 60)


def test_a_run_that_waited_for_its_turn_has_the_curve_of_one_that_did_not(keeper, tickets):
    late = runs.start(sequences(), owner="late", autoplay_epochs=EPOCHS)
    wait_for(lambda: late.frame() and header(late)["step"] == GRAPH_STEPS_ON_SEQUENCES, 60)
    give_back(keeper)
    prompt = runs.start(sequences(), owner="prompt", autoplay_epochs=EPOCHS)
    for run in (late, prompt):
        wait_for_state(run, "paused")
    np.testing.assert_array_equal(late.history()[1], prompt.history()[1])
    assert late.history()[1][-1, 0] == EPOCHS


def test_a_worker_that_is_killed_while_it_compiles_leaves_its_turn_to_the_next(keeper):
    keeper.settings = keeper.settings.model_copy(update={"cores": 1})
    first = runs.start(sequences(), owner="first", autoplay_epochs=EPOCHS)
    held = keeper._dispatch._tickets
    wait_for(lambda: [each.run for each in held._holders] == [first], 60)
    second = runs.start(sequences(), owner="second", autoplay_epochs=EPOCHS)
    wait_for(lambda: [each.run for each in held._waiting] == [second], 60)
    os.kill(first.pid, signal.SIGKILL)
    wait_for_state(second, "paused")
    assert second.history()[1][-1, 0] == EPOCHS
    assert first.state == "crashed"
    wait_for(lambda: not held._holders)
