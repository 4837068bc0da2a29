"""The contract of every look in the registry, on every task and with every layer kind."""

from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import pytest

from playground.engine.looks import LOOKS, compute
from playground.engine.trainer import Trainer
from playground.runs import frames, wire
from playground.spec import LAYERS, Experiment, Explained

from .conftest import data_for, dense, experiment_on

MOST_BYTES = 400_000
FLAT = {"kind": "Flatten"}
STACKS: dict[str, tuple[str, list[Any]]] = {
    "binary": ("circle", [dense(5, "relu"), {"kind": "BatchNormalization"}, {"kind": "Dropout"}, dense(3, "softplus")]),
    "multiclass": ("blobs", [dense(6), {"kind": "LayerNormalization"}, {"kind": "GaussianNoise"}]),
    "regression": ("plane", [dense(4, "elu"), {"kind": "Activation", "activation": "silu"}]),
    "line": ("sine", [dense(8)]),
    "linear": ("diabetes", []),
    "pictures": (
        "digits",
        [{"kind": "Conv2D", "filters": 4, "kernel_size": 3}, {"kind": "MaxPooling2D"}, FLAT, dense(6)],
    ),
    "pictures, averaged": (
        "digits",
        [{"kind": "Conv2D", "filters": 3, "kernel_size": 3}, {"kind": "AveragePooling2D"},
         {"kind": "GlobalAveragePooling2D"}],
    ),
    "sequences": ("echo", [{"kind": "Conv1D", "filters": 3, "kernel_size": 3}, {"kind": "LSTM", "units": 4}]),
    "sequences, pooled": (
        "echo", [{"kind": "GRU", "units": 3, "return_sequences": True}, {"kind": "GlobalAveragePooling1D"}]
    ),
}  # fmt: skip


@cache
def trained(stack: str) -> tuple[Experiment, Trainer, list[Any]]:
    """A network after an epoch, and the moments of its way."""
    dataset, layers = STACKS[stack]
    experiment = experiment_on(dataset, layers)
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    moments = [trainer.moment({})]
    trainer.train(max_seconds=None, max_epochs=1)
    moments.append(trainer.moment({"loss": 1.0}))
    return experiment, trainer, moments


def questions(look: str, experiment: Experiment) -> list[dict[str, Any]]:
    """The look alone where that is a question, and for each layer where it asks for one."""
    fields = LOOKS[look].parameters.model_fields
    if "layer" in fields:
        return [{"layer": placed.name} for placed in experiment.placed]
    return [{}]


def answer(look: str, trainer: Trainer, experiment: Experiment, moments: list[Any], parameters: Any) -> Any:
    """The look's arrays; none where it explains that it has no answer for this network."""
    with suppress(Explained):
        return compute(look, trainer.model, trainer.data, experiment, moments, **parameters)
    return {}


def test_every_kind_of_layer_is_in_a_stack() -> None:
    kinds = {layer["kind"] for _dataset, layers in STACKS.values() for layer in layers}
    missing = {kind.name() for kind in LAYERS} - kinds
    assert missing <= {"MaxPooling1D", "AveragePooling1D"}


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("look", sorted(LOOKS))
def test_a_look_answers_or_explains_and_leaves_the_network_alone(look: str, stack: str) -> None:
    experiment, trainer, moments = trained(stack)
    before = [variable.numpy() for variable in trainer.model.weights]
    for parameters in questions(look, experiment):
        found = answer(look, trainer, experiment, moments, parameters)
        assert answer(look, trainer, experiment, moments, parameters).keys() == found.keys()
        message = wire.encode({"type": "answer"}, frames.look_arrays(found, experiment))
        assert len(message) < MOST_BYTES
        for name, array in found.items():
            assert array.dtype.name in wire.KEPT_DTYPES, name
            assert array.dtype.kind != "f" or not np.isnan(array).any() or look in ("results", "samples"), name
    for variable, array in zip(trainer.model.weights, before, strict=True):
        np.testing.assert_array_equal(variable.numpy(), array)


@pytest.mark.parametrize("look", sorted(LOOKS))
def test_a_parameter_that_the_look_does_not_have_is_explained(look: str) -> None:
    experiment, trainer, moments = trained("binary")
    with pytest.raises(Explained, match="Reload it"):
        compute(look, trainer.model, trainer.data, experiment, moments, nonsense=1)
