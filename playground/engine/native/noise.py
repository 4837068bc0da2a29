"""Random numbers of the layers that draw while they train: the very ones that Keras draws with TensorFlow.

TensorFlow's stateless draws are Philox 4x32 with ten rounds (Salmon, Moraes, Dror and Shaw 2011); key and counter
follow from two seeds by one call more. Keras's seed generator counts in the second: one draw of a layer, one number.
"""

import math

import numpy as np

from playground.engine.native.jit import inlined
from playground.engine.native.mathematics import ONE, ZERO, as_float, f32, i32

u64 = np.uint64
WORD, HALF_WORD = u64(0xFFFFFFFF), u64(32)
TIMES_0, TIMES_2 = u64(0xD2511F53), u64(0xCD9E8D57)
WEYL_0, WEYL_1 = u64(0x9E3779B9), u64(0xBB67AE85)
SCRAMBLE_0, SCRAMBLE_1 = u64(0x3EC8F720), u64(0x02461E29)
NOTHING = u64(0)
MANTISSA, EXPONENT = u64(0x7FFFFF), u64(0x3F800000)
LEAST = f32(1e-7)
CIRCLE = f32(2 * math.pi)


@inlined
def philox(key_0, key_1, c_0, c_1, c_2, c_3):
    """Four random words of 32 bits, in 64 each, for a key and a counter."""
    for _ in range(10):
        low, high = c_0 * TIMES_0, c_2 * TIMES_2
        c_0, c_1, c_2, c_3 = (
            (high >> HALF_WORD) ^ c_1 ^ key_0, high & WORD, (low >> HALF_WORD) ^ c_3 ^ key_1, low & WORD,
        )  # fmt: skip
        key_0, key_1 = (key_0 + WEYL_0) & WORD, (key_1 + WEYL_1) & WORD
    return c_0, c_1, c_2, c_3


@inlined
def uniform(word):
    """A number from 0 to 1, without 1."""
    return as_float(i32((word & MANTISSA) | EXPONENT)) - ONE


@inlined
def draw(seeds, rows, units, width, start, out, is_normal):
    """The draw of a layer for a batch: ``rows`` times ``units`` numbers into rows of ``width``; the seeds count on."""
    key_0, key_1, c_2, c_3 = philox(SCRAMBLE_0, SCRAMBLE_1, u64(seeds[0]), NOTHING, u64(seeds[1]), NOTHING)
    seeds[1] += np.uint32(1)
    total = rows * units
    for first in range(0, total, 4):
        word_0, word_1, word_2, word_3 = philox(key_0, key_1, u64(first // 4), NOTHING, c_2, c_3)
        x_0, x_1, x_2, x_3 = uniform(word_0), uniform(word_1), uniform(word_2), uniform(word_3)
        if is_normal:
            x_0, x_1 = _bell(x_0, x_1)
            x_2, x_3 = _bell(x_2, x_3)
        row, column = first // units, first % units
        for number in range(min(4, total - first)):
            out[start + row * width + column] = (
                x_0 if number == 0 else x_1 if number == 1 else x_2 if number == 2 else x_3
            )
            column += 1
            if column == units:
                row, column = row + 1, 0


@inlined
def _bell(x, y):
    """Two normally distributed numbers of two uniform ones (Box and Muller 1958)."""
    size = f32(math.sqrt(f32(-2.0) * f32(math.log(max(x, LEAST)))))
    angle = CIRCLE * y
    return f32(math.sin(angle)) * size, f32(math.cos(angle)) * size


@inlined
def drop(rate, seeds, z, a, came, start, rows, width, units):
    """Dropout: ``z`` gets by what each number is multiplied, 0 or ``1 / (1 - rate)``."""
    draw(seeds, rows, units, width, start, z, False)
    scale = ONE / (ONE - rate)
    for row in range(rows):
        for i in range(row * width, row * width + units):
            z[start + i] = scale if z[start + i] >= rate else ZERO
            a[start + i] = a[came + i] * z[start + i]


@inlined
def add_noise(spread, seeds, z, a, came, start, rows, width, units):
    """Gaussian noise; ``z`` has it before it is spread."""
    draw(seeds, rows, units, width, start, z, True)
    for row in range(rows):
        for i in range(row * width, row * width + units):
            a[start + i] = a[came + i] + z[start + i] * spread
