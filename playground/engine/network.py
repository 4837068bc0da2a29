"""Experiment -> Keras network. Every layer has the name and the arguments that the spec gives it."""

from functools import partial
from importlib import import_module
from inspect import signature
from typing import Any
from weakref import WeakKeyDictionary

import keras
import numpy as np
from numpy.typing import NDArray

from playground.engine.native.passes import remember
from playground.engine.seeds import KERNEL, NOISE, RECURRENT_KERNEL, layer_seed
from playground.spec import Experiment, Layer
from playground.spec.activations import ACTIVATIONS
from playground.spec.network import Placed

UNSEEDED = frozenset({"zeros", "ones"})
DRAWN = {"kernel": ("kernel_initializer", KERNEL), "recurrent_kernel": ("recurrent_initializer", RECURRENT_KERNEL)}
"""The weights that begin with random numbers: Keras's argument that says how, and what their seed is for. All other
weights begin with zeros or ones."""

_KINDS: "WeakKeyDictionary[keras.Layer, type[Layer]]" = WeakKeyDictionary()


def build(experiment: Experiment) -> keras.Model:
    """The untrained network, float32, with its layers named as in ``experiment.placed``.

    Equal experiments give equal weights. Nothing process-wide is seeded or cleared.

    Raises:
        playground.spec.network.BrokenStack: a layer cannot stand where it stands.
    """
    seed = experiment.training.seed
    layers = [keras_layer(entry, index, seed) for index, entry in enumerate(experiment.placed)]
    model = keras.Sequential([keras.Input(experiment.data.input_shape, name="input"), *layers], name="network")
    remember(model, experiment)
    return model


def keras_layer(entry: Placed, index: int, seed: int) -> keras.Layer:
    """One placed layer as a Keras layer, its random parts seeded from the experiment's seed and its index."""
    arguments = entry.layer.keras_arguments()
    if "activation" in arguments:
        arguments["activation"] = activation(arguments["activation"])
    for argument, purpose in DRAWN.values():
        if argument in arguments:
            arguments[argument] = initializer(arguments[argument], layer_seed(seed, index, purpose))
    if "kernel_regularizer" in arguments:
        arguments["kernel_regularizer"] = keras.regularizers.L1L2(**arguments["kernel_regularizer"])
    kind = keras_class(type(entry.layer))
    if "seed" in signature(kind).parameters:
        arguments["seed"] = layer_seed(seed, index, NOISE)
    made = kind(name=entry.name, **arguments)
    _KINDS[made] = type(entry.layer)
    return made


def keras_class(kind: type[Layer]) -> type[keras.Layer]:
    """The Keras layer of a kind: Keras's own of that name, or the one that the kind names.

    Raises:
        ImportError: there is no such module. AttributeError: it holds no such class.
    """
    if not kind.keras_class:
        return getattr(keras.layers, kind.name())  # type: ignore[no-any-return]
    module, _, name = kind.keras_class.rpartition(".")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


def kind_of(layer: keras.Layer) -> type[Layer]:
    """The kind of a layer that was made by ``keras_layer``."""
    return _KINDS[layer]


def activation(name: str) -> Any:
    """Keras's name of the activation, or a function of our own where Keras has none."""
    kind = ACTIVATIONS[name]
    if hasattr(keras.activations, name) and not kind.is_another_in_keras:
        return name
    ours = partial(kind.value, xp=keras.ops)
    ours.__name__ = name  # type: ignore[attr-defined]  # by which Keras writes it down
    return ours


def initializer(name: str, seed: int) -> keras.Initializer:
    """The initializer of that name, seeded where it draws."""
    found = keras.initializers.get(name)
    if name in UNSEEDED:
        return found
    return type(found).from_config({**found.get_config(), "seed": seed})


def initial_kernels(
    experiment: Experiment, model: keras.Model, seed: int
) -> list[tuple[keras.Variable, NDArray[np.float32]]]:
    """Every weight that begins with random numbers, and those that ``seed`` draws for it.

    For the experiment's own seed they are what ``build`` drew.
    """
    drawn = []
    for index, (entry, layer) in enumerate(zip(experiment.placed, model.layers, strict=True)):
        arguments = entry.layer.keras_arguments()
        for weight, (argument, purpose) in DRAWN.items():
            if argument in arguments:
                variable = getattr(holder(layer), weight)
                draw = initializer(arguments[argument], layer_seed(seed, index, purpose))
                drawn.append((variable, np.array(draw(variable.shape, dtype="float32"))))
    return drawn


def holder(layer: keras.Layer) -> keras.Layer:
    """What has the weights of a layer: the layer itself, or the cell of a recurrent one."""
    return getattr(layer, "cell", layer)
