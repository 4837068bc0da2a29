"""Boston housing with Keras's split, against the figures that plain Keras gives: five seeds, a thousand epochs."""

from statistics import median
from typing import Any

import numpy as np
import pytest

from playground.data import load
from playground.engine.trainer import Trainer
from playground.spec import DATASETS, DataSpec, Experiment

pytestmark = pytest.mark.real_data

SEEDS = range(5)
EPOCHS = 1000


@pytest.fixture(scope="module")
def data():
    dataset = DATASETS["boston_housing"]()
    if not dataset.is_here():
        pytest.skip("boston_housing is not in the data folder")
    return load(DataSpec(dataset=dataset))


def test_the_split_is_that_of_keras(data):
    first = [1.23247, 0, 8.14, 0, 0.538, 6.142, 91.7, 3.9769, 4, 307, 21, 396.9, 18.72]
    np.testing.assert_allclose(data.train.raw[0], first, rtol=1e-6)
    np.testing.assert_allclose(data.train.labels[:5], [15.2, 42.3, 50.0, 21.1, 17.7], rtol=1e-6)
    assert (len(data.train), len(data.validation)) == (404, 102)


def losses(data: Any, layers: list[dict[str, Any]]) -> list[float]:
    """The validation loss (mean squared error, raw inputs and prices) from the initial weights of each seed.

    No biases, as in the textbook. The network is compiled once.
    """
    experiment = Experiment(
        data=data.spec,
        network={"layers": layers, "output": {"use_bias": False}},
        training={"optimizer": {"kind": "Adam", "learning_rate": 0.001}, "batch_size": 32},
    )
    trainer, found = Trainer(experiment, data), []
    for seed in SEEDS:
        trainer.new_weights(seed)
        rows = trainer.train(max_seconds=None, max_epochs=EPOCHS)
        assert rows[-1].epoch == EPOCHS
        found.append(rows[-1].values[trainer.metric_names.index("loss") + len(trainer.metric_names)])
    return found


def test_a_linear_network_gets_as_far_as_keras_does(data):
    found = losses(data, [])
    assert 28 <= min(found) <= max(found) <= 40, found
    assert 30 <= median(found) <= 36, found


def test_ten_relu_neurons_get_as_far_as_keras_does(data):
    found = losses(data, [{"kind": "Dense", "units": 10, "activation": "relu", "use_bias": False}])
    assert 21 <= min(found) <= max(found) <= 33, found
    assert 23 <= median(found) <= 29, found
