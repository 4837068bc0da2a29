"""The weights themselves."""

import keras
import numpy as np

from playground.data.samples import Data, Floats
from playground.engine.looks.base import MAX_UNITS, Arrays, register
from playground.spec import Experiment

MAX_WEIGHTS = 4096


@register("weights")
def weights(model: keras.Model, data: Data, experiment: Experiment) -> Arrays:
    """``kernel:<layer>`` float32 ``(inputs, units)``, of a convolution ``(size, size, channels, filters)``, and
    ``bias:<layer>`` ``(units,)`` where the layer has one.

    A layer with more than 4096 weights is cut to its first 32 inputs and 32 units.
    """
    found: Arrays = {}
    for layer in model.layers:
        if getattr(layer, "kernel", None) is None:
            continue
        kernel, bias = layer.kernel.numpy(), layer.bias
        is_cut = kernel.size > MAX_WEIGHTS
        found[f"kernel:{layer.name}"] = cut(kernel) if is_cut else kernel
        if bias is not None:
            found[f"bias:{layer.name}"] = bias.numpy()[:MAX_UNITS] if is_cut else bias.numpy()
    return found


def cut(kernel: Floats) -> Floats:
    """The first 32 of the last two axes."""
    return np.ascontiguousarray(kernel[..., :MAX_UNITS, :MAX_UNITS])
