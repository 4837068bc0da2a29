"""The arithmetic of a single output number of one layer, term by term."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.gates import last_step
from playground.engine.looks.base import Arrays, register
from playground.engine.looks.walk import MAX_VECTOR, exponentials, shares_powers
from playground.engine.network import holder
from playground.engine.passes import there
from playground.engine.sample import chosen
from playground.spec import N_, NP_, Experiment, Explained, Layer
from playground.spec.layers.base import Arithmetic, product, shape_text
from playground.spec.sample import SampleChoice

MAX_TERMS = 16_384
"""Of a longer sum the terms that count most are listed, and of the others their sum."""
MAX_PLACE = 2**31 - 1

Place = tuple[int, int, int]
"""Row, column and unit. A vector has units alone; of a sequence the column is the step."""
Number = Annotated[int, Field(ge=0, le=MAX_PLACE)]


@dataclass(frozen=True)
class At:
    """A layer with what it receives and gives, as if all had places: ``(rows, columns, channels)``."""

    layer: keras.Layer
    kind: Layer
    inputs: Floats
    before: Floats | None
    """What enters the layer's own activation."""
    output: Floats
    place: Place
    shape: tuple[int, ...]
    """Of one input sample, as it really is."""


@register("neuron")
def neuron(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    layer: str = "output",
    sample: SampleChoice = SampleChoice(),
    unit: Number = 0,
    row: Number = 0,
    column: Number = 0,
) -> Arrays:
    """How one number of a layer's output comes about, outside training, for one sample.

    Always ``neuron:place`` int32 ``(3,)`` and ``neuron:a`` ``(1,)``, and ``neuron:z`` where the layer ends in an
    activation; of a softmax all ``neuron:units_z``, their powers ``neuron:exp``, ``exp_sum`` and ``exp_shift``. The
    rest is that of the layer's kind, see the functions below; all names begin with ``neuron:``.

    Raises:
        Explained: there is no such sample, layer, or place in it.
    """
    index = _index(model, layer)
    one = chosen(data, sample)
    found = there(model, experiment, one.x, one.y)
    inputs = one.x if index == 0 else found.after[index - 1].numpy()
    output = found.after[index].numpy()
    place = _place(layer, output.shape[1:], row, column, unit)
    before = None if found.before[index] is None else _placed(found.before[index].numpy())
    kind = experiment.placed[index].layer
    at = At(model.layers[index], kind, _placed(inputs), before, _placed(output), place, inputs.shape[1:])
    answer: Arrays = {"place": np.array(place, np.int32), "a": _one(at.output[place])}
    explain = EXPLAINED.get(kind.arithmetic)
    with np.errstate(all="ignore"):  # numbers that are not finite are shown as such
        if at.before is not None:
            answer |= {"z": _one(at.before[place])} | _softmax(at)
        answer |= explain(at) if explain is not None else {}
    return {f"neuron:{name}": array for name, array in answer.items()}


def _index(model: keras.Model, name: str) -> int:
    names = [layer.name for layer in model.layers]
    if name not in names:
        raise Explained(
            N_("The network has no layer “{got}”. Choose one of these: {allowed}."), got=name[:80], allowed=names
        )
    return names.index(name)


def _place(layer: str, shape: tuple[int, ...], row: int, column: int, unit: int) -> Place:
    """The place asked for; what a vector or a sequence does not have is 0."""
    place = (row if len(shape) > 2 else 0, column if len(shape) > 1 else 0, unit)
    full = (*(1,) * (3 - len(shape)), *shape)
    if any(at >= size for at, size in zip(place, full, strict=True)):
        raise Explained(
            NP_(
                "Layer “{layer}” gives {shape} number, so there is none in row {row}, column {column}, unit {unit} "
                "(counted from 0). Choose another place.",
                "Layer “{layer}” gives {shape} numbers, so there is none in row {row}, column {column}, unit {unit} "
                "(counted from 0). Choose another place.",
                "number",
            ),
            number=product(shape), layer=layer, shape=shape_text(shape), row=row, column=column, unit=unit,
        )  # fmt: skip
    return place


def _placed(array: Floats) -> Floats:
    """``(1, [[rows,] columns,] channels)`` to ``(rows, columns, channels)``."""
    placed: Floats = array.reshape(*(1,) * (4 - array.ndim), *array.shape[1:])
    return placed


def _one(number: Any) -> Floats:
    return np.array([number], np.float32)


def _whole(*numbers: int) -> NDArray[np.int32]:
    return np.array(numbers, np.int32)


