"""The formula of a network without hidden layers: coefficients that fit the columns as they are, or standardised."""

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from playground.data.encoding import plane_features
from playground.data.samples import Data, Floats, Raw
from playground.engine.looks.base import Arrays, grid, register
from playground.spec import Experiment
from playground.spec.activations import ACTIVATIONS

Doubles = NDArray[np.float64]
MOST_TERMS = 40


class Columns(NamedTuple):
    """What enters the network is ``slope · column + offset``, for each of its inputs; all ``(inputs,)``."""

    slope: Doubles
    offset: Doubles
    mean: Doubles
    """Of the column over the training samples, in its own units."""
    deviation: Doubles


_COLUMNS: dict[int, tuple[Callable[[Raw], Floats], Floats, Columns]] = {}
"""By the id of the training samples, with what must be the same for them to count."""


@register("equation")
def equation(model: keras.Model, data: Data, experiment: Experiment) -> Arrays:
    """The coefficients of a linear, logistic or softmax regression; nothing for a network that is none.

    ``answer = f(intercept + Σ coefficient · column)`` with f the output's activation. The columns are those of the
    data, before any scaling; on the plane the chosen features. Standardised, the column is first made
    ``(column − mean) / deviation``: a coefficient is what one standard deviation of its column does. A regression with
    a linear output answers in the target's own units; after another activation ``shift + span · f(…)`` does.

    Returns:
        Of the (at most 40) terms with the largest standardised coefficients, in the order of the columns:
        ``equation:columns`` int32 ``(terms,)``, which inputs they are;
        ``equation:raw`` and ``equation:standardised`` float64 ``(terms, outputs)``;
        ``equation:mean`` and ``equation:deviation`` float64 ``(terms,)``.
        ``equation:raw_intercept`` and ``equation:standardised_intercept`` float64 ``(outputs,)``;
        ``equation:target`` float64 (shift, span), 0 and 1 where they are part of the coefficients already;
        ``equation:num_terms`` int32 ``(1,)``, how many there are in all.
    """
    if not is_linear(experiment):
        return {}
    output = model.layers[-1]
    weights = output.kernel.numpy().astype(np.float64)
    intercept = np.zeros(weights.shape[1]) if output.bias is None else output.bias.numpy().astype(np.float64)
    shift, span = data.target.shift, data.target.span
    if ACTIVATIONS[experiment.output_activation].is_linear:
        weights, intercept = weights * span, intercept * span + shift
        shift, span = 0.0, 1.0
    columns = columns_of(data)
    raw = weights * columns.slope[:, None]
    raw_intercept = intercept + columns.offset @ weights
    standardised = raw * columns.deviation[:, None]
    kept = np.sort(np.argsort(-np.abs(standardised).max(axis=1), kind="stable")[:MOST_TERMS])
    return {
        "equation:columns": kept.astype(np.int32),
        "equation:raw": raw[kept],
        "equation:standardised": standardised[kept],
        "equation:mean": columns.mean[kept],
        "equation:deviation": columns.deviation[kept],
        "equation:raw_intercept": raw_intercept,
        "equation:standardised_intercept": raw_intercept + columns.mean @ raw,
        "equation:target": np.array([shift, span], np.float64),
        "equation:num_terms": np.array([len(raw)], np.int32),
    }


def is_linear(experiment: Experiment) -> bool:
    """Whether the network is a weighted sum of its inputs, and a function of that sum."""
    are_passive = all(entry.layer.is_passive for entry in experiment.placed[:-1])
    return are_passive and bool(ACTIVATIONS[experiment.output_activation].regression)


def columns_of(data: Data) -> Columns:
    """How columns become inputs; found by probing the encoding, which is affine in each column, and kept."""
    x = data.train.x
    kept = _COLUMNS.get(id(x))
    if kept is None or kept[0] is not data.encode or kept[1] is not x:
        _COLUMNS.clear()
        kept = _COLUMNS[id(x)] = data.encode, x, _columns(data)
    return kept[2]


def _columns(data: Data) -> Columns:
    raw, columns = _probes(data)
    inputs = data.encode(raw).reshape(len(raw), -1).astype(np.float64)
    every = np.arange(columns.shape[1])
    low, high = columns.argmin(axis=0), columns.argmax(axis=0)
    slope = (inputs[high, every] - inputs[low, every]) / (columns[high, every] - columns[low, every])
    offset = inputs[low, every] - slope * columns[low, every]
    mean, deviation = _moments(data.train.x)
    return Columns(slope, offset, (mean - offset) / slope, deviation / np.abs(slope))


def _probes(data: Data) -> tuple[Any, Doubles]:
    """Raw samples that lie far apart in every column, and their columns ``(samples, inputs)``."""
    raw = data.train.raw
    if data.spec.is_plane:
        points = grid(8)
        return points, plane_features(points, data.spec.features).astype(np.float64)
    if raw.dtype == np.uint8:
        probes = np.stack([np.zeros(raw.shape[1:], np.uint8), np.full(raw.shape[1:], 255, np.uint8)])
    else:
        low, high = raw.min(axis=0), raw.max(axis=0)
        far = np.where(high > low, high, low + np.maximum(1, np.abs(low)))
        probes = np.stack([low, far]).astype(raw.dtype)
    return probes, probes.reshape(2, -1).astype(np.float64)


def _moments(x: Floats, rows: int = 4096) -> tuple[Doubles, Doubles]:
    """Mean and standard deviation of each input, in double precision, some rows at a time."""
    flat = x.reshape(len(x), -1)
    mean = flat.mean(axis=0, dtype=np.float64)
    squares = sum(np.square(flat[at : at + rows] - mean).sum(axis=0) for at in range(0, len(flat), rows))
    return mean, np.sqrt(squares / len(flat))
