"""Looks that only read weights are answered from the native loop's own numbers, without a word to Keras's variables."""

import numpy as np
import pytest

from playground.engine.looks import LOOKS, compute
from playground.engine.trainer import Trainer
from playground.engine.variables import read
from tests.engine.conftest import data_for, dense, experiment_on

READERS = sorted(name for name, look in LOOKS.items() if look.reads_only)


def trainer_on(dataset: str) -> Trainer:
    layers = [dense(4), {"kind": "BatchNormalization"}, dense(3)]
    experiment = experiment_on(dataset, layers)
    return Trainer(experiment, data_for(experiment), way="native")


def test_the_looks_of_a_picture_are_among_them() -> None:
    assert {"output_map", "neuron_maps", "weights", "activations", "predictions", "line"} <= set(READERS)


@pytest.mark.parametrize("dataset", ["circle", "sine", "blobs"])
def test_a_reader_sees_the_trained_network_while_the_variables_are_old(dataset: str) -> None:
    trainer = trainer_on(dataset)
    model = trainer.model
    before = [read(variable) for variable in model.weights]
    trainer.train(None, max_epochs=3)
    with trainer.read_only() as same:
        assert same is model
        found = {name: compute(name, same, trainer.data, trainer.experiment) for name in READERS}
    # nobody has asked for the network itself so far
    for variable, value in zip(model.weights, before, strict=True):
        np.testing.assert_array_equal(read(variable), value)
    for name, arrays in found.items():
        expected = compute(name, trainer.model, trainer.data, trainer.experiment)
        assert arrays.keys() == expected.keys()
        for key, array in arrays.items():
            np.testing.assert_array_equal(array, expected[key], err_msg=f"{name}: {key}")
    assert any(np.abs(read(variable) - value).max() > 0 for variable, value in zip(model.weights, before, strict=True))


def test_what_was_read_is_a_copy() -> None:
    trainer = trainer_on("circle")
    with trainer.read_only() as model:
        kernel = compute("weights", model, trainer.data, trainer.experiment)["kernel:output"]
    value = kernel.copy()
    trainer.train(None, max_epochs=2)
    np.testing.assert_array_equal(kernel, value)
