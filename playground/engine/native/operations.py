"""Activations as the compiled loop knows them: float32 rows of ``width`` numbers, of which each layer's first count.

``forward`` makes outputs a of weighted sums z, ``backward`` makes gradients by z of those by a, in their place.
"""

import math

import numpy as np

from playground.engine.native.jit import inlined
from playground.engine.native.mathematics import HALF, ONE, ZERO, exp_of_negative, f32, sigmoid, softplus, tanh
from playground.spec.activations.operations import Compiled

unsigned = np.uintp
"""Where no index can be negative the compiler need not ask: with numbers that have a sign, nothing is done eight at
once."""

LINEAR, RECTIFIER, ELU = int(Compiled.LINEAR), int(Compiled.RECTIFIER), int(Compiled.ELU)
SIGMOID, TANH, SILU = int(Compiled.SIGMOID), int(Compiled.TANH), int(Compiled.SILU)
GELU, SOFTPLUS, STEP, SOFTMAX = int(Compiled.GELU), int(Compiled.SOFTPLUS), int(Compiled.STEP), int(Compiled.SOFTMAX)

ROOT_HALF = f32(math.sqrt(0.5))
BELL = f32(1 / math.sqrt(2 * math.pi))


@inlined
def forward(operation, parameter, z, a, start, num_rows, width, units):
    end = unsigned(start + num_rows * width)
    start, width, units = unsigned(start), unsigned(width), unsigned(units)
    if operation == LINEAR:
        for i in range(start, end):
            a[i] = z[i]
    elif operation == RECTIFIER:
        for i in range(start, end):
            a[i] = z[i] if z[i] > ZERO else parameter * z[i]
    elif operation == TANH:
        for i in range(start, end):
            a[i] = tanh(z[i])
    elif operation == SIGMOID:
        for i in range(start, end):
            a[i] = sigmoid(z[i])
    elif operation == SILU:
        for i in range(start, end):
            a[i] = z[i] * sigmoid(z[i])
    elif operation == ELU:
        for i in range(start, end):
            a[i] = z[i] if z[i] > ZERO else f32(math.expm1(z[i]))
    elif operation == GELU:
        for i in range(start, end):
            a[i] = z[i] * HALF * (ONE + f32(math.erf(z[i] * ROOT_HALF)))
    elif operation == SOFTPLUS:
        for i in range(start, end):
            a[i] = softplus(z[i])
    elif operation == STEP:
        for i in range(start, end):
            a[i] = ONE if z[i] >= ZERO else ZERO
    elif operation == SOFTMAX:
        for row in range(unsigned(num_rows)):
            first = start + row * width
            largest = z[first]
            for i in range(first, first + units):
                largest = max(largest, z[i])
            total = ZERO
            for i in range(first, first + units):
                a[i] = exp_of_negative(z[i] - largest)
                total += a[i]
            for i in range(first, first + units):
                a[i] /= total


@inlined
def backward(operation, parameter, z, a, d, start, num_rows, width, units):
    end = unsigned(start + num_rows * width)
    start, width, units = unsigned(start), unsigned(width), unsigned(units)
    if operation == RECTIFIER:
        for i in range(start, end):
            d[i] = d[i] if z[i] > ZERO else parameter * d[i]
    elif operation == TANH:
        for i in range(start, end):
            d[i] *= ONE - a[i] * a[i]
    elif operation == SIGMOID:
        for i in range(start, end):
            d[i] *= a[i] * (ONE - a[i])
    elif operation == SILU:
        for i in range(start, end):
            s = sigmoid(z[i])
            d[i] *= s * (ONE + z[i] * (ONE - s))
    elif operation == ELU:
        for i in range(start, end):
            d[i] *= ONE if z[i] > ZERO else a[i] + ONE
    elif operation == GELU:
        for i in range(start, end):
            below = HALF * (ONE + f32(math.erf(z[i] * ROOT_HALF)))
            d[i] *= below + z[i] * BELL * exp_of_negative(-HALF * z[i] * z[i])
    elif operation == SOFTPLUS:
        for i in range(start, end):
            d[i] *= sigmoid(z[i])
    elif operation == STEP:
        for i in range(start, end):
            d[i] = ZERO
    elif operation == SOFTMAX:
        for row in range(unsigned(num_rows)):
            first = start + row * width
            total = ZERO
            for i in range(first, first + units):
                total += d[i] * a[i]
            for i in range(first, first + units):
                d[i] = a[i] * (d[i] - total)
