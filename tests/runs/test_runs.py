"""Real workers: real processes, real Keras."""

import os
import signal
import time

import numpy as np
import psutil
import pytest

from playground import runs
from playground.runs import wire
from playground.runs.keeper import Keeper
from playground.runs.settings import Settings
from playground.spec import Experiment, InvalidExperiment
from tests.runs.running import experiment, train, wait_for, wait_for_state


def test_training_pauses_at_its_budget_and_play_goes_on(keeper):
    run = runs.start(experiment(epochs=7), owner="learner")
    run.send({"do": "play"})
    wait_for_state(run, "finished")
    assert run.status()["epoch"] == 7
    run.send({"do": "play"})
    wait_for(lambda: run.state == "finished" and run.status()["epoch"] == 14)


def test_autoplay_trains_so_far_and_pauses(keeper):
    run = runs.start(experiment(), owner="learner", autoplay_epochs=20)
    wait_for_state(run, "paused")
    assert run.status()["epoch"] == 20
    assert len(run.history()[1]) == 20


def test_a_run_that_breaks_down_says_so_and_offers_a_smaller_rate(keeper):
    spec = {"kind": "SGD", "learning_rate": 100.0}
    run = runs.start(
        experiment(optimizer=spec, loss="mean_squared_error").replace(
            network={
                "layers": [{"kind": "Dense", "units": 8, "activation": "relu"}] * 3,
                "output": {"activation": "linear"},
            }
        ),
        owner="learner",
    )
    run.send({"do": "play"})
    wait_for_state(run, "diverged")
    status = run.status()
    assert (status["offer"], status["learning_rate_offer"]) == ("smaller_learning_rate", 10.0)
    assert "10" in str(run.problem)


def test_stop_frees_the_process_and_another_start_too(keeper, ready):
    pid = ready.pid
    ready.stop()
    assert ready.state == "stopped"
    wait_for(lambda: not psutil.pid_exists(pid))
    first = runs.start(experiment(), owner="learner")
    second = runs.start(experiment(), owner="learner")
    assert first.state == "stopped"
    assert runs.find(first.token) is None
    assert runs.find(second.token) is second


def test_a_worker_that_does_not_obey_is_killed(keeper, ready):
    keeper.settings = keeper.settings.model_copy(update={"stop_seconds": 0.3})
    pid = ready.pid
    os.kill(pid, signal.SIGSTOP)
    ready.stop()
    wait_for(lambda: not psutil.pid_exists(pid))


def test_a_killed_worker_is_noticed_and_resumes_from_its_snapshot(ready):
    ready.send({"do": "play"})
    wait_for(lambda: ready.history()[1].shape[0] > 10)
    wait_for(lambda: wire.decode_header(ready.snapshot())["step"] > 0)
    pid = ready.pid
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: ready.state == "crashed")
    status = ready.status()
    kept = wire.decode_header(ready.snapshot())
    assert (status["offer"], ready.problem.values["reason"]) == ("resume", "SIGKILL")
    assert ready.problem.values["kept"] == kept["step"] <= status["step"]
    ready.send({"do": "play"})
    assert ready.state == "crashed"
    before = ready.history()[1]
    ready.send({"do": "resume"})
    wait_for_state(ready, "running")
    assert ready.pid != pid
    wait_for(lambda: ready.history()[1][-1, 0] > kept["epoch"])  # the history was cut there
    ready.send({"do": "pause"})
    wait_for_state(ready, "paused")
    rows = ready.history()[1]
    assert ready.status()["step"] > kept["step"]
    assert np.all(np.diff(rows[:, 0]) > 0)
    upto = int((before[:, 0] <= kept["epoch"]).sum())
    np.testing.assert_array_equal(rows[: min(upto, 100)], before[: min(upto, 100)])
    ready.send({"do": "reset"})
    wait_for_state(ready, "ready")
    first = before[before[:, 0] <= 3]
    np.testing.assert_array_equal(train(ready, 3)[: len(first)], first)


def test_a_resumed_run_goes_on_as_if_nothing_had_happened(ready):
    undisturbed = train(ready, 6)
    ready.send({"do": "reset"})
    wait_for_state(ready, "ready")
    train(ready, 3)
    os.kill(ready.pid, signal.SIGKILL)
    wait_for(lambda: ready.state == "crashed")
    ready.resume()
    wait_for_state(ready, "paused")
    np.testing.assert_array_equal(train(ready, 3), undisturbed)


def test_a_run_nobody_shows_ends_after_the_grace_period(keeper, ready):
    keeper.settings = keeper.settings.model_copy(update={"grace_seconds": 2.0})
    pid = ready.pid
    runs.detach("learner")
    time.sleep(0.3)
    runs.attach("learner, reloaded", ready)
    time.sleep(2.4)
    assert ready.state == "ready"
    end = ready.subscribe(lambda: None)
    runs.detach("learner, reloaded")
    time.sleep(2.4)
    assert ready.state == "ready"
    end()
    wait_for(lambda: ready.state == "stopped")
    wait_for(lambda: not psutil.pid_exists(pid))
    assert runs.find(ready.token) is None


def test_too_much_memory_ends_the_run_with_a_sentence(keeper):
    keeper.settings = keeper.settings.model_copy(update={"max_worker_mb": 64})
    wide = {"layers": [{"kind": "Dense", "units": 1024}, {"kind": "Dense", "units": 1024}]}
    run = runs.start(Experiment.model_validate(experiment().model_dump() | {"network": wide}), owner="learner")
    wait_for(lambda: run.state == "failed")
    assert "more memory" in str(run.problem)
    assert run.problem.values["allowed"] == "64"


def test_an_idle_run_ends_and_can_be_resumed(keeper):
    keeper.settings = keeper.settings.model_copy(update={"max_idle_seconds": 0.4})
    run = runs.start(experiment(), owner="learner")
    wait_for(lambda: run.state == "stopped")
    assert run.status()["offer"] == "resume"
    assert "Resume" in str(run.problem)
    keeper.settings = keeper.settings.model_copy(update={"max_idle_seconds": 100.0})
    run.resume()
    wait_for_state(run, "paused")


def test_those_who_wait_see_their_place_and_are_served_in_order(keeper, ready):
    keeper.settings = keeper.settings.model_copy(update={"max_runs": 1})
    second = runs.start(experiment(), owner="second")
    third = runs.start(experiment(), owner="third")
    wait_for(lambda: (second.status()["place_in_line"], third.status()["place_in_line"]) == (1, 2))
    assert second.state == third.state == "queued"
    changed = runs.start(experiment(seed=1), owner="second")
    wait_for(lambda: changed.status()["place_in_line"] == 1)
    changed.send({"do": "play"})
    ready.stop()
    wait_for_state(changed, "running")
    wait_for(lambda: third.status()["place_in_line"] == 1)
    third.stop()
    assert third.state == "stopped"


def test_an_experiment_that_cannot_be_built_leaves_the_run_alone(ready):
    with pytest.raises(InvalidExperiment):
        runs.start(experiment(batch_size=4096), owner="learner")
    assert runs.find(ready.token) is ready
    assert ready.state == "ready"


def test_a_keeper_that_was_never_opened_leaves_no_socket_behind():
    unopened = Keeper(Settings())
    sockets = [unopened._pump._wake, unopened._pump._bell]
    unopened.close()
    unopened.close()
    assert [each.fileno() for each in sockets] == [-1, -1]