def _softmax(at: At) -> Arrays:
    """All the numbers that one of a softmax depends on."""
    if at.before is None or not shares_powers(at.kind):
        return {}
    z = at.before[at.place[:2]]
    powers, total, shift = exponentials(z)
    return {"units_z": z[:MAX_VECTOR], "exp": powers[:MAX_VECTOR], "exp_sum": total, "exp_shift": shift}


def _bias(layer: keras.Layer, unit: int) -> Arrays:
    return {} if layer.bias is None else {"b": _one(layer.bias.numpy()[unit])}


def _dense(at: At) -> Arrays:
    """``x``, ``w`` and ``products`` ``(terms,)``, ``b`` if there is one; ``terms`` int32: how many there are.

    Of more than 16,384 those with the largest products, ``index`` int32 saying which; ``rest`` is what the others add.
    """
    x, w = at.inputs[at.place[:2]], at.layer.kernel.numpy()[:, at.place[2]]
    products = x * w
    answer: Arrays = {"terms": _whole(len(x))} | _bias(at.layer, at.place[2])
    if len(x) > MAX_TERMS:
        kept = np.sort(np.argpartition(np.abs(products), -MAX_TERMS)[-MAX_TERMS:])
        answer |= {"index": kept.astype(np.int32), "rest": _one(products.sum() - products[kept].sum())}
        x, w, products = x[kept], w[kept], products[kept]
    return {**answer, "x": x, "w": w, "products": products}


