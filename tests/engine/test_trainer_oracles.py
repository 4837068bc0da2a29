"""The compiled loop against ``model.fit`` on the same batches."""

from typing import Any

import keras
import numpy as np
import pytest

from playground.engine import network, objectives
from playground.engine.native import scoring
from playground.engine.seeds import sample_orders
from playground.engine.trainer import Trainer, WayName
from playground.spec import OPTIMIZERS, Experiment
from playground.spec.objectives import FITS

from .conftest import BATCH, NUM_TRAIN, data_for, dense, experiment_on

OPTIONS: list[dict[str, Any]] = [
    *({"kind": kind.name()} for kind in OPTIMIZERS),
    {"kind": "SGD", "learning_rate": 0.1, "momentum": 0.9},
    {"kind": "SGD", "learning_rate": 0.1, "momentum": 0.9, "nesterov": True},
    {"kind": "RMSprop", "momentum": 0.5, "centered": True, "rho": 0.8},
    {"kind": "Adam", "amsgrad": True, "beta_1": 0.8, "beta_2": 0.9},
    {"kind": "AdamW", "weight_decay": 0.5, "learning_rate": 0.01},
    {"kind": "Adagrad", "initial_accumulator_value": 0.0, "epsilon": 1e-3},
    {"kind": "Adadelta", "rho": 0.5},
    {"kind": "Nadam", "beta_1": 0.5},
]
LOSSES = [(task, loss) for task, fit in FITS.items() for loss in fit.losses]
WAYS: tuple[WayName, ...] = ("graph", "native")
DATASET = {"binary": "circle", "multiclass": "blobs", "regression": "plane"}


def fitted(experiment: Experiment, num_steps: int, *, validation: bool = False) -> tuple[keras.Model, dict[str, float]]:
    """The same network after ``model.fit`` on the batches that the trainer sees first."""
    data = data_for(experiment)
    model = network.build(experiment)
    model.compile(
        optimizer=objectives.optimizer(experiment),
        loss=experiment.loss,
        metrics=[objectives.metric(name, experiment.data.dataset.num_outputs) for name in experiment.metrics],
        jit_compile=False,
    )
    order = sample_orders(experiment.training.seed, 0, 1, NUM_TRAIN)[0][: num_steps * BATCH]
    part = data.validation
    history = model.fit(
        data.train.x[order],
        data.train.y[order],
        batch_size=BATCH,
        shuffle=False,
        verbose=0,
        validation_data=(part.x, part.y) if validation else None,
        validation_batch_size=7,
    )
    return model, {name: values[0] for name, values in history.history.items()}


def assert_equal_weights(ours: keras.Model, theirs: keras.Model) -> None:
    for mine, fits in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, fits, rtol=0, atol=1e-5)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("optimizer", OPTIONS, ids=lambda o: "-".join(str(v) for v in o.values()))
def test_ten_steps_equal_ten_batches_of_fit_for_every_optimizer(optimizer: dict[str, Any], way: WayName) -> None:
    experiment = experiment_on("circle", [dense(4)], optimizer=optimizer)
    trainer = Trainer(experiment, data_for(experiment), way=way)
    trainer.train(max_seconds=None, max_steps=10)
    model, history = fitted(experiment, 10)
    assert trainer.position == (10, 0, 10)
    assert_equal_weights(trainer.model, model)
    assert trainer.running()["loss"] == pytest.approx(history["loss"], abs=1e-5)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("task", "loss"), LOSSES)
def test_ten_steps_equal_ten_batches_of_fit_for_every_loss(task: str, loss: str, way: WayName) -> None:
    experiment = experiment_on(DATASET[task], [dense(4)], loss=loss, optimizer={"kind": "SGD", "learning_rate": 0.1})
    trainer = Trainer(experiment, data_for(experiment), way=way)
    trainer.train(max_seconds=None, max_steps=10)
    model, history = fitted(experiment, 10)
    assert_equal_weights(trainer.model, model)
    assert trainer.running()["loss"] == pytest.approx(history["loss"], abs=1e-5)


