"""From raw samples to what the network sees: blanks filled, input features of the plane, scaling; and its targets."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.data.samples import TargetScale
from playground.spec.data import Blanks, Feature, Scaling
from playground.spec.samples import Floats, Raw

_ROWS = 4096
"""Samples at a time, where a whole copy in double precision would cost too much memory."""


@dataclass(frozen=True)
class Encoder:
    """Raw samples ``(n, *sample_shape)`` to inputs float32 ``(n, *input_shape)``: ``(value - shift) / span``."""

    features: tuple[Feature, ...] | None
    """The input features, or None where the samples are not points of the plane."""
    shift: Floats | None = None
    span: Floats | None = None
    fill: Floats | None = None
    """What a blank of a column becomes, ``(*sample_shape,)``; None where blanks stay as they are."""

    def __call__(self, raw: Raw) -> Floats:
        raw = filled(raw, self.fill)
        inputs = plane_features(raw, self.features) if self.features is not None else raw
        if self.shift is None or self.span is None:
            return inputs.astype(np.float32, copy=False)
        scaled = inputs.astype(np.float32)
        # In place: sixty thousand pictures should be in memory once. Dividing (not multiplying by the inverse) makes
        # a picture's scaling exactly x / 255.
        if self.shift.any():
            scaled -= self.shift
        scaled /= self.span
        return scaled


def plane_features(points: Raw, features: tuple[Feature, ...]) -> Floats:
    """The chosen features ``(n, len(features))`` float32 of points ``(n, 2)``."""
    x1, x2 = points[:, 0].astype(np.float32), points[:, 1].astype(np.float32)
    columns: dict[Feature, Callable[[], Floats]] = {
        "x1": lambda: x1,
        "x2": lambda: x2,
        "x1_squared": lambda: x1 * x1,
        "x2_squared": lambda: x2 * x2,
        "x1_x2": lambda: x1 * x2,
        "sin_x1": lambda: np.sin(x1),
        "sin_x2": lambda: np.sin(x2),
    }
    return np.column_stack([columns[name]() for name in features])


def fit(
    raw: Raw,
    features: tuple[Feature, ...] | None,
    scaling: Scaling,
    blanks: Blanks | None = None,
    one_hot: tuple[int, ...] = (),
) -> Encoder:
    """An encoder whose scaling and filling are fitted on these raw samples (the training part).

    A table is scaled column by column, a sequence ``(steps, channels)`` channel by channel, a picture as a whole. A
    column that never changes becomes 0; the columns ``one_hot`` stay 0 and 1.
    """
    fill = fit_fill(raw, blanks)
    if scaling == "none":
        return Encoder(features, fill=fill)
    whole = filled(raw, fill)
    inputs = plane_features(whole, features) if features is not None else whole
    axes = tuple(range(inputs.ndim)) if inputs.ndim > 3 else tuple(range(inputs.ndim - 1))
    low, span = _range(inputs, axes) if scaling == "minmax" else _moments(inputs, axes)
    shift, span = low.astype(np.float32), np.where(span > 0, span, 1).astype(np.float32)
    if one_hot:
        shift[list(one_hot)], span[list(one_hot)] = 0, 1
    return Encoder(features, shift, span, fill)


def filled(raw: Raw, fill: Floats | None) -> Raw:
    """The samples with their blanks (NaN) filled; the same array where there are none."""
    if fill is None:
        return raw
    is_blank = np.isnan(raw)
    return np.where(is_blank, fill, raw) if is_blank.any() else raw


def fit_fill(raw: Raw, blanks: Blanks | None) -> Floats | None:
    """What takes the place of a blank in each column ``(*sample_shape,)`` float32; 0 where a column is all blank."""
    if blanks is None or blanks == "drop":
        return None
    columns = raw.reshape(len(raw), -1).T
    values = [_middle(column[~np.isnan(column)].astype(np.float64), blanks) for column in columns]
    return np.array(values, np.float32).reshape(raw.shape[1:])


def _middle(known: Raw, blanks: Blanks) -> float:
    """The mean, the median or the most frequent (of several the smallest) of the known values of a column."""
    if not len(known):
        return 0.0
    if blanks == "most_frequent":
        values, counts = np.unique(known, return_counts=True)
        return float(values[counts.argmax()])
    return float(known.mean() if blanks == "mean" else np.median(known))


def fit_target(values: Raw, scaling: Scaling) -> TargetScale:
    """The scale of a regression's targets, fitted on the training part ``(n,)``."""
    if scaling == "none":
        return TargetScale()
    shift, span = _range(values, (0,)) if scaling == "minmax" else _moments(values, (0,))
    return TargetScale(float(shift), float(span) if span > 0 else 1.0)


def _range(inputs: Raw, axes: tuple[int, ...]) -> tuple[Raw, Raw]:
    if inputs.dtype == np.uint8:  # the range of the format, so that the scaling does not hang on the subset
        return np.zeros(()), np.full((), 255.0)
    low, high = inputs.min(axis=axes).astype(np.float64), inputs.max(axis=axes).astype(np.float64)
    return low, high - low


def _moments(inputs: Raw, axes: tuple[int, ...]) -> tuple[Raw, Raw]:
    """Mean and standard deviation in double precision, a few thousand samples at a time."""
    mean = inputs.mean(axis=axes, dtype=np.float64)
    count = inputs.size / mean.size
    squares = np.zeros_like(mean)
    for start in range(0, len(inputs), _ROWS):
        squares += ((inputs[start : start + _ROWS] - mean) ** 2).sum(axis=axes)
    deviation = np.sqrt(squares / count)
    # Rounding leaves a constant column a deviation of about 1e-16 of its value, which must not be blown up to 1.
    return mean, np.where(deviation > 1e-7 * np.abs(mean), deviation, 0.0)
