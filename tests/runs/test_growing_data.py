"""Points that are added to a run: one real worker goes on with them; another network is another run."""

import os
import signal

import numpy as np
import pytest

from playground import runs
from playground.runs import commands, frames, wire
from playground.runs.run import goes_on_with
from playground.spec import Experiment
from playground.spec.data import DataSpec
from tests.runs.running import train, wait_for, wait_for_state


def drawn(count: int, classes: int = 2, **training) -> Experiment:
    """A small network on that many points, in classes of upright stripes."""
    random = np.random.default_rng(count)
    points = [(x, y, int((x + 6) / 12 * classes)) for x, y in random.uniform(-5.9, 5.9, (count, 2)).round(2).tolist()]
    return Experiment.model_validate({
        "data": {"dataset": {"kind": "drawn", "points": points, "classes": classes}},
        "network": {"layers": [{"kind": "Dense", "units": 4, "activation": "tanh"}]},
        "training": {"epochs": 1_000_000, **training},
    })  # fmt: skip


@pytest.fixture
def run(keeper):
    run = runs.start(drawn(40), owner="learner")
    wait_for_state(run, "ready")
    return run


def num_samples(run: runs.Run) -> int:
    header = wire.decode_header(run.hello())
    return int(header["num_train"] + header["num_validation"])


def test_a_run_takes_new_points_in_and_its_curve_goes_on(run):
    rows, pid = train(run, 5), run.pid
    kernel = wire.decode(run.frame())[1]["kernel:dense_1"]
    wanted = drawn(64)
    assert run.adopt(wanted)
    wait_for(lambda: num_samples(run) == 64)
    header, arrays = wire.decode(run.hello())
    assert len(arrays["train_points"]) == header["num_train"] == wanted.data.num_train
    wait_for(lambda: wire.decode_header(run.frame())["epoch"] == 5)
    np.testing.assert_array_equal(wire.decode(run.frame())[1]["kernel:dense_1"], kernel)
    after = train(run, 3)
    np.testing.assert_array_equal(after[:5], rows)
    assert after[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (run.experiment, run.pid) == (wanted, pid)


def test_of_many_drawings_the_last_one_counts_while_it_trains(run):
    run.send({"do": "play"})
    wait_for(lambda: len(run.history()[1]) > 20)
    for count in range(41, 61):
        assert run.adopt(drawn(count))
    wait_for(lambda: num_samples(run) == 60)
    assert run.state == "running"
    before = run.history()[1][-1, 0]
    wait_for(lambda: run.history()[1][-1, 0] > before + 20)  # not how many rows there are: a long curve is thinned
    assert (np.diff(run.history()[1][:, 0]) > 0).all()


def test_points_drawn_before_the_network_is_there_are_not_lost(keeper):
    run = runs.start(drawn(40), owner="learner")
    assert run.adopt(drawn(50))
    wait_for_state(run, "ready")
    wait_for(lambda: num_samples(run) == 50)


def test_a_killed_worker_resumes_with_the_newest_points(run):
    train(run, 3)
    assert run.adopt(drawn(70))
    wait_for(lambda: num_samples(run) == 70)
    undisturbed = train(run, 2)
    os.kill(run.pid, signal.SIGKILL)
    wait_for(lambda: run.state == "crashed")
    run.resume()
    wait_for_state(run, "paused")
    assert num_samples(run) == 70
    np.testing.assert_array_equal(train(run, 1)[:5], undisturbed)


def test_another_network_is_another_run(run):
    assert not run.adopt(drawn(40, classes=3))
    assert not run.adopt(drawn(40, batch_size=7))
    assert not run.adopt(drawn(40).replace(network={"layers": []}))
    other = drawn(40).data
    assert not goes_on_with(other, other.replace(scaling="standard"))
    assert not goes_on_with(other, other.replace(features=("x1",)))
    assert not goes_on_with(other, DataSpec(dataset="circle"))
    assert not goes_on_with(DataSpec(dataset="circle"), DataSpec(dataset={"kind": "circle", "seed": 1}))
    assert goes_on_with(other, drawn(99).data)


def test_a_browser_cannot_bring_data(run, caplog):
    before = run.experiment
    for command in ({"do": "data", "data": drawn(99).data.model_dump(mode="json")}, {"do": "data"}):
        with pytest.raises(commands.Refused, match="no page"):
            commands.check(command)
        run.send(command)
    assert caplog.text.count("ignored") == 2
    assert run.experiment == before
    train(run, 1)
    assert num_samples(run) == 40


def test_a_function_brings_its_line_and_its_samples(keeper):
    experiment = Experiment(data=DataSpec(dataset="sine"))
    assert [look["name"] for look in frames.default_looks(experiment)] == ["activations", "weights", "line"]
    asked = [{"name": "line", "parameters": {}}, {"name": "weights", "parameters": {}}]
    assert frames.fitting_looks(asked, ("line", "weights"), drawn(40)) == asked[1:]
    run = runs.start(experiment, owner="learner")
    wait_for_state(run, "ready")
    header, arrays = wire.decode(run.hello())
    assert header["is_line"]
    assert arrays["train_points"].shape == (header["num_train"], 1)
    assert arrays["validation_labels"].shape == (header["num_validation"],)
    wait_for(run.frame)
    shown = wire.decode(run.frame())[1]
    assert shown["line_x"].shape == shown["line_y"].shape == (200,)
