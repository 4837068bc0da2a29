"""What a run does when it is told to: one real worker for all, reset before each test."""

import time

import numpy as np
import pytest

from playground import runs
from playground.runs import frames, wire
from playground.runs.pace import SLOW_SECONDS
from tests.runs.running import experiment, step_of, train, wait_for, wait_for_state


@pytest.fixture(scope="module")
def _calm(_keeper):
    run = runs.start(experiment(), owner="calm")
    wait_for_state(run, "ready")
    yield run
    run.stop()
    wait_for(lambda: _keeper.num_workers() == 0)


@pytest.fixture
def calm(_calm):
    """A run that waits for Play, at its beginning."""
    _calm.send({"do": "pause"})
    _calm.send({"do": "speed", "value": "turbo"})
    _calm.send({"do": "learning_rate", "value": 0.03})
    _calm.send({"do": "looks", "looks": frames.default_looks(_calm.experiment)})
    before = _calm._channels.status.version
    _calm.send({"do": "reset"})
    wait_for(lambda: _calm._channels.status.version > before and _calm.state == "ready" and _calm.status()["step"] == 0)
    return _calm


def test_a_run_says_hello_and_shows_its_first_frame(calm):
    header, arrays = wire.decode(calm.hello())
    assert header["type"] == "hello"
    assert [layer["name"] for layer in header["layers"]] == ["dense_1", "output"]
    assert header["num_parameters"] == 17
    assert arrays["train_points"].shape == (header["num_train"], 2)
    assert arrays["validation_labels"].shape == (header["num_validation"],)
    header, arrays = wire.decode(calm.frame())
    assert (header["type"], header["step"], header["epoch"]) == ("frame", 0, 0)
    assert arrays["output_map"].dtype == np.uint8
    assert arrays["output_map"].shape == (50, 50, 1)
    assert arrays["map:dense_1"].shape[0] == 4
    entry = next(entry for entry in header["arrays"] if entry["name"] == "map:dense_1")
    assert (entry["low"], entry["high"]) == (-1.0, 1.0)
    assert arrays["kernel:dense_1"].dtype == np.float32


def test_play_trains_and_pause_stops_at_once(calm):
    calm.send({"do": "play"})
    wait_for(lambda: len(calm.history()[1]) > 50)
    calm.send({"do": "pause"})
    wait_for_state(calm, "paused")
    names, rows = calm.history()
    assert names == ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")
    assert rows[0, 0] == 1
    assert np.all(np.diff(rows[:, 0]) > 0)
    assert rows[-1, 0] == calm.status()["epoch"]
    assert rows[-1, 1] < rows[0, 1]
    step = step_of(calm)
    time.sleep(0.3)
    assert step_of(calm) == step == calm.status()["step"]


def test_a_step_is_one_batch_or_one_epoch(calm):
    per_epoch = wire.decode_header(calm.hello())["steps_per_epoch"]
    calm.send({"do": "step", "unit": "batch"})
    wait_for(lambda: calm.status()["step"] == 1)
    calm.send({"do": "step", "unit": "epoch"})
    wait_for(lambda: calm.state == "paused" and calm.status()["step"] == per_epoch)
    assert len(calm.history()[1]) == 1


def test_reset_brings_the_same_curve_and_new_weights_another(calm):
    first = train(calm, 4)
    calm.send({"do": "reset"})
    wait_for_state(calm, "ready")
    wait_for(lambda: len(calm.history()[1]) == 0)
    np.testing.assert_array_equal(train(calm, 4), first)
    calm.send({"do": "new_weights"})
    wait_for_state(calm, "ready")
    other = train(calm, 4)
    assert not np.array_equal(other, first)
    calm.send({"do": "reset"})
    wait_for_state(calm, "ready")
    np.testing.assert_array_equal(train(calm, 4), other)


def test_the_learning_rate_changes_while_it_trains(calm):
    calm.send({"do": "play"})
    calm.send({"do": "learning_rate", "value": 0.25})
    wait_for(lambda: wire.decode_header(calm.frame())["learning_rate"] == pytest.approx(0.25))
    assert calm.state == "running"


def test_the_number_of_epochs_changes_without_a_new_network(calm):
    before = calm.experiment
    calm.send({"do": "speed", "value": "epoch"})
    calm.send({"do": "play"})
    wait_for(lambda: calm.status()["epoch"] >= 3)
    pid = calm.pid
    assert calm.adopt(before.with_epochs(60))
    wait_for_state(calm, "finished")
    assert calm.status()["epoch"] == 60
    assert calm.adopt(before)
    assert (calm.experiment, calm.pid) == (before, pid)
    assert not calm.adopt(before.replace(network={"layers": []}))


def test_slow_motion_shows_every_batch(calm):
    times: dict[int, float] = {}
    end = calm.subscribe(lambda: times.setdefault(step_of(calm), time.monotonic()))
    calm.send({"do": "speed", "value": "slow"})
    calm.send({"do": "play"})
    wait_for(lambda: len(times) >= 10)
    end()
    seen = [step for step in times if step > 0][:9]
    assert seen == list(range(1, 10))
    assert times[9] - times[1] >= 7 * SLOW_SECONDS  # a busy machine makes it slower, none makes it faster


def test_one_epoch_for_each_picture(calm):
    frames = []
    end = calm.subscribe(lambda: frames.append(step_of(calm)))
    calm.send({"do": "speed", "value": "epoch"})
    began = time.monotonic()
    calm.send({"do": "play"})
    wait_for(lambda: len(calm.history()[1]) >= 20)
    calm.send({"do": "pause"})
    wait_for_state(calm, "paused")
    end()
    assert 20 <= calm.status()["epoch"] <= 2 + 30 * (time.monotonic() - began)
    assert len(set(frames)) >= 0.7 * calm.status()["epoch"]


def test_only_the_watched_looks_are_sent(calm):
    calm.send({"do": "looks", "looks": ["weights", "nonsense", "weights"]})
    wait_for(lambda: "output_map" not in wire.decode(calm.frame())[1])
    assert "kernel:output" in wire.decode(calm.frame())[1]


def test_a_malformed_command_harms_nothing(calm, caplog):
    for command in ({"do": "explode"}, {"do": "speed", "value": 7}, "play", None):
        calm.send(command)
    assert caplog.text.count("ignored") == 4
    train(calm, 1)
