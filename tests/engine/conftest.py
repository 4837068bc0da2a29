"""Small experiments with data made here, so that these tests need no dataset's own samples."""

from typing import Any

import numpy as np

from playground.data.samples import Data, Part
from playground.spec import DataSpec, Experiment

BATCH = 10
NUM_TRAIN = 105
NUM_VALIDATION = 40


def dense(units: int, activation: str = "tanh", **more: Any) -> dict[str, Any]:
    return {"kind": "Dense", "units": units, "activation": activation, **more}


def experiment_on(dataset: str, layers: Any = (), **training: Any) -> Experiment:
    network: dict[str, Any] = {"layers": list(layers)}
    if "output_activation" in training:
        network["output"] = {"activation": training.pop("output_activation")}
    training = {"batch_size": BATCH, "seed": 7, **training}
    return Experiment(data=DataSpec(dataset=dataset), network=network, training=training)


def data_for(experiment: Experiment, num_train: int = NUM_TRAIN, num_validation: int = NUM_VALIDATION) -> Data:
    """Random samples that fit the experiment; what a raw sample is, the network sees."""
    random = np.random.default_rng(3)
    size = num_train + num_validation
    x = random.normal(size=(size, *experiment.data.input_shape)).astype(np.float32)
    first = x.reshape(size, -1)
    outputs = experiment.data.dataset.num_outputs
    labels: Any
    if experiment.data.task == "regression":
        labels = (first[:, 0] - first[:, :2][:, -1] ** 2).astype(np.float32)
        y = labels[:, None]
    elif experiment.data.task == "binary":
        labels = (first[:, 0] * first[:, 1] > 0).astype(np.int32)
        y = labels[:, None].astype(np.float32)
    else:
        labels = (np.abs(first[:, 0] * 7 + first[:, 1]).astype(np.int32)) % outputs
        y = np.eye(outputs, dtype=np.float32)[labels]
    cut = slice(0, num_train), slice(num_train, size)
    train, validation = (Part(x[part], x[part], y[part], labels[part]) for part in cut)
    return Data(experiment.data, train, validation, lambda raw: raw)