STACKS = {
    "penalties": ("circle", [dense(4, l1=0.01, l2=0.1), dense(3, "relu", l1=0.2)], "binary"),
    "dropout": ("circle", [dense(8), {"kind": "Dropout", "rate": 0.5}, dense(4)], "binary"),
    "batch normalization": ("blobs", [dense(6, "linear"), {"kind": "BatchNormalization", "momentum": 0.5},
                            {"kind": "Activation", "activation": "relu"}], "multiclass"),
    "regression": ("plane", [dense(4)], "regression"),
    "picture": ("digits", [{"kind": "Conv2D", "filters": 2}, {"kind": "MaxPooling2D"}, dense(3)], "multiclass"),
    "averages of pictures": ("digits", [{"kind": "Conv2D", "filters": 3}, {"kind": "AveragePooling2D"},
                                        {"kind": "GlobalAveragePooling2D"}], "multiclass"),
    "noise and layer normalization": ("circle", [dense(6), {"kind": "GaussianNoise", "stddev": 0.5},
                                                 {"kind": "LayerNormalization"}, dense(3)], "binary"),
    "LSTM": ("two_waves", [{"kind": "LSTM", "units": 4, "dropout": 0.4, "l2": 0.1}], "regression"),
    "GRU": ("two_waves", [{"kind": "GRU", "units": 4, "dropout": 0.4, "l1": 0.1}], "regression"),
    "recurrent layers in a row": ("two_waves", [{"kind": "LSTM", "units": 3, "return_sequences": True},
                                                {"kind": "GRU", "units": 3, "return_sequences": True},
                                                {"kind": "GlobalAveragePooling1D"}], "regression"),
    "convolution over a sequence": ("two_waves", [{"kind": "Conv1D", "filters": 3}, {"kind": "MaxPooling1D"},
                                                  {"kind": "LayerNormalization"}], "regression"),
}  # fmt: skip


NATIVE = {
    "penalties": STACKS["penalties"],
    "regression": STACKS["regression"],
    "dropout": STACKS["dropout"],
    "noise": (
        "blobs",
        [
            {"kind": "GaussianNoise", "stddev": 0.3},
            dense(9, "tanh"),
            {"kind": "Dropout", "rate": 0.2},
            dense(5),
            {"kind": "GaussianNoise", "stddev": 1.0},
        ],
        "multiclass",
    ),
    "no hidden layer": ("circle", [], "binary"),
    "two activations": ("blobs", [dense(5, "linear"), {"kind": "Activation", "activation": "gelu"}], "multiclass"),
    "no bias": ("blobs", [dense(3, use_bias=False), dense(9, "silu", use_bias=False)], "multiclass"),
    "a sequence laid out": ("two_waves", [{"kind": "Flatten"}, dense(17, "elu")], "regression"),
    "a picture laid out": ("digits", [{"kind": "Flatten"}, dense(20, "relu"), dense(6, "softplus")], "multiclass"),
}


@pytest.mark.parametrize(
    ("name", "way"), [*((name, "graph") for name in STACKS), *((name, "native") for name in NATIVE)]
)
def test_an_epoch_with_a_smaller_last_batch_equals_fit_with_validation(name: str, way: WayName) -> None:
    dataset, layers, task = (NATIVE if way == "native" else STACKS)[name]
    metrics = [metric for metric in FITS[task].metrics if way == "graph" or metric in scoring.METRICS]  # type: ignore[index]
    experiment = experiment_on(dataset, layers, metrics=metrics)
    trainer = Trainer(experiment, data_for(experiment), way=way)
    rows = trainer.train(max_seconds=None, max_epochs=1)
    model, history = fitted(experiment, 11, validation=True)
    assert trainer.position == (11, 1, 0)
    assert_equal_weights(trainer.model, model)
    names = [*trainer.metric_names, *(f"val_{metric}" for metric in trainer.metric_names)]
    for column, value in zip(names, rows[0].values, strict=True):
        assert value == pytest.approx(history[column], abs=2e-5), column


def test_validation_in_slices_equals_validation_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = experiment_on("blobs", [dense(4)], metrics=FITS["multiclass"].metrics)
    at_once = Trainer(experiment, data_for(experiment), way="graph").train(None, max_epochs=2)
    monkeypatch.setattr("playground.engine.plan.EVALUATION_NUMBERS", 7 * 4)
    in_slices = Trainer(experiment, data_for(experiment), way="graph").train(None, max_epochs=2)
    for a, b in zip(at_once, in_slices, strict=True):
        np.testing.assert_allclose(a.values, b.values, atol=1e-5)


XLA = {
    "dense": ("circle", [dense(4), dense(2)], ("accuracy", "precision")),
    "recurrent": ("two_waves", [{"kind": "GaussianNoise", "stddev": 0.0}, {"kind": "LSTM", "units": 3}], ()),
}


@pytest.mark.parametrize("name", XLA)
def test_xla_equals_the_plain_graph(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("playground.engine.trainer.GRAPH_STEPS_ON_SEQUENCES", 250)
    dataset, layers, metrics = XLA[name]
    experiment = experiment_on(dataset, layers, metrics=metrics)
    data = data_for(experiment)
    slow, fast = (Trainer(experiment, data, way=way) for way in ("graph", "xla"))
    rows = [trainer.train(None, max_epochs=60) for trainer in (slow, fast)]
    assert fast.position == slow.position == (660, 60, 0)
    np.testing.assert_allclose([row.values for row in rows[1]], [row.values for row in rows[0]], atol=1e-3)
    assert_equal_weights(slow.model, fast.model)
