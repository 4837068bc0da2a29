"""Normalization over a sample or over a batch. ``z`` keeps what came in, brought to mean 0 and spread 1.

Gamma and beta stand in ``w`` where a layer of weighted sums has kernel and bias, moving mean and variance behind all
that is trained.
"""

import math

from playground.engine.native.jit import inlined
from playground.engine.native.mathematics import ONE, ZERO, f32


@inlined
def _moments(a, first, step, count):
    """Mean and variance of so many numbers, each ``step`` behind the last."""
    total = ZERO
    for k in range(count):
        total += a[first + k * step]
    mean = total / f32(count)
    total = ZERO
    for k in range(count):
        total += (a[first + k * step] - mean) * (a[first + k * step] - mean)
    return mean, total / f32(count)


@inlined
def _back(d, z, to, at, step, count, gamma, gamma_step, w, inverse):
    """The gradient by what came in, of one group of numbers that were normalised together."""
    by_mean, by_spread = ZERO, ZERO
    for k in range(count):
        slope = d[at + k * step] * w[gamma + k * gamma_step]
        by_mean += slope
        by_spread += slope * z[at + k * step]
    by_mean /= f32(count)
    by_spread /= f32(count)
    for k in range(count):
        slope = d[at + k * step] * w[gamma + k * gamma_step]
        d[to + k * step] = inverse * (slope - by_mean - z[at + k * step] * by_spread)


@inlined
def _learn(g, gamma, beta, d, z, start, rows, width, units):
    for row in range(rows):
        at = start + row * width
        for j in range(units):
            g[gamma + j] += d[at + j] * z[at + j]
            g[beta + j] += d[at + j]


@inlined
def forward_sample(epsilon, w, gamma, beta, z, a, came, start, rows, width, units):
    """Each sample by its own mean and spread."""
    for row in range(rows):
        mean, variance = _moments(a, came + row * width, 1, units)
        inverse = ONE / f32(math.sqrt(variance + epsilon))
        at, source = start + row * width, came + row * width
        for j in range(units):
            z[at + j] = (a[source + j] - mean) * inverse
            a[at + j] = z[at + j] * w[gamma + j] + w[beta + j]


@inlined
def backward_sample(epsilon, w, g, gamma, beta, z, a, d, came, start, rows, width, units):
    _learn(g, gamma, beta, d, z, start, rows, width, units)
    for row in range(rows):
        _, variance = _moments(a, came + row * width, 1, units)
        inverse = ONE / f32(math.sqrt(variance + epsilon))
        _back(d, z, came + row * width, start + row * width, 1, units, gamma, 1, w, inverse)


@inlined
def forward_batch(epsilon, momentum, w, gamma, beta, averages, z, a, came, start, rows, width, units, is_training):
    """Each unit by the mean and spread of the batch, which the moving averages follow; by these while not training."""
    for j in range(units):
        if is_training:
            mean, variance = _moments(a, came + j, width, rows)
            w[averages + j] = w[averages + j] * momentum + mean * (ONE - momentum)
            w[averages + width + j] = w[averages + width + j] * momentum + variance * (ONE - momentum)
        else:
            mean, variance = w[averages + j], w[averages + width + j]
        inverse = ONE / f32(math.sqrt(variance + epsilon))
        for i in range(j, j + rows * width, width):
            z[start + i] = (a[came + i] - mean) * inverse
            a[start + i] = z[start + i] * w[gamma + j] + w[beta + j]


@inlined
def backward_batch(epsilon, w, g, gamma, beta, z, a, d, came, start, rows, width, units):
    _learn(g, gamma, beta, d, z, start, rows, width, units)
    for j in range(units):
        _, variance = _moments(a, came + j, width, rows)
        inverse = ONE / f32(math.sqrt(variance + epsilon))
        _back(d, z, came + j, start + j, width, rows, gamma + j, 0, w, inverse)
