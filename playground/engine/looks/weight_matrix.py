"""One weight of one layer as a matrix: exact where it is small enough, else the means of blocks."""

from typing import Annotated

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.layer_weights import layer_with_weights, named_weights, weight_of
from playground.engine.looks.base import Arrays, register
from playground.spec import N_, Experiment, Explained, Term
from playground.spec.layers.base import weight_names

MOST = 128
"""So many rows and columns are sent; more become blocks."""

Start = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1)] | None


@register("weight_matrix")
def weight_matrix(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    layer: str,
    weight: str | None = None,
    row: Start = 0,
    column: Start = 0,
    num_rows: Count = None,
    num_columns: Count = None,
    all_layers: bool = False,
) -> Arrays:
    """A weight with all but its last axis laid out as rows, C order: a kernel ``(3, 3, 8, 16)`` is ``(72, 16)``.

    A weight of one axis is a single row. ``row``, ``column``, ``num_rows`` and ``num_columns`` choose a part of the
    matrix; a count that goes beyond the end is cut. Where the part has more than 128 rows or columns, each number is
    the mean of a block.

    Args:
        weight: its name in Keras; None for the first that the layer has, see ``weight_names``.
        all_layers: find the largest weight of all layers too, for colours that can be compared.

    Returns:
        ``matrix`` float32 ``(r, c)``; ``matrix:bias`` ``(b, c)`` beside a kernel that has a bias, in the same columns;
        ``matrix:block`` int32, rows and columns of a block (1, 1 where the numbers are exact);
        ``matrix:window`` int32 (row, column, rows, columns); ``matrix:shape`` int32, the weight's own shape;
        ``matrix:weights`` uint8, for each of ``weight_names`` whether the layer has it; ``matrix:weight`` int32
        ``(1,)``, which of them this is; ``matrix:largest`` float32: the largest absolute value shown, the largest of
        the whole weight, and that of every layer's (0 where it was not asked for). The bias counts with its kernel.

    Raises:
        Explained: no such layer or weight, or the part begins beyond the end.
    """
    found = layer_with_weights(model, layer)
    choice = named_weights(found)
    name = next(iter(choice)) if weight is None else weight
    values = weight_of(found, name).numpy()
    matrix = values.reshape(-1, values.shape[-1])
    _check_start(N_("row"), row, matrix.shape[0], layer)
    _check_start(N_("column"), column, matrix.shape[1], layer)
    part = matrix[row : _end(row, num_rows), column : _end(column, num_columns)]
    block = -(-part.shape[0] // MOST), -(-part.shape[1] // MOST)
    shown = {"matrix": block_means(part, block)}
    bias = choice["bias"].numpy() if name == "kernel" and "bias" in choice else None
    if bias is not None:
        beside = np.atleast_2d(bias)[:, column : _end(column, num_columns)]
        shown["matrix:bias"] = block_means(beside, (1, block[1]))
    whole = [values] if bias is None else [values, bias]
    every = [v.numpy() for each in model.layers for v in named_weights(each).values()] if all_layers else []
    largest = [max(map(_largest, arrays), default=0.0) for arrays in (list(shown.values()), whole, every)]
    return shown | {
        "matrix:block": np.array(block, np.int32),
        "matrix:window": np.array([row, column, *part.shape], np.int32),
        "matrix:shape": np.array(values.shape, np.int32),
        "matrix:weights": np.array([each in choice for each in weight_names()], np.uint8),
        "matrix:weight": np.array([weight_names().index(name)], np.int32),
        "matrix:largest": np.array(largest, np.float32),
    }


def block_means(matrix: Floats, block: tuple[int, int]) -> Floats:
    """The means of blocks of so many rows and columns, float32; the last ones may be smaller."""
    if block == (1, 1):
        return np.ascontiguousarray(matrix, np.float32)
    sums = matrix
    for axis, size in enumerate(block):
        if size > 1:
            starts = np.arange(0, matrix.shape[axis], size)
            sums = np.add.reduceat(sums, starts, axis=axis, dtype=np.float64)
    counts = np.outer(*(_sizes(length, size) for length, size in zip(matrix.shape, block, strict=True)))
    return (sums / counts).astype(np.float32)


def _sizes(length: int, size: int) -> NDArray[np.int64]:
    """How many rows or columns each block has."""
    return np.diff(np.append(np.arange(0, length, size), length))


def _end(start: int, count: int | None) -> int | None:
    return None if count is None else start + count


def _largest(values: NDArray[np.floating]) -> float:
    """The largest absolute value, of the finite ones."""
    largest = float(max(values.max(), -values.min())) if values.size else 0.0
    if np.isfinite(largest):
        return largest
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max()) if finite.size else 0.0


def _check_start(axis: str, got: int, size: int, layer: str) -> None:
    if got >= size:
        raise Explained(
            N_("The matrix of {layer} has no {axis} {got}: it has {size}. Choose another part of it."),
            layer=layer, axis=Term(axis), got=got + 1, size=size,
        )  # fmt: skip
