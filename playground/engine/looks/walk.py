"""One sample through the network, layer by layer, and the gradient of its loss on the way back."""

from typing import Annotated, Any

import keras
import numpy as np
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.looks.base import Arrays, register
from playground.engine.looks.predictions import classes_of
from playground.engine.loop import penalty
from playground.engine.passes import Pass, there, there_and_back
from playground.engine.sample import Chosen, brightness, chosen, extent, is_picture
from playground.spec import Experiment, Layer
from playground.spec.activations import ACTIVATIONS
from playground.spec.layers.base import product
from playground.spec.sample import SampleChoice

MAX_VECTOR = 1024
"""Of a layer without places so many units are shown."""
MAX_MAPS = 64
MAX_MAP_NUMBERS = 250_000
"""All maps of one answer together; each is a byte when it is sent."""
MAX_INPUTS = 16_384
SAFE_EXPONENT = 50.0
"""Up to it e^z is shown as it is; beyond, the largest z is taken off all of them first, which changes no quotient."""


@register("walk")
def walk(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    sample: SampleChoice = SampleChoice(),
    backward: bool = True,
    maps: Annotated[int, Field(ge=1, le=MAX_MAPS)] = 16,
    before: bool = False,
) -> Arrays:
    """What one sample becomes in every layer, outside training, and its loss.

    A layer without places gives vectors: ``z:<layer>`` before the activation that is part of it, ``a:<layer>`` its
    output, both float32 ``(units,)``, at most 1024; of a softmax also ``exp:``, ``exp_sum:`` and ``exp_shift:``. A
    layer with places gives ``map:a:<layer>`` ``(channels, rows, columns)``, a sequence as one row; and ``map:z:`` with
    ``before``. ``full:<layer>`` int32 is the whole output shape. With ``backward`` the gradient of the loss by them is
    ``g:``, ``gz:`` and ``map:g:``, and its Euclidean length, of all numbers by the output, ``gnorm:``.

    Of the sample: ``walk:raw`` and ``walk:x``; ``walk:range`` of a picture's pixels, or ``walk:low`` and ``walk:high``
    of each number among the training samples; ``walk:output``, ``walk:decoded`` (in the target's units),
    ``walk:truth`` (as it is learned), ``walk:label``, ``walk:class`` (-1: an output is NaN), ``walk:is_edited``;
    ``walk:loss`` is that of this sample alone, without ``walk:penalty``, which training adds for large weights.

    Raises:
        Explained: there is no such sample, or its numbers cannot be used.
    """
    one = chosen(data, sample)
    found = (there_and_back if backward else there)(model, experiment, one.x, one.y)
    most = _maps_each(experiment, maps, 1 + backward + before)
    with np.errstate(all="ignore"):  # numbers that are not finite are shown as such
        answer = _sample(data, one) | _outcome(model, data, experiment, one, found)
        answer["full:input"] = np.array(one.x.shape[1:], np.int32)
        if backward:
            answer |= _back("input", one.x, None, found.to_input, None, most)
        for index, layer in enumerate(model.layers):
            z, a = _array(found.before[index]), found.after[index].numpy()
            answer[f"full:{layer.name}"] = np.array(a.shape[1:], np.int32)
            answer |= _forward(layer.name, experiment.placed[index].layer, z, a, most, before)
            if backward:
                answer |= _back(layer.name, a, z, found.to_after[index], found.to_before[index], most)
    return answer


def _array(tensor: Any) -> Floats | None:
    found: Floats | None = None if tensor is None else tensor.numpy()
    return found


