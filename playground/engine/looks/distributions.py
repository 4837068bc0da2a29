"""What enters and what leaves each activation, over the validation samples; which units are dead or saturated."""

from collections.abc import Callable
from math import ceil, gcd, log10
from typing import Any
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf

from playground.data.samples import Data, Floats
from playground.engine.looks.base import Arrays, register
from playground.engine.passes import through
from playground.spec import Experiment
from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.layers.base import product
from playground.spec.network import Placed

MAX_SAMPLES = 500
MIN_SAMPLES = 50
MAX_WORK = 3e8
"""Multiplications: of a costly network fewer samples are looked at."""
MAX_OUTPUTS = 16_000_000
"""Of one layer, over all samples, at one time in memory."""
MAX_VALUES = 50_000
"""Of a layer so many are counted: of a picture or a sequence every so-manieth place, evenly spread."""
MIN_ROWS = 200
NUM_BINS = 40
MAX_SHOWN = 64
"""Units of a layer that are told one by one."""
MOSTLY = 0.5
"""A unit counts as saturated where more than this share of what enters it lies in a saturation zone."""
ROUND = (1, 1.5, 2, 3, 4, 6, 8, 10)
_LARGEST = 3e38

Seen = dict[str, Any]
_WATCHED: "WeakKeyDictionary[keras.Model, Callable[[Any], list[Seen]]]" = WeakKeyDictionary()


@register("distributions")
def distributions(model: keras.Model, data: Data, experiment: Experiment) -> Arrays:
    """For every hidden layer with an activation, over at most 500 validation samples:

    - ``entering:<layer>`` int32 ``(40,)`` and ``entering_edges:<layer>`` float32 ``(41,)``: the histogram of what
      enters the activation (z). Missing for LSTM and GRU, which apply it at every step, inside.
    - ``leaving:<layer>``, ``leaving_edges:<layer>``: the same of what leaves the layer (a).
    - ``unit_dead:<layer>``, ``unit_saturated:<layer>`` float32 ``(at most 64,)``: for which share of it each unit's
      slope or output is 0; for which share z lies in a saturation zone. Exactly 1 is only said of a dead unit.
    - ``shares:<layer>`` float32 ``(4,)``: the share of all values where the slope is 0, of those in a saturation zone,
      of outputs that are exactly 0, and of values that are not finite.
    - ``counted:<layer>`` int32 ``(6,)``: samples; values of each unit that were counted, and that there are; units;
      dead units (slope or output 0 for all of the samples, at every place); saturated units (z in a saturation zone
      for more than half of what was counted).

    A unit of a convolution is a filter.
    """
    hidden = [entry for entry in experiment.placed[:-1] if entry.layer.has_activation]
    if not hidden:
        return {}
    x = data.validation.x[: most_samples(experiment.placed)]
    if model not in _WATCHED:
        _WATCHED[model] = _compile(model, experiment.placed)
    found: Arrays = {}
    for entry, seen in zip(hidden, _WATCHED[model](x), strict=True):
        parts = {name: value.numpy() for name, value in seen.items()}
        told = _tell(ACTIVATIONS[str(entry.layer.has_activation)], parts, len(x), product(entry.output_shape[:-1]))
        found |= {f"{name}:{entry.name}": array for name, array in told.items()}
    return found


