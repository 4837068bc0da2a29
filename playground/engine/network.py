"""Experiment -> Keras network. Every layer has the name and the arguments that the spec gives it."""

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from playground.engine.seeds import DROPOUT, KERNEL, layer_seed
from playground.spec import Experiment
from playground.spec.network import Placed

UNSEEDED = frozenset({"zeros", "ones"})


def build(experiment: Experiment) -> keras.Model:
    """The untrained network, float32, with its layers named as in ``experiment.placed``.

    Equal experiments give equal weights. Nothing process-wide is seeded or cleared.

    Raises:
        playground.spec.network.BrokenStack: a layer cannot stand where it stands.
    """
    seed = experiment.training.seed
    layers = [keras_layer(entry, index, seed) for index, entry in enumerate(experiment.placed)]
    return keras.Sequential([keras.Input(experiment.data.input_shape, name="input"), *layers], name="network")


def keras_layer(entry: Placed, index: int, seed: int) -> keras.Layer:
    """One placed layer as a Keras layer, its random parts seeded from the experiment's seed and its index."""
    arguments = entry.layer.keras_arguments()
    if "activation" in arguments:
        arguments["activation"] = activation(arguments["activation"])
    if "kernel_initializer" in arguments:
        arguments["kernel_initializer"] = initializer(arguments["kernel_initializer"], index, seed)
    if "kernel_regularizer" in arguments:
        arguments["kernel_regularizer"] = keras.regularizers.L1L2(**arguments["kernel_regularizer"])
    if entry.layer.name() == "Dropout":
        arguments["seed"] = layer_seed(seed, index, DROPOUT)
    return getattr(keras.layers, entry.layer.name())(name=entry.name, **arguments)


def activation(name: str) -> Any:
    """Keras's name of the activation, or our own function where Keras has none."""
    return threshold if name == "threshold" else name


def threshold(x: Any) -> Any:
    """1 where x is at least 0, else 0 (Rosenblatt 1958); forward only, its slope is 0."""
    return keras.ops.cast(x >= 0, x.dtype)


def initializer(name: str, index: int, seed: int) -> keras.Initializer:
    """The initializer of the layer at ``index``."""
    if name in UNSEEDED:
        return keras.initializers.get(name)
    found = keras.initializers.get(name)
    return type(found).from_config({**found.get_config(), "seed": layer_seed(seed, index, KERNEL)})


def initial_kernels(experiment: Experiment, model: keras.Model, seed: int) -> dict[str, NDArray[np.float32]]:
    """The kernels that ``seed`` draws, by layer name; what ``build`` draws for the experiment's own seed."""
    kernels = {}
    for index, (entry, layer) in enumerate(zip(experiment.placed, model.layers, strict=True)):
        if "kernel_initializer" in entry.layer.keras_arguments():
            draw = initializer(entry.layer.keras_arguments()["kernel_initializer"], index, seed)
            kernels[entry.name] = np.array(draw(layer.kernel.shape, dtype="float32"))
    return kernels
