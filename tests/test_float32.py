"""The bounds hold for float32 in any order of its terms, are those of the formula, and do not let a fault pass."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.float32 import EPSILON, Rounded, assert_within, close, product_bound, roundings, smooth, sum_bound


def added(terms: np.ndarray) -> np.float32:
    """One after the other, the worst order for rounding."""
    total = np.float32(0)
    for term in terms:
        total = np.float32(total + term)
    return total


def test_the_bound_of_a_sum_is_terms_times_epsilon_times_magnitudes() -> None:
    terms = np.array([[1, -2, 4], [8, 16, -32]])
    assert sum_bound(terms) == 6 * EPSILON * 63
    np.testing.assert_array_equal(sum_bound(terms, 1), [3 * EPSILON * 7, 3 * EPSILON * 56])
    np.testing.assert_array_equal(product_bound([1, -2], [[3], [-4]], [5]), [3 * EPSILON * 16])
    assert roundings(25) == 25
    assert roundings(10_000) == 1000


@given(some.integers(0, 10**6), some.integers(2, 3000))
def test_a_sum_whose_terms_cancel_is_within_its_bound_in_every_order(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    half = random.normal(size=count).astype(np.float32)
    terms = random.permutation(np.concatenate([half, -half, [0.03]]).astype(np.float32))
    for order in (terms, terms[::-1], np.sort(terms)):
        assert_within(added(order), terms.sum(dtype=float), sum_bound(terms))
        close(np.asarray(order.sum()), Rounded(terms).sum())


@given(some.integers(0, 10**6))
def test_a_product_is_within_its_bound(seed: int) -> None:
    random = np.random.default_rng(seed)
    x, weights, bias = (random.normal(size=shape).astype(np.float32) for shape in ((7, 40), (40, 3), (3,)))
    exact = x.astype(float) @ weights.astype(float) + bias
    assert_within(x @ weights + bias, exact, product_bound(x, weights, bias))
    close(x @ weights + bias, Rounded(x) @ weights + bias)
    np.testing.assert_allclose((Rounded(x) @ weights + bias).value, exact, rtol=1e-12)


STEPS: dict[str, Any] = {
    "sum": lambda x, y: x.sum(axis=1),
    "mean": lambda x, y: x.mean(axis=0),
    "variance": lambda x, y: x.var(axis=1),
    "difference": lambda x, y: 3 - x - y,
    "quotient": lambda x, y: x / (2 + np.abs(y)),
    "matrices": lambda x, y: x @ y.T,
    "einsum": lambda x, y: np.einsum("ik,jk->ij", x, y),
    "exponentials": lambda x, y: np.exp(x) / np.exp(x).sum(axis=1, keepdims=True),
    "square root": lambda x, y: np.sqrt(x**2 + np.abs(y) + 1),
    "tanh": lambda x, y: np.tanh(x * y),
    "logarithm": lambda x, y: np.log(1 + np.exp(-x)),
    "one of two": lambda x, y: np.where(x > 0, x, 0.2 * y),
    "largest": lambda x, y: np.maximum(x, y).max(axis=1),
    "put together": lambda x, y: np.stack([np.concatenate([x, y])[1:], np.concatenate([y, x])[1:]]),
    "taken apart": lambda x, y: np.split(np.pad(x, [(0, 0), (1, 0)]), 3, axis=1)[1],
    "many steps": lambda x, y: np.tanh(np.tanh(x @ y.T) @ (x - y)) * 7 - x.mean(axis=0) / (1 + np.exp(-y)),
}


@pytest.mark.parametrize("name", STEPS)
@given(seed=some.integers(0, 10**6))
def test_a_formula_gives_its_own_value_and_a_bound_for_float32(name: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    x, y = random.normal(scale=2, size=(2, 5, 8)).astype(np.float32)
    rounded = STEPS[name](Rounded(x), Rounded(y))
    np.testing.assert_allclose(rounded.value, STEPS[name](x.astype(float), y.astype(float)), rtol=1e-11, atol=1e-13)
    close(STEPS[name](x, y), rounded)
    assert rounded.error.max() < 1e-3 * max(1, np.abs(rounded.value).max())


def test_an_error_that_is_there_already_goes_on() -> None:
    x = Rounded([3.0, -1.0], [0.5, 0.25])
    np.testing.assert_allclose((2 * x).error, [1, 0.5], rtol=1e-5)
    np.testing.assert_allclose((x - x.sum()).error, [1.25, 1], rtol=1e-5)
    np.testing.assert_allclose((1 / x).error, [0.5 / 7.5, 0.25 / 0.75], rtol=1e-5)
    np.testing.assert_allclose((x @ np.array([[1.0], [-4.0]])).error, [1.5], rtol=1e-5)
    np.testing.assert_allclose(smooth(np.exp, x).error, np.exp([3.5, -0.75]) - np.exp([3, -1]), rtol=1e-5)


@pytest.mark.parametrize("fault", ["a term less", "a term twice", "another sign", "another weight", "no number"])
def test_a_fault_is_beyond_the_bound(fault: str) -> None:
    random = np.random.default_rng(1)
    terms = random.normal(size=200).astype(np.float32)
    wrong = {
        "a term less": terms[1:],
        "a term twice": np.append(terms, terms[0]),
        "another sign": np.append(terms[1:], -terms[0]),
        "another weight": np.append(terms[1:], terms[0] * np.float32(1.01)),
        "no number": np.append(terms, np.float32(np.nan)),
    }[fault]
    with pytest.raises(AssertionError):
        assert_within(wrong.sum(), terms.sum(dtype=float), sum_bound(terms))


def test_another_shape_and_a_number_where_there_is_none_are_faults() -> None:
    with pytest.raises(AssertionError):
        close(np.zeros(3), Rounded(np.zeros(2)))
    with pytest.raises(AssertionError):
        close(np.zeros(1), Rounded([np.nan]))
    close(np.array([0.0]), Rounded([0.0]))


def test_what_has_no_rule_is_refused() -> None:
    with pytest.raises(TypeError):
        np.cumsum(Rounded([1.0]))
    with pytest.raises(TypeError):
        np.add.reduce(Rounded([1.0]))
