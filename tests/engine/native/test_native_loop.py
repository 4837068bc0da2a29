"""The native way against TensorFlow's, crossed over what can be chosen; and what it leaves to the other."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import numpy as np
import pytest

from playground.data import load
from playground.engine import native
from playground.engine.native import NativeLoop, scoring
from playground.engine.native.program import program_of
from playground.engine.trainer import Trainer, way_for
from playground.spec import OPTIMIZERS, DataSpec, Experiment
from playground.spec.activations import ACTIVATIONS
from playground.spec.data import DATASETS
from playground.spec.errors import InvalidExperiment
from playground.spec.objectives import FITS
from tests.engine.conftest import data_for, dense, experiment_on

DATASET = {"binary": "circle", "multiclass": "blobs", "regression": "plane"}
KNOWN = [kind.name for kind in ACTIVATIONS if kind.compiled_as is not None and not kind.refusal]


def assert_same(experiment: Experiment, num_epochs: int = 2) -> None:
    """Both ways come to the same rows and weights."""
    data = data_for(experiment)
    graph, ours = Trainer(experiment, data, way="graph"), Trainer(experiment, data, way="native")
    expected, found = graph.train(None, max_epochs=num_epochs), ours.train(None, max_epochs=num_epochs)
    assert graph.position == ours.position
    np.testing.assert_allclose(
        [row.values for row in found], [row.values for row in expected], rtol=2e-5, atol=2e-5, equal_nan=False
    )
    for mine, theirs in zip(ours.model.get_weights(), graph.model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=2e-5)


def crossed() -> Iterator[Any]:
    """Every loss with every output activation that it allows, each time with the next optimizer and all metrics."""
    optimizers = cycle(kind.name() for kind in OPTIMIZERS)
    for task, fit in FITS.items():
        metrics = [metric for metric in fit.metrics if metric in scoring.METRICS]
        for loss in fit.losses:
            for output in KNOWN:
                training: dict[str, Any] = {"loss": loss, "metrics": metrics, "optimizer": {"kind": next(optimizers)}}
                experiment = experiment_on(DATASET[task], [dense(3)], output_activation=output, **training)
                try:
                    experiment.check()
                except InvalidExperiment:
                    continue
                yield pytest.param(experiment, id=f"{task} {loss} {output}")


@pytest.mark.parametrize("experiment", [*crossed()])
def test_every_loss_with_every_output(experiment: Experiment) -> None:
    assert_same(experiment, 1)


@pytest.mark.parametrize("activation", KNOWN)
def test_every_activation_in_hidden_layers(activation: str) -> None:
    layers = [dense(9, activation), {"kind": "Activation", "activation": activation}, dense(3, activation, l2=0.01)]
    assert_same(experiment_on("blobs", layers, optimizer={"kind": "SGD", "learning_rate": 0.1}))


@pytest.mark.parametrize("batch_size", [1, 7, 64, 105])
def test_every_size_of_batch(batch_size: int) -> None:
    assert_same(experiment_on("circle", [dense(4)], batch_size=batch_size))


DROPOUT, NOISE = {"kind": "Dropout", "rate": 0.3}, {"kind": "GaussianNoise", "stddev": 0.5}
BY_SAMPLE, BY_BATCH = {"kind": "LayerNormalization"}, {"kind": "BatchNormalization", "momentum": 0.8}


@pytest.mark.parametrize("optimizer", OPTIMIZERS.names())
@pytest.mark.parametrize(
    "layers",
    [
        [DROPOUT, dense(5), DROPOUT],
        [NOISE, {"kind": "Flatten"}, dense(9), NOISE, dense(3, "relu", l1=0.01)],
        [dense(9, "relu"), BY_SAMPLE, {**DROPOUT, "rate": 0.0}, dense(3)],
        [BY_SAMPLE, dense(3), {**NOISE, "stddev": 0.0}, BY_SAMPLE],
        [BY_BATCH, dense(9, "relu"), BY_BATCH],
        [dense(9), BY_BATCH, {"kind": "Activation", "activation": "gelu"}, DROPOUT, BY_SAMPLE, NOISE],
    ],
    ids=["drops", "adds noise", "by sample", "by sample at both ends", "by batch", "everything"],
)
def test_layers_that_draw_or_normalise(layers: Any, optimizer: str) -> None:
    """The very numbers that Keras draws, in batches of which the last is smaller."""
    assert_same(experiment_on("blobs", layers, optimizer={"kind": optimizer}, batch_size=23))


def test_a_run_that_draws_goes_on_from_a_moment_as_it_went_on() -> None:
    experiment = experiment_on("circle", [dense(4), DROPOUT, BY_BATCH, NOISE])
    trainer = Trainer(experiment, data_for(experiment))
    assert trainer.way_name == "native"
    first = trainer.snapshot()
    rows = [row.values for row in trainer.train(None, max_epochs=3)]
    trainer.restore(first)
    trainer.train(None, max_steps=7)
    middle = trainer.snapshot()
    for moment in (first, middle, first):
        trainer.restore(moment)
        again = [row.values for row in trainer.train(None, max_epochs=3 - trainer.position.epoch)]
        assert again[-1] == rows[-1]


@pytest.mark.parametrize(
    ("layers", "training"),
    [
        ([dense(4)], {"metrics": ("auc",)}),
        ([dense(1024), dense(1024)], {}),
    ],
    ids=["AUC", "large"],
)
def test_what_the_kernel_does_not_know_or_does_slower_goes_the_other_way(layers: Any, training: Any) -> None:
    assert way_for(experiment_on("circle", layers, **training)) != "native"


def test_an_activation_or_layer_that_only_inherits_goes_the_other_way() -> None:
    kind = type(ACTIVATIONS["tanh"])
    experiment = experiment_on("circle", [dense(4)])
    assert program_of(experiment) is not None
    mine = type("Mine", (kind,), {"name": "only_here"})
    ACTIVATIONS.add("only_here", mine())
    try:
        assert program_of(experiment_on("circle", [dense(4, "only_here")])) is None
    finally:
        ACTIVATIONS.withdraw("only_here")


def test_the_ways_refuse_each_others_networks() -> None:
    experiment = experiment_on("circle", [dense(4)], metrics=("auc",))
    assert not native.fits(experiment)
    with pytest.raises(ValueError, match="does not know"):
        NativeLoop(experiment, None)


def test_drawn_points_come_and_go_while_it_trains() -> None:
    random = np.random.default_rng(3)

    def drawn(count: int) -> Experiment:
        places = random.uniform(-5, 5, (count, 2)).round(2).tolist()
        dataset = DATASETS["drawn"](points=[(x, y, int(x * y > 0)) for x, y in places], classes=2)
        training: dict[str, Any] = {"optimizer": {"kind": "Adam"}, "batch_size": 10}
        return Experiment(data=DataSpec(dataset=dataset), network={"layers": [dense(4)]}, training=training)

    first = drawn(40)
    trainer = Trainer(first, load(first.data))
    assert trainer.way_name == "native"
    trainer.train(None, max_epochs=5)
    trainer.train(None, max_steps=1)
    for count in (12, 300, 4):
        before = trainer.model.get_weights()
        following = drawn(count)
        trainer.replace_data(following, load(following.data))
        assert trainer.position.batch == 0
        for mine, old in zip(trainer.model.get_weights(), before, strict=True):
            np.testing.assert_array_equal(mine, old)
        rows = trainer.train(None, max_epochs=3)
        assert len(rows) == 3
        assert np.isfinite([row.values for row in rows]).all()


def test_an_edited_weight_is_trained_on_from() -> None:
    experiment = experiment_on("circle", [dense(4)])
    trainer = Trainer(experiment, data_for(experiment))
    trainer.train(None, max_epochs=1)
    kernel = trainer.model.layers[0].kernel
    kernel.assign(kernel.numpy() * 0 + 5)
    trainer.weights_were_set()
    trainer.train(None, max_steps=1)
    np.testing.assert_allclose(trainer.model.layers[0].kernel.numpy(), 5, atol=0.5)
