"""How far float32 may lie from double precision after the same arithmetic in whatever order; not what is right.

A processor adds the terms of a sum in the order that suits it, so two of them need not agree on the last digits, and
where terms cancel, not on many of those that are left. What holds on every processor is the bound of numerical
analysis: number of terms × epsilon × the sum of their magnitudes (Higham, Accuracy and Stability of Numerical
Algorithms, 2002, sections 3.1 and 4.2). `Rounded` carries it through all of a computation.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

EPSILON = float(np.finfo(np.float32).eps)
"""Twice what one rounding changes, as a share of the number: the other half is for terms of second order."""
FUNCTION = 4.0
"""In these, how exact an exp, tanh or logarithm of float32 is at least, vectorised ones included."""
SMALLEST = float(np.finfo(np.float32).tiny)
"""Smaller numbers may be taken for zero."""


def roundings(terms: Any) -> Any:
    """How many roundings a sum of so many terms counts for.

    Of many terms the errors cancel: they are within 10 √n but for once in 10^20 (Higham and Mary, A New Approach to
    Probabilistic Rounding Error Analysis, 2019), so that the bound of a long sum is not too wide to find a fault.
    """
    return np.minimum(terms, 10 * np.sqrt(terms))


def sum_bound(terms: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """How far the float32 sum over ``axis`` may lie from the exact one; for a mean divide it by the number of terms."""
    magnitudes = np.abs(np.asarray(terms, float))
    total = magnitudes.sum(axis, keepdims=keepdims)
    return roundings(magnitudes.size / max(1, total.size)) * EPSILON * total


def product_bound(x: Any, weights: Any, bias: Any = 0.0) -> Any:
    """How far the float32 ``x @ weights + bias`` may lie from the exact one."""
    magnitudes = np.abs(np.asarray(x, float)) @ np.abs(np.asarray(weights, float)) + np.abs(bias)
    return roundings(np.shape(x)[-1] + 1) * EPSILON * magnitudes


def assert_within(ours: Any, exact: Any, bound: Any) -> None:
    """Every number is as near as its bound, a number or an array; no number is only near to no number."""
    ours, exact = np.asarray(ours, float), np.asarray(exact, float)
    assert ours.shape == exact.shape, f"{ours.shape} and not {exact.shape}"
    np.testing.assert_array_less(np.abs(ours - exact), np.broadcast_to(bound, exact.shape) + SMALLEST)


def close(ours: Any, expected: "Rounded", parts: int = 1) -> None:
    """Float32 numbers are as near to what was computed in double precision as its roundings let expect.

    Args:
        ours: of the same shape.
        expected: what they should be, and their error.
        parts: 2 where both come from float32, each by a way of its own.
    """
    assert_within(ours, expected.value, parts * expected.error)


class Rounded(NDArrayOperatorsMixin):
    """Numbers in double precision, and for each how far from it float32 may be that was computed by the same steps.

    NumPy's own functions take it like an array (those that are listed below), so that a formula written for arrays
    gives its own bound. What float32 holds exactly, weights and inputs, begins with an error of 0.
    """

    def __init__(self, value: Any, error: Any = 0.0) -> None:
        self.value = np.asarray(value, float)
        self.error = np.broadcast_to(np.asarray(error, float), self.value.shape)

    @classmethod
    def of(cls, number: Any) -> "Rounded":
        return number if isinstance(number, Rounded) else cls(number)

    @property
    def shape(self) -> tuple[int, ...]:
        return self.value.shape

    @property
    def ndim(self) -> int:
        return self.value.ndim

    def __len__(self) -> int:
        return len(self.value)

    def __getitem__(self, place: Any) -> "Rounded":
        return self.moved(lambda array: array[place])

    def moved(self, function: Callable[[Any], Any]) -> "Rounded":
        """After what only moves, cuts or repeats numbers."""
        return Rounded(function(self.value), function(self.error))

    def wider(self, bound: Any) -> "Rounded":
        """With a further error, of a step that is done otherwise in float32 than here."""
        return Rounded(self.value, self.error + bound)

    @property
    def T(self) -> "Rounded":
        return self.moved(np.transpose)

    def reshape(self, *shape: int) -> "Rounded":
        return self.moved(lambda array: array.reshape(*shape))

    def max(self, axis: Any = None, keepdims: bool = False) -> "Rounded":
        return self.moved(lambda array: array.max(axis, keepdims=keepdims))

    def sum(self, axis: Any = None, keepdims: bool = False) -> "Rounded":
        error = self.error.sum(axis, keepdims=keepdims) + sum_bound(self.value, axis, keepdims)
        return Rounded(self.value.sum(axis, keepdims=keepdims), error)

    def mean(self, axis: Any = None, keepdims: bool = False) -> "Rounded":
        total = self.sum(axis, keepdims)
        return total / (self.value.size / max(1, total.value.size))

    def var(self, axis: Any = None, keepdims: bool = False) -> "Rounded":
        return ((self - self.mean(axis, keepdims=True)) ** 2).mean(axis, keepdims)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options:
            return NotImplemented
        if ufunc in COMPARED:
            return ufunc(*(Rounded.of(each).value for each in inputs))
        return STEPS.get(ufunc, lambda *numbers: smooth(ufunc, *numbers))(*map(Rounded.of, inputs))

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> Any:
        if function not in FUNCTIONS:
            return NotImplemented
        return FUNCTIONS[function](*arguments, **options)


def smooth(function: Any, *inputs: Rounded) -> Rounded:
    """A function without a jump, that rises or falls with all inputs as far as their errors reach."""
    value = function(*(each.value for each in inputs))
    ends = [function(*(each.value + side * each.error for each in inputs)) for side in (-1, 1)]
    return Rounded(value, np.maximum(*(np.abs(end - value) for end in ends)) + FUNCTION * EPSILON * np.abs(value))


def exact(function: Any) -> Callable[..., Rounded]:
    """A step whose result needs no rounding."""
    return lambda *inputs: Rounded(function(*(each.value for each in inputs)), largest(inputs))


def largest(inputs: Any) -> Any:
    return np.max(np.broadcast_arrays(*(each.error for each in inputs)), axis=0)


def rounding(value: Any, error: Any) -> Rounded:
    return Rounded(value, error + EPSILON * np.abs(value))


def divided(a: Rounded, b: Rounded) -> Rounded:
    value = a.value / b.value
    return rounding(value, (a.error + np.abs(value) * b.error) / np.maximum(np.abs(b.value) - b.error, SMALLEST))


def multiplied(a: Rounded, b: Rounded, times: Any = np.multiply, terms: Any = 1) -> Rounded:
    """A product, or many that are added, ``times`` says how, ``terms`` how many to a number."""
    sizes = np.abs(a.value), np.abs(b.value)
    error = times(a.error, sizes[1] + b.error) + times(sizes[0], b.error) + roundings(terms) * EPSILON * times(*sizes)
    return Rounded(times(a.value, b.value), error)


def einsum(how: str, a: Any, b: Any) -> Rounded:
    a, b = Rounded.of(a), Rounded.of(b)
    terms = np.einsum(how, np.ones(a.shape), np.ones(b.shape))
    return multiplied(a, b, lambda x, y: np.einsum(how, x, y), terms)


def of_many(function: Any) -> Callable[..., Rounded]:
    """A function that puts several arrays together."""

    def together(arrays: Any, *more: Any, **options: Any) -> Rounded:
        every = [Rounded.of(each) for each in arrays]
        parts = ([each.value for each in every], [each.error for each in every])
        return Rounded(*(function(part, *more, **options) for part in parts))

    return together


def where(condition: Any, a: Any, b: Any) -> Rounded:
    a, b = Rounded.of(a), Rounded.of(b)
    return Rounded(np.where(condition, a.value, b.value), np.where(condition, a.error, b.error))


def nanmean(x: Rounded, axis: Any) -> Rounded:
    """Of what is a number; the magnitudes and the number of terms are those of the whole window."""
    known = np.isfinite(x.value).sum(axis)
    return where(np.isnan(x.value), 0.0, x).sum(axis) / known


STEPS: dict[Any, Callable[..., Rounded]] = {
    np.add: lambda a, b: rounding(a.value + b.value, a.error + b.error),
    np.subtract: lambda a, b: rounding(a.value - b.value, a.error + b.error),
    np.multiply: multiplied,
    np.divide: divided,
    np.matmul: lambda a, b: multiplied(a, b, np.matmul, a.shape[-1]),
    np.negative: exact(np.negative),
    np.absolute: exact(np.absolute),
    np.maximum: exact(np.maximum),
    np.minimum: exact(np.minimum),
}
COMPARED = {np.greater, np.less, np.greater_equal, np.less_equal}
FUNCTIONS: dict[Any, Callable[..., Any]] = {
    np.einsum: einsum,
    np.nanmean: nanmean,
    np.where: where,
    np.stack: of_many(np.stack),
    np.concatenate: of_many(np.concatenate),
    np.pad: lambda x, *more, **options: x.moved(lambda array: np.pad(array, *more, **options)),
    np.clip: lambda x, *ends: Rounded(np.clip(x.value, *ends), x.error),
    np.moveaxis: lambda x, *more: x.moved(lambda array: np.moveaxis(array, *more)),
    np.split: lambda x, *more, **options: [
        Rounded(*pair)
        for pair in zip(np.split(x.value, *more, **options), np.split(x.error, *more, **options), strict=True)
    ],
}
