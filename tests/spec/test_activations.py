"""What is said of each activation: slopes against finite differences, ranges, zones."""

import numpy as np
import pytest

from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.activations.base import OTHERS, SATURATED
from playground.spec.activations.leaky_relu import LEAK

every = pytest.mark.parametrize("fact", ACTIVATIONS, ids=lambda fact: fact.name)
BENT_AT_ZERO = {"threshold", "relu", "leaky_relu", "elu"}


def smooth_inputs(fact: Activation) -> np.ndarray:
    z = np.linspace(-8, 8, 1601)
    corners = [0.0] if fact.name in BENT_AT_ZERO else [end for zone in fact.dead for end in zone if np.isfinite(end)]
    return z[(np.abs(z[:, None] - corners) > 1e-3).all(axis=1)] if corners else z


@every
def test_the_slope_is_that_of_finite_differences(fact: Activation) -> None:
    z, h = smooth_inputs(fact), 1e-5
    slope = fact.curve(z)[1]
    differences = (fact.curve(z + h)[0] - fact.curve(z - h)[0]) / (2 * h)
    np.testing.assert_allclose(slope, differences, rtol=1e-6, atol=1e-8)


@every
def test_the_backward_step_is_that_of_finite_differences(fact: Activation) -> None:
    random = np.random.default_rng(0)
    z, gradient = random.normal(size=(3, 5)) + 0.01, random.normal(size=(3, 5))
    h = 1e-6
    by_hand = np.zeros_like(z)
    for place in np.ndindex(*z.shape):
        moved = [z.copy(), z.copy()]
        moved[0][place] += h
        moved[1][place] -= h
        by_hand[place] = ((fact.function(moved[0]) - fact.function(moved[1])) * gradient).sum() / (2 * h)
    np.testing.assert_allclose(fact.backward(z, gradient), by_hand, rtol=1e-5, atol=1e-8)


@every
def test_outputs_stay_in_the_range_and_come_near_its_ends(fact: Activation) -> None:
    values = fact.curve(np.linspace(-60, 60, 100_001))[0]
    assert values.min() >= fact.low - 1e-6
    assert values.max() <= fact.high + 1e-6
    if np.isfinite(fact.low):
        assert values.min() == pytest.approx(fact.low, abs=1e-6)
    else:
        assert values.min() < -10
    if np.isfinite(fact.high):
        assert values.max() == pytest.approx(fact.high, abs=1e-6)
    else:
        assert values.max() > 10


@every
def test_the_steepest_slope_is_the_largest_one(fact: Activation) -> None:
    assert np.abs(fact.curve(np.linspace(-40, 40, 400_001))[1]).max() == pytest.approx(fact.steepest, rel=1e-6)


@every
def test_the_slope_is_exactly_zero_in_dead_zones_and_nowhere_else(fact: Activation) -> None:
    z = np.linspace(-20, 20, 4001)
    np.testing.assert_array_equal(fact.is_dead(z), fact.curve(z)[1] == 0)


@every
def test_saturated_is_where_the_slope_stays_small_without_being_zero(fact: Activation) -> None:
    z = np.linspace(-39.999, 39.999, 4000)
    small = np.abs(fact.curve(z)[1]) < SATURATED * fact.steepest
    inside = np.zeros(len(z), bool)
    for low, high in fact.saturated:
        assert np.isinf(low) != np.isinf(high)
        inside |= (z > low) & (z < high)
    assert small[inside].all()
    assert not (inside & fact.is_dead(z)).any()
    for low, high in fact.saturated:
        edge = low if np.isinf(high) else high
        just_inside = edge + 1e-6 * (1 if np.isinf(high) else -1)
        just_outside = edge - 1e-4 * (1 if np.isinf(high) else -1)
        bound = SATURATED * fact.steepest
        assert abs(fact.curve([just_inside])[1][0]) < bound <= abs(fact.curve([just_outside])[1][0])
    outermost = small[[0, -1]] & ~fact.is_dead(z[[0, -1]])
    np.testing.assert_array_equal(outermost, inside[[0, -1]])


def test_known_zones() -> None:
    assert ACTIVATIONS["relu"].dead == ((-np.inf, 0),)
    assert ACTIVATIONS["relu"].saturated == ()
    assert ACTIVATIONS["linear"].saturated == ACTIVATIONS["leaky_relu"].saturated == ()
    (left, right) = ACTIVATIONS["sigmoid"].saturated
    edge = np.log((1 + np.sqrt(1 - SATURATED)) / (1 - np.sqrt(1 - SATURATED)))  # where a (1 - a) = 0.05 / 4
    assert left == pytest.approx((-np.inf, -edge), rel=1e-6)
    assert right == pytest.approx((edge, np.inf), rel=1e-6)
    (left,) = ACTIVATIONS["elu"].saturated
    assert left == pytest.approx((-np.inf, np.log(SATURATED)), rel=1e-6)


def test_is_saturated_judges_softmax_within_its_layer() -> None:
    z = np.array([[0.0, 0.0, 0.0], [9.0, 0.0, 0.0]], np.float32)
    np.testing.assert_array_equal(ACTIVATIONS["softmax"].is_saturated(z), [[False] * 3, [True] * 3])
    np.testing.assert_array_equal(ACTIVATIONS["tanh"].is_saturated([-5.0, 0.0, 5.0]), [True, False, True])


def test_the_curve_of_softmax_is_one_input_beside_two_others() -> None:
    values = ACTIVATIONS["softmax"].curve([-3.0, 0.0, 2.0])[0]
    by_hand = np.exp([-3, 0, 2]) / (np.exp([-3, 0, 2]) + np.exp(OTHERS).sum())
    np.testing.assert_allclose(values, by_hand, rtol=1e-12)


@every
def test_far_away_nothing_overflows(fact: Activation) -> None:
    for values in fact.curve([-1e4, 1e4]):
        assert np.isfinite(values).all()


@every
def test_every_entry_says_its_use_formula_and_source(fact: Activation) -> None:
    assert fact.use.endswith(".")
    assert fact.source
    assert 1900 < fact.year < 2030
    for formula in (fact.formula, fact.slope_formula, fact.range_formula):
        assert formula.count("{") == formula.count("}")
        assert formula.count(r"\begin") == formula.count(r"\end")
    assert (fact.steepest == 0) == bool(fact.refusal)


def test_the_leak_stands_in_the_formula() -> None:
    assert f"{LEAK:g}" in ACTIVATIONS["leaky_relu"].formula
