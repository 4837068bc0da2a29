"""How the weights of every layer have changed in the course of a run, and how large their gradients were."""

import weakref
from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data
from playground.engine import objectives
from playground.engine.layer_weights import weighted_layers
from playground.engine.looks.base import Arrays, borrowed, register
from playground.engine.loop import penalty
from playground.engine.moments import Moment
from playground.spec import Experiment

MOST_SAMPLES = 256
FEWEST_SAMPLES = 16
MOST_WORK = 100_000_000
"""Multiplications of one forward pass: of a large network fewer samples are taken."""


class Measured(NamedTuple):
    """Of each weighted layer, at one moment."""

    norms: list[float]
    gradients: list[float]


_GRADIENTS: "WeakKeyDictionary[keras.Model, Any]" = WeakKeyDictionary()
_MEASURED: dict[tuple[int, int], tuple["weakref.ref[Moment]", Measured]] = {}
"""By the ids of moment and samples; a moment is measured once, as long as it is kept."""


@register("weight_history", over_time=True)
def weight_history(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    moments: Sequence[Moment],
    num_bins: Annotated[int, Field(ge=4, le=100)] = 40,
    max_moments: Annotated[int, Field(ge=2, le=60)] = 24,
) -> Arrays:
    """The trainable weights of each layer (kernel, bias, …) at moments spread evenly over the run; nothing without one.

    Returns:
        ``history:step`` and ``history:epoch`` int32 ``(m,)``, the newest moment last;
        ``histogram:<layer>`` int32 ``(m, bins)`` and ``edges:<layer>`` float32 ``(bins + 1,)``, common to all moments;
        ``norm:<layer>`` float32 ``(m,)``: the Euclidean norm of the weights;
        ``gradient:<layer>`` float32 ``(m,)``: the norm of the gradient of loss and penalty, in inference mode, on the
        first training samples (at most 256);
        ``history:samples`` int32 ``(1,)``: how many these are.
    """
    chosen = spread(moments, max_moments)
    if not chosen:
        return {}
    count = num_samples(experiment)
    x, y = data.train.x[:count], data.train.y[:count]
    measured = [measure(model, experiment, moment, x, y) for moment in chosen]
    found: Arrays = {
        "history:step": np.array([moment.position.step for moment in chosen], np.int32),
        "history:epoch": np.array([moment.position.epoch for moment in chosen], np.int32),
        "history:samples": np.array([len(x)], np.int32),
    }
    places = trainable_places(model)
    for number, (name, indices) in enumerate(places.items()):
        arrays = [np.concatenate([moment.weights[at].ravel() for at in indices]) for moment in chosen]
        found[f"histogram:{name}"], found[f"edges:{name}"] = histograms(arrays, num_bins)
        found[f"norm:{name}"] = np.array([each.norms[number] for each in measured], np.float32)
        found[f"gradient:{name}"] = np.array([each.gradients[number] for each in measured], np.float32)
    return found


def spread(moments: Sequence[Moment], most: int) -> list[Moment]:
    """At most so many moments, about evenly spaced in steps, the oldest and the newest among them.

    The distance is a power of two, so that as a run goes on the same moments are chosen again.
    """
    if len(moments) <= most:
        return list(moments)
    steps = [moment.position.step for moment in moments]
    distance = 1
    while (steps[-1] - steps[0]) / distance > most - 1:
        distance *= 2
    wanted = np.arange(steps[0], steps[-1], distance)
    nearest = np.abs(np.subtract.outer(steps, wanted)).argmin(axis=0)
    return [moments[at] for at in dict.fromkeys([*nearest.tolist(), len(moments) - 1])]


def num_samples(experiment: Experiment) -> int:
    """On how many samples a gradient is measured."""
    work = max(1, sum(entry.work for entry in experiment.placed))
    return int(min(MOST_SAMPLES, max(FEWEST_SAMPLES, MOST_WORK // work)))


def trainable_places(model: keras.Model) -> dict[str, list[int]]:
    """Where in ``model.weights`` the trainable weights of each layer stand; layers that have any."""
    place = {variable.path: index for index, variable in enumerate(model.weights)}
    found = {
        name: [place[variable.path] for variable in layer.trainable_variables]
        for name, layer in weighted_layers(model).items()
    }
    return {name: indices for name, indices in found.items() if indices}


def measure(model: keras.Model, experiment: Experiment, moment: Moment, x: Any, y: Any) -> Measured:
    """Norms of the weights and gradients at a moment, of every layer with trainable weights; measured once."""
    key = id(moment), id(x.base if x.base is not None else x)
    kept = _MEASURED.get(key)
    if kept is not None and kept[0]() is moment:
        return kept[1]
    places = trainable_places(model)
    norms = [norm([moment.weights[at] for at in indices]) for indices in places.values()]
    with borrowed(model, moment.weights):
        gradients = gradient_norms(model, experiment, x, y)
    found = Measured(norms, gradients)
    _MEASURED[key] = weakref.ref(moment, lambda _: _MEASURED.pop(key, None)), found
    return found


def norm(arrays: Sequence[NDArray[Any]]) -> float:
    """The Euclidean norm of several arrays together."""
    return float(np.sqrt(sum(np.sum(np.square(array, dtype=np.float64)) for array in arrays)))


def gradient_norms(model: keras.Model, experiment: Experiment, x: Any, y: Any) -> list[float]:
    """The norm of the gradient of each layer with trainable weights, in order; compiled once for a model.

    Of what the trainer makes small: the mean loss over x ``(n, *input_shape)`` and y ``(n, outputs)``, and the penalty;
    but in inference mode, as dropout's dice and moving averages are not to be touched.
    """
    if model not in _GRADIENTS:
        _GRADIENTS[model] = _compile(model, objectives.loss(experiment), y.shape[1])
    return [float(each) for each in _GRADIENTS[model](tf.constant(x), tf.constant(y)).numpy()]


def _compile(model: keras.Model, loss: keras.Loss, num_outputs: int) -> Any:
    layers = [layer for layer in weighted_layers(model).values() if layer.trainable_variables]

    def run(x: Any, y: Any) -> Any:
        variables = [[variable.value for variable in layer.trainable_variables] for layer in layers]
        with tf.GradientTape() as tape:
            total = loss(y, model(x, training=False)) + penalty(model)
        return tf.stack([tf.linalg.global_norm(each) for each in tape.gradient(total, variables)])

    signature = [tf.TensorSpec(model.input_shape), tf.TensorSpec((None, num_outputs))]
    return tf.function(run, autograph=False, input_signature=signature)


def histograms(arrays: Sequence[NDArray[Any]], num_bins: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """How many finite numbers of each array fall between common edges, int32 ``(arrays, bins)``, and the edges."""
    if not all(np.isfinite(array).all() for array in arrays):
        arrays = [array[np.isfinite(array)] for array in arrays]
    low = min((float(array.min()) for array in arrays if array.size), default=0.0)
    high = max((float(array.max()) for array in arrays if array.size), default=0.0)
    if high - low <= 1e-6 * max(abs(low), abs(high), 1e-6):  # all the same: a bin around them
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, num_bins + 1)
    counts = [np.histogram(array, num_bins, range=(low, high))[0] for array in arrays]
    return np.array(counts, np.int32), edges.astype(np.float32)