def most_samples(placed: tuple[Placed, ...]) -> int:
    """How many samples are looked at: 500, or fewer where the network is costly or its layers are large."""
    work = max(1, sum(entry.work for entry in placed))
    largest = max(product(entry.output_shape) for entry in placed)
    return min(MAX_SAMPLES, max(MIN_SAMPLES, int(MAX_WORK // work)), max(1, MAX_OUTPUTS // largest))


def _compile(model: keras.Model, placed: tuple[Placed, ...]) -> Any:
    """A function of samples that gives, for each hidden layer with an activation, what ``_watch`` sees."""
    layers = list(zip(model.layers, placed, strict=True))
    most = most_samples(placed)

    def run(x: Any) -> list[Seen]:
        found = []
        for layer, entry in layers[:-1]:
            z, x = through(layer, x)
            if entry.layer.has_activation:
                found.append(_watch(z, x, _stride(most * product(entry.output_shape[:-1]), entry.output_shape)))
        return found

    return tf.function(run, autograph=False, input_signature=[tf.TensorSpec(model.input_shape)])


def _watch(z: Any, a: Any, stride: int) -> Seen:
    """Some of the rows ``(rows, units)`` of z and a; over all of them the ends of z, and which units ever answer."""
    units = a.shape[-1]
    outputs = tf.reshape(a, [-1, units])
    seen = {"a": outputs[::stride], "answers": tf.reduce_any(tf.not_equal(outputs, 0), 0)}
    if z is None:
        return seen
    inputs = tf.reshape(z, [-1, units])
    return {**seen, "z": inputs[::stride], "least": tf.reduce_min(inputs, 0), "most": tf.reduce_max(inputs, 0)}


def _stride(rows: int, shape: tuple[int, ...]) -> int:
    """Every so-manieth row is counted; it has no factor in common with the places, so that all of them come up."""
    stride = max(1, rows // max(MIN_ROWS, MAX_VALUES // shape[-1]))
    while stride > 1 and gcd(stride, product(shape[:-1])) > 1:
        stride += 1
    return stride


def _tell(fact: Activation, seen: Arrays, num_samples: int, places: int) -> Arrays:
    a, z = seen["a"], seen.get("z")
    dead = ~seen["answers"]
    is_flat = a == 0
    is_saturated = np.zeros(a.shape, bool)
    if z is not None:
        for low, high in fact.dead:
            dead |= (seen["least"] >= low) & (seen["most"] <= high)
        slope_is_zero = fact.is_dead(z)
        is_flat |= slope_is_zero
        is_saturated = fact.is_saturated(z)
    rows, units = a.shape
    dead_share = np.where(dead, 1, np.minimum(is_flat.mean(axis=0), 1 - 1 / (rows + 1)))
    saturated_share = is_saturated.mean(axis=0)
    saturated = (saturated_share > MOSTLY) & ~dead
    shares = [
        0.0 if z is None else slope_is_zero.mean(),
        is_saturated.mean(),
        (a == 0).mean(),
        1 - np.isfinite(a if z is None else z).mean(),
    ]
    counted = [num_samples, rows, num_samples * places, units, dead.sum(), saturated.sum()]
    found = {
        "unit_dead": dead_share[:MAX_SHOWN].astype(np.float32),
        "unit_saturated": saturated_share[:MAX_SHOWN].astype(np.float32),
        "shares": np.array(shares, np.float32),
        "counted": np.array(counted, np.int32),
    }
    found["leaving"], found["leaving_edges"] = histogram(a, fact.low, fact.high)
    if z is not None:
        found["entering"], found["entering_edges"] = histogram(z)
    return found


def histogram(values: Floats, low: float = -np.inf, high: float = np.inf) -> tuple[Any, Floats]:
    """Counts int32 ``(40,)`` of the finite values, and edges float32 ``(41,)``.

    The ends are ``low`` and ``high`` where both are finite, else round numbers on which the picture can rest while
    the values move; 0 is always within.
    """
    finite = values[np.isfinite(values)]
    if not (np.isfinite(low) and np.isfinite(high)):
        ends = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
        low, high = -_rounded_up(-ends[0]), _rounded_up(ends[1])
        if low == high:
            high = 1.0
    edges = np.linspace(low, high, NUM_BINS + 1)
    places = ((finite.astype(np.float64) - low) * (NUM_BINS / (high - low))).astype(np.int64)
    counts = np.bincount(np.clip(places, 0, NUM_BINS - 1), minlength=NUM_BINS)
    return counts.astype(np.int32), edges.astype(np.float32)


def _rounded_up(size: float) -> float:
    """The next round number: one of ``ROUND`` times a power of ten; 0 for what is not positive."""
    if size <= 0:
        return 0.0
    power = float(10.0 ** (ceil(log10(max(size, 1e-6))) - 1))
    return float(min(_LARGEST, next(factor * power for factor in ROUND if factor * power >= size * (1 - 1e-6))))