def _maps_each(experiment: Experiment, wanted: int, kinds: int) -> int:
    """How many maps each layer may show, so that all of them together stay small."""
    shapes = [experiment.data.input_shape, *(entry.output_shape for entry in experiment.placed)]
    cells = sum(product(shape[:-1]) for shape in shapes if len(shape) > 1)
    return max(1, min(wanted, MAX_MAP_NUMBERS // (kinds * cells))) if cells else wanted


def _sample(data: Data, one: Chosen) -> Arrays:
    """The sample as it is and as it enters the network."""
    raw = one.raw[0] if one.raw.dtype == np.uint8 else one.raw[0].astype(np.float32)
    answer = {"walk:raw": raw, "walk:is_edited": np.array([one.is_edited], np.uint8)}
    if one.x.size <= MAX_INPUTS:
        answer["walk:x"] = one.x[0]
    if is_picture(data):
        answer["walk:range"] = np.array(brightness(data), np.float32)
    else:
        answer["walk:low"], answer["walk:high"] = extent(data)
    return answer


def _outcome(model: keras.Model, data: Data, experiment: Experiment, one: Chosen, found: Pass) -> Arrays:
    """The prediction, the truth and the loss between them."""
    output = found.after[-1].numpy()
    answer = {
        "walk:output": output[0],
        "walk:decoded": data.target.decode(output[0]),
        "walk:truth": one.y[0],
        "walk:label": np.array([one.label], np.float32),
        "walk:loss": np.array([found.loss], np.float32),
        "walk:penalty": np.array([penalty(model)], np.float32),
    }
    if experiment.data.task != "regression":
        is_known = np.isfinite(output).all()
        answer["walk:class"] = classes_of(output).astype(np.int32) if is_known else np.array([-1], np.int32)
    return answer


def shares_powers(kind: Layer) -> bool:
    """Whether a layer ends in a softmax."""
    return bool(kind.has_activation) and ACTIVATIONS[str(kind.has_activation)].shares_powers


def _forward(name: str, kind: Layer, z: Floats | None, a: Floats, most: int, before: bool) -> Arrays:
    """What a layer makes of the sample, before and after its activation."""
    if a.ndim > 2:
        answer = {f"map:a:{name}": as_maps(a, most)}
        return answer | {f"map:z:{name}": as_maps(z, most)} if before and z is not None else answer
    answer = {f"a:{name}": a[0, :MAX_VECTOR]}
    if z is not None:
        answer[f"z:{name}"] = z[0, :MAX_VECTOR]
        if shares_powers(kind):
            powers = zip(("exp", "exp_sum", "exp_shift"), exponentials(z[0]), strict=True)
            answer |= {f"{what}:{name}": numbers[:MAX_VECTOR] for what, numbers in powers}
    return answer


def exponentials(z: Floats) -> tuple[Floats, Floats, Floats]:
    """The powers e^(z - shift) of softmax ``(units,)``, their sum ``(1,)`` and the shift ``(1,)``, float32."""
    shift = np.float32(0 if np.abs(z).max() <= SAFE_EXPONENT else z.max())
    powers = np.exp(z - shift)
    return powers, np.array([powers.sum()], np.float32), np.array([shift])


def _back(name: str, a: Floats, z: Floats | None, to_a: Any, to_z: Any, most: int) -> Arrays:
    """The gradient of the loss by a layer's output and by what enters its activation."""
    gradient = np.zeros_like(a) if to_a is None else to_a.numpy()
    answer = {f"gnorm:{name}": np.array([np.sqrt(np.square(gradient, dtype=np.float64).sum())], np.float32)}
    if a.ndim > 2:
        answer[f"map:g:{name}"] = as_maps(gradient, most)
        return answer
    answer[f"g:{name}"] = gradient[0, :MAX_VECTOR]
    if z is not None:
        answer[f"gz:{name}"] = np.zeros_like(z[0, :MAX_VECTOR]) if to_z is None else to_z.numpy()[0, :MAX_VECTOR]
    return answer


def as_maps(array: Floats, most: int) -> Floats:
    """``(1, [rows,] columns, channels)`` to ``(channels, rows, columns)``, at most so many."""
    one = array if array.ndim == 4 else array[:, np.newaxis]
    return np.ascontiguousarray(np.moveaxis(one[0, ..., :most], -1, 0))
