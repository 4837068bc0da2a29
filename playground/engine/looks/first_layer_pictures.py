"""Weights that have the shape of a picture: what each neuron looks for, and the kernels of convolutions."""

from typing import Annotated

import keras
import numpy as np
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.layer_weights import layer_with_weights, weighted_layers
from playground.engine.looks.base import Arrays, register
from playground.spec import Experiment
from playground.spec.network import Placed

MOST_PICTURES = 64
MOST_CHANNELS = 16
MOST_BYTES = 200_000


@register("first_layer_pictures")
def first_layer_pictures(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    layer: str | None = None,
    first: Annotated[int, Field(ge=0)] = 0,
) -> Arrays:
    """The weights into each unit as a picture, beginning with unit ``first``; nothing where they are no picture.

    Of a Dense layer after a Flatten the picture is what was flattened: 784 weights are 28 × 28, 12,288 are 64 × 64 × 3.
    Of a convolution it is the kernel, a channel for each channel that enters; one over sequences is a picture of
    channels (rows) and steps (columns). At most 64 units, 16 channels (all where there are 3), and 200 KB.

    Args:
        layer: its name; None for the first layer that has weights.

    Returns:
        ``pictures`` uint8 ``(n, height, width, channels)``: a weight is ``(byte − 128) / 127 · scale``;
        ``pictures:scale`` float32 ``(n,)``, the largest absolute weight of each;
        ``pictures:window`` int32 (first unit, all units, all channels).

    Raises:
        Explained: there is no such layer, or it has no weights.
    """
    chosen = next(iter(weighted_layers(model))) if layer is None else layer
    kernel = as_pictures(layer_with_weights(model, chosen), experiment.placed)
    if kernel is None:
        return {}
    num_units, *_, num_channels = kernel.shape
    channels = num_channels if num_channels <= MOST_CHANNELS else MOST_CHANNELS
    fitting = max(1, MOST_BYTES // (kernel[0, ..., :channels].size))
    first = min(first, num_units - 1)
    shown = kernel[first : first + min(MOST_PICTURES, fitting), ..., :channels]
    scale = np.abs(shown).max(axis=(1, 2, 3))
    share = np.divide(shown, scale[:, None, None, None], out=np.zeros_like(shown), where=scale[:, None, None, None] > 0)
    return {
        "pictures": np.rint(128 + 127 * np.nan_to_num(share)).astype(np.uint8),
        "pictures:scale": scale.astype(np.float32),
        "pictures:window": np.array([first, num_units, num_channels], np.int32),
    }


def as_pictures(layer: keras.Layer, placed: tuple[Placed, ...]) -> Floats | None:
    """The kernel as ``(units, height, width, channels)``, or None where it has no such shape."""
    index = [entry.name for entry in placed].index(layer.name)
    kind = placed[index].layer
    if kind.role == "filters":
        kernel: Floats = layer.kernel.numpy()
        return kernel.transpose(3, 0, 1, 2) if kernel.ndim == 4 else kernel.transpose(2, 1, 0)[..., None]
    shape = flattened_shape(placed[:index]) if kind.joins and not kind.gates else None
    return None if shape is None else layer.kernel.numpy().T.reshape(-1, *shape)


def flattened_shape(before: tuple[Placed, ...]) -> tuple[int, int, int] | None:
    """The shape ``(height, width, channels)`` that was flattened last, where all stands in its place since."""
    for entry in reversed(before):
        if entry.layer.flattens(entry.input_shape) and len(entry.input_shape) == 3:
            height, width, channels = entry.input_shape
            return height, width, channels
        if not entry.layer.keeps_order:
            return None
    return None
