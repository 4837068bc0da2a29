"""The moments of a run that are kept, and that each of them is the network as it was."""

import numpy as np
import pytest

from playground.engine.looks import borrowed, compute
from playground.engine.moments import DENSE, MOST, Moment, Moments
from playground.engine.snapshots import Position, Snapshot
from playground.engine.trainer import Trainer

from .conftest import data_for, dense, experiment_on


def moment(step: int, size: int = 100, epoch: int | None = None) -> Moment:
    position = Position(step, step if epoch is None else epoch, 0)
    return Moment(Snapshot(position, [np.full(size, step, np.float32)]), 1)


def steps(moments: Moments) -> list[int]:
    return moments.positions()[:, 0].tolist()


def test_a_short_run_keeps_every_moment() -> None:
    moments = Moments()
    for step in range(40):
        moments.add(moment(step))
    assert steps(moments) == list(range(40))
    assert moments.positions().dtype == np.int32


@pytest.mark.parametrize("count", [1_000, 20_000])
def test_a_long_run_keeps_its_beginning_and_its_newest_moments_within_the_budget(count: int) -> None:
    moments = Moments(budget=100_000)
    for step in range(count):
        moments.add(moment(step))
        assert moments.size <= 100_000
    found = steps(moments)
    assert len(found) == 250
    assert found[0] == 0
    assert found[-DENSE:] == list(range(count - DENSE, count))
    assert found == sorted(set(found))
    assert sum(step < count / 10 for step in found) >= 40


def test_there_are_never_more_than_a_timeline_can_show() -> None:
    moments = Moments()
    for step in range(3 * MOST):
        moments.add(moment(step, size=1))
    assert len(moments) == MOST


@pytest.mark.parametrize("fitting", [1, 2, 3, 60])
def test_a_large_network_keeps_what_fits(fitting: int) -> None:
    moments = Moments(budget=fitting * 400 + 399)
    for step in range(100):
        moments.add(moment(step))
    found = steps(moments)
    assert len(found) == fitting
    assert found[-1] == 99
    assert fitting < 2 or found[0] == 0


def test_going_back_forgets_what_came_after() -> None:
    moments = Moments()
    for step in (0, 10, 20, 30):
        moments.add(moment(step))
    version = moments.version
    moments.forget_from(11)
    assert steps(moments) == [0, 10]
    assert moments.version > version
    assert moments.at(20) is None
    assert moments.at(10) is not None
    moments.add(moment(10, epoch=7))
    assert moments.positions().tolist() == [[0, 0, 0], [10, 7, 0]]


def test_a_moment_is_the_network_as_it_was_and_looking_at_it_changes_nothing() -> None:
    experiment = experiment_on("circle", [dense(4), {"kind": "BatchNormalization"}])
    data = data_for(experiment)
    trainer = Trainer(experiment, data)
    trainer.train(max_seconds=None, max_epochs=2)
    kept, map_then = trainer.moment({"loss": 0.5}), compute("output_map", trainer.model, data, experiment)
    trainer.train(max_seconds=None, max_epochs=3)
    map_now = compute("output_map", trainer.model, data, experiment)
    now = [variable.numpy() for variable in trainer.model.weights]
    with borrowed(trainer.model, kept.weights):
        seen = compute("output_map", trainer.model, data, experiment)
    np.testing.assert_array_equal(seen["output_map"], map_then["output_map"])
    assert np.abs(map_now["output_map"] - map_then["output_map"]).max() > 1e-3
    for variable, array in zip(trainer.model.weights, now, strict=True):
        np.testing.assert_array_equal(variable.numpy(), array)
    assert kept.values == {"loss": 0.5}


def test_going_on_from_a_moment_gives_the_same_curve_and_keeps_the_learning_rate() -> None:
    experiment = experiment_on("circle", [dense(4), {"kind": "Dropout", "rate": 0.3}], optimizer={"kind": "Adam"})
    trainer = Trainer(experiment, data_for(experiment))
    trainer.train(max_seconds=None, max_epochs=2)
    kept = trainer.moment({})
    first = trainer.train(max_seconds=None, max_epochs=3)
    trainer.restore(kept.snapshot, with_learning_rate=False)
    assert trainer.position == kept.position
    assert trainer.train(max_seconds=None, max_epochs=3) == first
    trainer.learning_rate = 0.5
    trainer.restore(kept.snapshot, with_learning_rate=False)
    assert trainer.learning_rate == 0.5
