"""The operations of which an activation is made: NumPy's, here, or those of the same names in ``keras.ops``.

An activation is written once, with ``xp`` for the one or the other. It is used with what both have: ``exp``, ``expm1``,
``log1p``, ``logaddexp``, ``tanh``, ``sin``, ``sqrt``, ``abs``, ``erf``, ``maximum``, ``minimum``, ``where``, ``sum``,
``max``, ``ones_like``, ``zeros_like`` and the arithmetic of arrays.
"""

from enum import IntEnum
from math import erf
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Compiled(IntEnum):
    """What machine code can do with a weighted sum z; ``compiled_with`` is its one number, p."""

    LINEAR = 0
    RECTIFIER = 1
    """z where it is above 0, else p times z."""
    ELU = 2
    SIGMOID = 3
    TANH = 4
    SILU = 5
    GELU = 6
    SOFTPLUS = 7
    STEP = 8
    """1 from 0 on, else 0."""
    SOFTMAX = 9


class _Numpy:
    """NumPy, and the error function, which it has not."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    @staticmethod
    def erf(z: Floats) -> Floats:
        """The error function of each number."""
        return np.asarray(np.frompyfunc(erf, 1, 1)(z), np.float64)


NUMPY: Any = _Numpy()


def sigmoid(z: Any, xp: Any = NUMPY) -> Any:
    """``1 / (1 + e^-z)`` without an overflow."""
    small = xp.exp(-xp.abs(z))
    return xp.where(z >= 0, xp.ones_like(z), small) / (1 + small)


def sigmoid_slope(z: Floats) -> Floats:
    """The derivative of ``sigmoid``."""
    small = np.exp(-np.abs(z))
    found: Floats = small / (1 + small) ** 2
    return found


def cases(above: str, below: str, zero: str = r"z \le 0", rest: str = "z > 0") -> str:
    """LaTeX of a function in two pieces."""
    return rf"\begin{{cases}} {above} & {rest} \\ {below} & {zero} \end{{cases}}"
