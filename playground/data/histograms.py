"""Statistics and bars of one column of numbers, a piece at a time, so that no copy of a long one is made."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

BINS = 30
"""Bars of a histogram."""

_CHUNK = 1 << 20


def _chunks(column: Array) -> list[Array]:
    return [column[start : start + _CHUNK] for start in range(0, len(column), _CHUNK)]


def is_whole(column: Array) -> bool:
    """Whether there are values, and all are whole numbers."""
    if column.dtype.kind in "iu":
        return bool(len(column))
    return bool(len(column)) and all(bool((part == np.round(part)).all()) for part in _chunks(column))


def statistics(column: Array) -> Array:
    """Lowest, highest, mean and standard deviation, in double precision."""
    if not len(column):
        return np.full(4, np.nan)
    mean = float(column.mean(dtype=np.float64))
    squares = sum(float(((part.astype(np.float64) - mean) ** 2).sum()) for part in _chunks(column))
    return np.array([float(column.min()), float(column.max()), mean, np.sqrt(squares / len(column))])


def bar_edges(column: Array, whole: bool) -> Array:
    """Of equal bars from the lowest to the highest value; whole numbers stand in the middle of their bars."""
    if not len(column):
        return np.array([0.0, 1.0])
    low, high = float(column.min()), float(column.max())
    if whole and high - low < 1e9:
        step = int(np.ceil((high - low + 1) / BINS))
        count = int(np.ceil((high - low + 1) / step))
        return low - 0.5 + step * np.arange(count + 1, dtype=np.float64)
    if low == high:
        half = max(abs(low) * 0.05, 0.5)
        return np.array([low - half, low + half])
    return np.linspace(low, high, BINS + 1)


def histogram(column: Array, groups: Array | None, num_groups: int, edges: Array) -> Array:
    """How many values are between the edges, int64 ``(num_groups, bars)``, as ``np.histogram`` counts them."""
    bars = len(edges) - 1
    found = np.zeros(num_groups * bars, np.int64)
    for start in range(0, len(column), _CHUNK):
        part = column[start : start + _CHUNK]
        if part.dtype == np.uint8 and groups is None:  # sixty thousand pictures are quickly counted value by value
            of_value = np.bincount(part, minlength=256)
            found += np.histogram(np.arange(256), edges, weights=of_value)[0].astype(np.int64)
            continue
        bar = np.searchsorted(edges, part.astype(np.float64), side="right") - 1
        bar = np.clip(bar, 0, bars - 1)  # the last bar holds its upper edge too
        if groups is not None:
            bar += groups[start : start + _CHUNK] * bars
        found += np.bincount(bar, minlength=len(found))
    return found.reshape(num_groups, bars)


def padded(values: Array, length: int, with_value: float) -> Array:
    """The values ``(..., n)`` as ``(..., length)``, filled up with one value."""
    missing = length - values.shape[-1]
    longer: Array = np.pad(values, [(0, 0)] * (values.ndim - 1) + [(0, missing)], constant_values=with_value)
    return longer
