"""Our own functions of one float32 against those of the library."""

import math
from collections.abc import Callable

import numba
import numpy as np
import pytest

from playground.engine.native import mathematics as ours


def called(inlined: Callable[..., float]) -> Callable[..., float]:
    """What Python can call: a part of compiled functions has no door to it."""
    made: Callable[..., float] = numba.njit(lambda x: inlined(x))
    return made


UNITS = 4 * float(np.finfo(np.float32).eps)
CASES: list[tuple[Callable[..., float], Callable[[float], float], float, float]] = [
    (ours.tanh, math.tanh, -12, 12),
    (ours.exp_of_negative, math.exp, -80, 0),
    (ours.log1p_to_1, math.log1p, 0, 1),
    (ours.sigmoid, lambda x: 1 / (1 + math.exp(-x)), -80, 80),
    (ours.softplus, lambda x: max(x, 0) + math.log1p(math.exp(-abs(x))), -80, 80),
]


@pytest.mark.parametrize(("mine", "exact", "low", "high"), CASES, ids=lambda each: getattr(each, "__name__", ""))
def test_each_is_exact_to_a_few_units_of_the_last_place(
    mine: Callable[..., float], exact: Callable[[float], float], low: float, high: float
) -> None:
    mine = called(mine)
    numbers = np.concatenate([np.linspace(low, high, 2001), np.array([low, high, 0.0])]).astype(np.float32)
    for number in numbers:
        expected = exact(float(number))
        assert mine(number) == pytest.approx(expected, rel=UNITS, abs=1e-37), number


@pytest.mark.parametrize("mine", [case[0] for case in CASES])
def test_no_number_stays_no_number(mine: Callable[..., float]) -> None:
    assert math.isnan(called(mine)(np.float32("nan")))


def test_what_is_far_out_stays_in_bounds() -> None:
    tanh, sigmoid, exp = called(ours.tanh), called(ours.sigmoid), called(ours.exp_of_negative)
    for far in (np.float32(1e30), np.float32("inf")):
        assert [tanh(far), tanh(-far)] == pytest.approx([1, -1], rel=UNITS)
        assert sigmoid(far) == 1
        assert 0 <= sigmoid(-far) < 1e-37
        assert 0 <= exp(-far) < 1e-37
