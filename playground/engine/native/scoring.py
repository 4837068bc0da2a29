"""Losses with their gradients, and metrics, over rows of outputs. The numbers of ``LOSSES`` and ``METRICS`` name them.

Formulas and edges are Keras's: a cross-entropy is computed from the numbers before sigmoid or softmax.
"""

import math

import numpy as np

from playground.engine.native.jit import inlined
from playground.engine.native.mathematics import HALF, ONE, TWO, ZERO, exp_of_negative, f32, softplus

LOSSES = (
    "binary_crossentropy", "categorical_crossentropy", "mean_squared_error", "mean_absolute_error", "huber",
    "kl_divergence", "cosine_similarity",
)  # fmt: skip
BINARY, CATEGORICAL, SQUARED, ABSOLUTE, HUBER, DIVERGENCE, COSINE = range(len(LOSSES))
FROM_LOGITS = (BINARY, CATEGORICAL)
"""Losses whose gradient is that by the weighted sums, not by the outputs."""

METRICS = ("accuracy", "precision", "recall", "mean_absolute_error", "r2")
ACCURACY, PRECISION, RECALL, MEAN_ABSOLUTE, R2 = range(len(METRICS))
"""AUC is not among them: its 200 thresholds cost more than a small network."""

EPSILON = f32(1e-7)


@inlined
def loss_of_row(loss, z, a, y, at, row, units):
    """The loss of one sample: ``at`` is where its outputs begin in z and a, ``row`` where its targets do."""
    total = ZERO
    if loss == BINARY:
        for j in range(units):
            total += softplus(z[at + j]) - z[at + j] * y[row + j]
        return total / f32(units)
    if loss == CATEGORICAL:
        largest = z[at]
        for j in range(1, units):
            largest = max(largest, z[at + j])
        powers = ZERO
        for j in range(units):
            powers += exp_of_negative(z[at + j] - largest)
        for j in range(units):
            total += y[row + j] * (f32(math.log(powers)) + largest - z[at + j])
        return total
    if loss == DIVERGENCE:
        for j in range(units):
            truth = min(max(y[row + j], EPSILON), ONE)
            total += truth * f32(math.log(truth / min(max(a[at + j], EPSILON), ONE)))
        return total
    if loss == COSINE:
        ours, theirs, both = ZERO, ZERO, ZERO
        for j in range(units):
            ours += a[at + j] * a[at + j]
            theirs += y[row + j] * y[row + j]
            both += a[at + j] * y[row + j]
        return -both * min(ONE / math.sqrt(ours), ONE / EPSILON) * min(ONE / math.sqrt(theirs), ONE / EPSILON)
    for j in range(units):
        error = a[at + j] - y[row + j]
        if loss == SQUARED:
            total += error * error
        elif loss == ABSOLUTE or abs(error) > ONE:
            total += abs(error) - (HALF if loss == HUBER else ZERO)
        else:
            total += HALF * error * error
    return total / f32(units)


@inlined
def gradient_of_row(loss, a, y, d, at, row, units, share):
    """The gradient of ``share`` times one sample's loss: by z for the losses of ``FROM_LOGITS``, else by a."""
    if loss == BINARY:
        for j in range(units):
            d[at + j] = (a[at + j] - y[row + j]) * share / f32(units)
    elif loss == CATEGORICAL:
        for j in range(units):
            d[at + j] = (a[at + j] - y[row + j]) * share
    elif loss == DIVERGENCE:
        for j in range(units):
            inside = EPSILON <= a[at + j] <= ONE
            d[at + j] = -min(max(y[row + j], EPSILON), ONE) / a[at + j] * share if inside else ZERO
    elif loss == COSINE:
        ours, theirs, both = ZERO, ZERO, ZERO
        for j in range(units):
            ours += a[at + j] * a[at + j]
            theirs += y[row + j] * y[row + j]
            both += a[at + j] * y[row + j]
        by_truth = min(ONE / math.sqrt(theirs), ONE / EPSILON)
        length = ONE / math.sqrt(ours)
        is_held = length > ONE / EPSILON  # Keras bounds it there, so that it is no function of the outputs any more
        length = min(length, ONE / EPSILON)
        for j in range(units):
            along = ZERO if is_held else a[at + j] * both * length * length
            d[at + j] = -(y[row + j] - along) * length * by_truth * share
    else:
        for j in range(units):
            error = a[at + j] - y[row + j]
            if loss == SQUARED:
                slope = TWO * error
            elif loss == HUBER and abs(error) <= ONE:
                slope = error
            else:
                slope = ONE if error > ZERO else (-ONE if error < ZERO else ZERO)
            d[at + j] = slope * share / f32(units)


@inlined
def add_to_metrics(metrics, sums, a, y, at, row, units):
    """Add one sample. ``sums`` float64 ``(metrics + 1, 2 + 3 * units)``: a total and a count, and what R² adds up."""
    for index in range(metrics.size):
        metric = metrics[index]
        mine = sums[index + 1]
        if metric == ACCURACY:
            mine[0] += _is_right(a, y, at, row, units)
            mine[1] += 1.0
        elif metric == MEAN_ABSOLUTE:
            total = ZERO
            for j in range(units):
                total += abs(a[at + j] - y[row + j])
            mine[0] += total / f32(units)
            mine[1] += 1.0
        elif metric == R2:
            mine[1] += 1.0
            for j in range(units):
                mine[2 + 3 * j] += y[row + j]
                mine[3 + 3 * j] += y[row + j] * y[row + j]
                mine[4 + 3 * j] += (y[row + j] - a[at + j]) * (y[row + j] - a[at + j])
        else:
            for j in range(units):
                said, true = a[at + j] > HALF, y[row + j] > HALF
                mine[0] += 1.0 if said and true else 0.0
                mine[1] += 1.0 if (said if metric == PRECISION else true) else 0.0


@inlined
def _is_right(a, y, at, row, units):
    if units == 1:
        return 1.0 if (a[at] > HALF) == (y[row] > HALF) else 0.0
    ours, theirs = 0, 0
    for j in range(1, units):
        ours = j if a[at + j] > a[at + ours] else ours
        theirs = j if y[row + j] > y[row + theirs] else theirs
    return 1.0 if ours == theirs else 0.0


@inlined
def value_of(metric, mine, units):
    """What one metric comes to; ``metric`` -1 is the mean of the loss."""
    if metric != R2:
        return mine[0] / mine[1] if mine[1] > 0.0 else 0.0
    total = 0.0
    for j in range(units):
        truth, squares, wrong = mine[2 + 3 * j], mine[3 + 3 * j], mine[4 + 3 * j]
        score = 1.0 - wrong / (squares - truth * (truth / mine[1]))
        total += 0.0 if np.isinf(score) else score
    return total / units


@inlined
def write_values(metrics, sums, units, row):
    """The mean of the loss and every metric into ``row``."""
    row[0] = value_of(-1, sums[0], units)
    for index in range(metrics.size):
        row[index + 1] = value_of(metrics[index], sums[index + 1], units)
