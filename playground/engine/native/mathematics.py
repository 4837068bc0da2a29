"""Functions of one float32 that the compiler can compute for eight numbers at once, unlike those of the library.

Each is exact to a few units of the last place; NaN comes out as NaN.
"""

import math

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from playground.engine.native.jit import inlined

f32, i32 = np.float32, np.int32

ZERO, HALF, ONE, TWO = f32(0.0), f32(0.5), f32(1.0), f32(2.0)

# tanh as a quotient of two polynomials, odd over even, within ± LIMIT (the one that Eigen and so TensorFlow use).
LIMIT = f32(7.90531110763549805)
A1, A3, A5 = f32(4.89352455891786e-03), f32(6.37261928875436e-04), f32(1.48572235717979e-05)
A7, A9 = f32(5.12229709037114e-08), f32(-8.60467152213735e-11)
A11, A13 = f32(2.00018790482477e-13), f32(-2.76076847742355e-16)
B0, B2 = f32(4.89352518554385e-03), f32(2.26843463243900e-03)
B4, B6 = f32(1.18534705686654e-04), f32(1.19825839466702e-06)

# e^x as 2^n times a polynomial in what is left, with ln 2 in two parts so that little is lost (Cephes, Moshier 1992).
LEAST = f32(-87.3)
PER_LN_2, LN_2_COARSE, LN_2_FINE = f32(1 / math.log(2)), f32(0.693359375), f32(-2.12194440e-4)
P5, P4, P3 = f32(1.9875691500e-4), f32(1.3981999507e-3), f32(8.3334519073e-3)
P2, P1, P0 = f32(4.1665795894e-2), f32(1.6666665459e-1), f32(5.0000001201e-1)
BIAS, SHIFT = i32(127), i32(23)

# ln(1 + u) = 2 artanh(u / (2 + u)), of which the argument is at most 1/3 for u in [0, 1].
Q3, Q5, Q7, Q9, Q11, Q13 = (f32(1 / odd) for odd in range(3, 14, 2))


@intrinsic
def as_float(_context, bits):
    """The float32 of which these are the bits."""

    def generate(_, builder, _signature, arguments):
        return builder.bitcast(arguments[0], ir.FloatType())

    return types.float32(types.int32), generate


@inlined
def tanh(x):
    """The hyperbolic tangent."""
    x = LIMIT if x > LIMIT else x
    x = -LIMIT if x < -LIMIT else x
    square = x * x
    above = ((((((A13 * square + A11) * square + A9) * square + A7) * square + A5) * square + A3) * square + A1) * x
    return above / (((B6 * square + B4) * square + B2) * square + B0)


@inlined
def exp_of_negative(x):
    """e^x for x of at most 0; the smallest normal number takes the place of smaller ones."""
    x = LEAST if x < LEAST else x
    number = i32(x * PER_LN_2 - HALF)
    whole = f32(number)
    rest = x - whole * LN_2_COARSE - whole * LN_2_FINE
    curve = ((((P5 * rest + P4) * rest + P3) * rest + P2) * rest + P1) * rest + P0
    return (curve * rest * rest + rest + ONE) * as_float((number + BIAS) << SHIFT)


@inlined
def sigmoid(x):
    """``1 / (1 + e^-x)``, small ones to the same number of digits."""
    small = exp_of_negative(-abs(x))
    large = ONE / (ONE + small)
    return large if x >= ZERO else small * large


@inlined
def log1p_to_1(u):
    """ln(1 + u) for u from 0 to 1."""
    part = u / (TWO + u)
    square = part * part
    series = (((((Q13 * square + Q11) * square + Q9) * square + Q7) * square + Q5) * square + Q3) * square
    return TWO * (part + part * series)


@inlined
def softplus(x):
    """ln(1 + e^x)."""
    return max(x, ZERO) + log1p_to_1(exp_of_negative(-abs(x)))
