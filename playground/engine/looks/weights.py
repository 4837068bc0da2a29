"""The kernels and biases of every layer, which colour and widen the lines between drawn neurons."""

import keras
import numpy as np

from playground.data.samples import Data, Floats
from playground.engine.looks.base import MAX_UNITS, Arrays, register
from playground.engine.network import holder, kind_of
from playground.engine.variables import read
from playground.spec import Experiment

MAX_WEIGHTS = 4096


@register("weights", reads_only=True)
def weights(model: keras.Model, data: Data, experiment: Experiment) -> Arrays:
    """``kernel:<layer>`` float32 ``(inputs, units)``, of a convolution ``(size, size, channels, filters)`` or
    ``(1, size, channels, filters)``, and ``bias:<layer>`` ``(units,)`` where the layer has one.

    Of an LSTM or GRU they are those of the candidate, which say what a unit takes in, as in a dense layer; the gates
    only say when. A layer with more than 4096 weights is cut to its first 32 inputs and 32 units.
    """
    found: Arrays = {}
    for layer in model.layers:
        if getattr(holder(layer), "kernel", None) is None:
            continue
        kernel, bias = shown(layer)
        is_cut = kernel.size > MAX_WEIGHTS
        found[f"kernel:{layer.name}"] = cut(kernel) if is_cut else kernel
        if bias is not None:
            found[f"bias:{layer.name}"] = bias[:MAX_UNITS] if is_cut else bias
    return found


def shown(layer: keras.Layer) -> tuple[Floats, Floats | None]:
    """Of a layer's weights those that are shown: its kernel, and its bias if it has one."""
    owner = holder(layer)
    kernel = read(owner.kernel)
    bias = None if owner.bias is None else read(owner.bias)
    if kernel.ndim == 3:  # a filter over a sequence is one that is a single row high
        return kernel[None], bias
    if owner is layer:
        return kernel, bias
    at = kind_of(layer).candidate
    candidate = slice(at * owner.units, (at + 1) * owner.units)
    # a GRU has two rows of biases, and the first belongs to its inputs
    return kernel[:, candidate], None if bias is None else np.atleast_2d(bias)[0, candidate]


def cut(kernel: Floats) -> Floats:
    """The first 32 of the last two axes."""
    return np.ascontiguousarray(kernel[..., :MAX_UNITS, :MAX_UNITS])
