"""Other samples for a network in training: the loop for any size against the one of fixed sizes, and what stays."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.data import load
from playground.engine import trainer as trainer_module
from playground.engine.graph_loop import GraphLoop
from playground.engine.trainer import Trainer
from playground.spec import Experiment
from playground.spec.data import DATASETS, DataSpec

from .conftest import dense

LAYERS = [dense(6), {"kind": "Dropout", "rate": 0.3}, dense(3)]


def drawn(count: int, seed: int = 0, classes: int = 2, **training: Any) -> Experiment:
    """An experiment on that many points of random places and classes."""
    random = np.random.default_rng(seed)
    places = random.uniform(-5, 5, (count, 2)).round(2).tolist()
    points = [(x, y, index % classes) for index, (x, y) in enumerate(places)]
    dataset = DATASETS["drawn"](points=points, classes=classes)
    training = {"optimizer": {"kind": "Adam", "learning_rate": 0.01}, "batch_size": 10, "seed": 7, **training}
    return Experiment(data=DataSpec(dataset=dataset), network={"layers": LAYERS}, training=training)


def trainer_of(experiment: Experiment, way: str = "graph") -> Trainer:
    return Trainer(experiment, load(experiment.data), way=way)


def assert_equal_weights(ours: Trainer, theirs: Trainer) -> None:
    for mine, fits in zip(ours.snapshot().arrays, theirs.snapshot().arrays, strict=True):
        np.testing.assert_array_equal(mine, fits)


@pytest.mark.parametrize("count", [4, 21, 40, 47])
def test_the_loop_for_any_size_equals_the_one_of_fixed_sizes(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = drawn(count, metrics=("accuracy", "auc"))
    any_size = trainer_of(experiment)
    assert any_size._plan.any_size
    plan_for = trainer_module.plan_for

    def fixed(experiment: Experiment, data: Any) -> Any:
        plan = plan_for(experiment, data)
        return replace(plan, any_size=False, batch_size=min(plan.batch_size, plan.num_samples))

    monkeypatch.setattr(trainer_module, "plan_for", fixed)
    fixed_size = Trainer(experiment, load(experiment.data), way="graph")
    ours, theirs = (one.train(max_seconds=None, max_epochs=5) for one in (any_size, fixed_size))
    assert any_size.position == fixed_size.position == (5 * any_size.steps_per_epoch, 5, 0)
    np.testing.assert_allclose([row.values for row in ours], [row.values for row in theirs], atol=1e-6)


@pytest.mark.parametrize("way", ["graph", "native"])
@pytest.mark.parametrize("count", [8, 33, 200])
def test_training_goes_on_as_a_fresh_trainer_restored_from_the_same_snapshot(count: int, way: str) -> None:
    trainer = trainer_of(drawn(30), way)
    trainer.train(max_seconds=None, max_epochs=4)
    snapshot, following = trainer.snapshot(), drawn(count, seed=1)
    fresh = trainer_of(following, way)
    fresh.restore(snapshot)
    trainer.replace_data(following, load(following.data))
    assert trainer.position == snapshot.position
    assert trainer.train(max_seconds=None, max_epochs=3) == fresh.train(max_seconds=None, max_epochs=3)
    assert_equal_weights(trainer, fresh)


def test_the_epoch_under_way_begins_anew() -> None:
    trainer, following = trainer_of(drawn(60)), drawn(30, seed=1)
    trainer.train(max_seconds=None, max_steps=5)
    assert trainer.position == (5, 1, 2)
    trainer.replace_data(following, load(following.data))
    assert trainer.position == (5, 1, 0)
    assert trainer.running() == {}
    (row,) = trainer.train(max_seconds=None, max_epochs=1)
    assert (row.epoch, trainer.position) == (2, (7, 2, 0))


def test_a_snapshot_inside_an_epoch_of_more_samples_begins_that_epoch_anew() -> None:
    large, small = trainer_of(drawn(60)), trainer_of(drawn(20))
    large.train(max_seconds=None, max_steps=2)
    small.restore(large.snapshot())
    assert small.position == (2, 0, 0)
    assert small.running() == {}


def test_nothing_is_compiled_and_the_rate_and_the_first_weights_stay() -> None:
    trainer = trainer_of(drawn(30))
    first = [np.array(weights) for weights in trainer.model.get_weights()]
    trainer.train(max_seconds=None, max_epochs=2)
    assert isinstance(trainer._way, GraphLoop)
    compiled = trainer._way._compiled
    graph = compiled.graph
    trainer.learning_rate = 0.2
    for count in range(20, 80, 7):
        following = drawn(count, seed=count)
        trainer.replace_data(following, load(following.data))
        rows = trainer.train(max_seconds=None, max_epochs=1)
        assert np.isfinite(rows[0].values).all()
    assert compiled.graph is graph
    assert compiled.fast is None
    assert trainer.learning_rate == pytest.approx(0.2)
    trainer.reset()
    for before, after in zip(first, trainer.model.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)


def test_data_for_another_network_are_refused() -> None:
    trainer, other = trainer_of(drawn(30)), drawn(30, classes=3)
    with pytest.raises(ValueError, match="another network"):
        trainer.replace_data(other, load(other.data))
    circle = drawn(30).replace(data=DataSpec(dataset="circle"))
    with pytest.raises(ValueError, match="another network"):
        trainer.replace_data(circle, load(circle.data))