def _convolution(at: At) -> Arrays:
    """``patch``, ``kernel``, ``products`` ``(rows, columns, channels)``; ``padded`` uint8 ``(rows, columns)``, where
    the patch has a zero that is none of its input's; ``corner`` int32 ``(2,)``, the row and column of its first cell,
    negative in the padding; ``stride`` and ``dilation`` int32 ``(2,)``.

    ``channels`` int32 is how many there are; where they are cut, ``rest`` is the sum of the products left out.
    """
    layer = at.layer
    kernel = layer.kernel.numpy()[..., at.place[2]]
    kernel = kernel.reshape(*(1,) * (3 - kernel.ndim), *kernel.shape)
    stride, dilation = _pair(layer.strides), _pair(layer.dilation_rate)
    patch, outside, corner = _window(at, kernel.shape[:2], stride, dilation, layer.padding)
    products = patch * kernel
    kept = max(1, MAX_TERMS // (kernel.shape[0] * kernel.shape[1]))
    return {
        "patch": patch[..., :kept], "kernel": kernel[..., :kept], "products": products[..., :kept],
        "rest": _one(products[..., kept:].sum()), "channels": _whole(kernel.shape[2]),
        "padded": outside, "corner": corner, "stride": _whole(*stride), "dilation": _whole(*dilation),
    } | _bias(layer, at.place[2])  # fmt: skip


def _pooling(at: At) -> Arrays:
    """``patch`` ``(rows, columns)`` of the same channel, ``padded`` and ``corner`` as of a convolution, ``count`` int32
    of the cells that are not padding; of a maximum ``chosen`` int32 ``(2,)``, its row and column in the patch.
    """
    layer = at.layer
    size, stride = _pair(layer.pool_size), _pair(layer.strides)
    patch, outside, corner = _window(at, size, stride, (1, 1), layer.padding)
    cells = patch[..., at.place[2]]
    answer: Arrays = {"patch": cells, "padded": outside, "corner": corner, "count": _whole(int((outside == 0).sum()))}
    if type(layer).__name__.startswith("Max"):
        largest = np.where(outside, -np.inf, cells).argmax()
        answer["chosen"] = _whole(*(int(i) for i in np.unravel_index(largest, cells.shape)))
    return answer


def _pair(given: int | tuple[int, ...]) -> tuple[int, int]:
    """Rows and columns of a window, a stride or a dilation; a sequence is one row high."""
    sizes = (given,) if isinstance(given, int) else tuple(given)
    return (sizes[0], sizes[1]) if len(sizes) == 2 else (1, sizes[0])


def _window(
    at: At, size: tuple[int, ...], stride: tuple[int, int], dilation: tuple[int, int], padding: str
) -> tuple[Floats, NDArray[np.uint8], NDArray[np.int32]]:
    """The input's numbers below a window ``(rows, columns, channels)``, where it lies outside, and its first cell.

    With the padding "same" TensorFlow adds as many zeros as the last window needs, the odd one at the end.
    """
    places, corner = [], []
    for axis in range(2):
        length, reach = at.inputs.shape[axis], (size[axis] - 1) * dilation[axis] + 1
        missing = (at.output.shape[axis] - 1) * stride[axis] + reach - length
        first = at.place[axis] * stride[axis] - (max(0, missing) // 2 if padding == "same" else 0)
        corner.append(first)
        places.append(first + dilation[axis] * np.arange(size[axis]))
    inside = [(place >= 0) & (place < length) for place, length in zip(places, at.inputs.shape[:2], strict=True)]
    is_inside = inside[0][:, np.newaxis] & inside[1]
    rows, columns = (np.clip(place, 0, length - 1) for place, length in zip(places, at.inputs.shape[:2], strict=True))
    patch = np.where(is_inside[..., np.newaxis], at.inputs[np.ix_(rows, columns)], np.float32(0))
    return patch, (~is_inside).astype(np.uint8), _whole(*corner)


def _global_pooling(at: At) -> Arrays:
    """``patch`` ``(rows, columns)``: all numbers of the channel, and ``count`` int32 of them."""
    channel = at.inputs[..., at.place[2]]
    return {"patch": np.ascontiguousarray(channel), "count": _whole(channel.size)}


def _batch_normalization(at: At) -> Arrays:
    """``x``, ``mean`` and ``variance`` (moving averages), ``epsilon``, ``normal``, ``gamma``, ``beta``: ``(1,)``."""
    layer, unit = at.layer, at.place[2]
    mean, variance = layer.moving_mean.numpy()[unit], layer.moving_variance.numpy()[unit]
    x = at.inputs[at.place]
    return {"x": _one(x)} | _normalised(layer, unit, x, mean, variance)


def _layer_normalization(at: At) -> Arrays:
    """As of a batch normalization, but ``x`` ``(n,)`` has all of the last axis: their mean and variance count."""
    x = at.inputs[at.place[:2]]
    mean, variance = x.mean(dtype=np.float64), x.var(dtype=np.float64)
    return {"x": x[:MAX_TERMS]} | _normalised(at.layer, at.place[2], x[at.place[2]], mean, variance)


def _normalised(layer: keras.Layer, unit: int, x: Any, mean: Any, variance: Any) -> Arrays:
    numbers = {
        "mean": mean, "variance": variance, "epsilon": layer.epsilon,
        "normal": (float(x) - float(mean)) / np.sqrt(float(variance) + layer.epsilon),
        "gamma": layer.gamma.numpy()[unit], "beta": layer.beta.numpy()[unit],
    }  # fmt: skip
    return {name: _one(number) for name, number in numbers.items()}


def _flatten(at: At) -> Arrays:
    """``from`` int32 ``(axes,)``: the place in the input that the number ``x`` ``(1,)`` comes from."""
    return {"from": _whole(*(int(i) for i in np.unravel_index(at.place[2], at.shape))), "x": _one(at.output[at.place])}


def _unchanged(at: At) -> Arrays:
    """``x`` ``(1,)``, the number at the same place of the input; what noise and dropout do outside training."""
    return {"x": _one(at.inputs[at.place])}


def _recurrent(at: At) -> Arrays:
    """``step`` int32: the last, or the one asked about where each has an output; ``x`` ``(channels,)``, what the layer
    reads there, ``h`` ``(units,)``, its state before it. Of this unit ``gates_z`` and ``gates``, before and after
    their activations, in the order of ``gates.Step``, and ``memory`` ``(2,)`` before and after the step.
    """
    unit, step = at.place[2], at.place[1] if at.layer.return_sequences else at.inputs.shape[1] - 1
    found = last_step(holder(at.layer), at.inputs[0, : step + 1])
    numbers = {"gates_z": found.gates_z[:, unit], "gates": found.gates[:, unit], "memory": found.memory[:, unit]}
    floats = {name: array.astype(np.float32) for name, array in ({"h": found.entered} | numbers).items()}
    return {"step": _whole(step), "x": at.inputs[0, step], **floats}


EXPLAINED: dict[Arithmetic, Callable[[At], Arrays]] = {
    "sum": _dense,
    "convolution": _convolution,
    "pooling": _pooling,
    "mean": _global_pooling,
    "batch_normalization": _batch_normalization,
    "layer_normalization": _layer_normalization,
    "flatten": _flatten,
    "unchanged": _unchanged,
    "activation": _unchanged,
    "lstm": _recurrent,
    "gru": _recurrent,
}
"""By the arithmetic of the layer's kind; of a kind that names none only the output is told."""
