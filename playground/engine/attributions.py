"""Shares of the inputs in an output: integrated gradients and Shapley values of any function of many samples."""

from collections.abc import Callable
from math import factorial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Score = Callable[[Any], Doubles]
"""``(n, *shape)`` float32 to ``(n,)``."""
Slope = Callable[[Any], Doubles]
"""``(n, *shape)`` float32 to the gradients, ``(n, *shape)``."""

PANELS, POINTS = 4, 16
"""A path begins with so many panels of so many points of Gauss and Legendre."""
FEWEST_STEPS = PANELS * POINTS
MOST_STEPS = 4096
NEAR_ENOUGH = 1e-5
"""A panel is divided until its sum is so near to what it should be, compared with the largest score."""
EXACT_UP_TO = 13
"""So many features give 8,192 subsets, which are all tried."""
EVALUATIONS = 8192
FEWEST_PERMUTATIONS = 4
NUMBERS_AT_ONCE = 2_000_000
"""So many inputs are laid out at a time."""


def integrated_gradients(
    score: Score, slope: Slope, x: Doubles, baseline: Doubles, most_steps: int = MOST_STEPS
) -> tuple[Doubles, int]:
    """Sundararajan, Taly and Yan (2017): ``(x - baseline)`` times the mean gradient on the straight line between.

    Between any two of its points the shares must add up to what the score gains there. A network of ReLUs bends at
    places that no rule foresees; the panels where the sum is not right are halved, until it is or enough were tried.

    Returns:
        The shares, in the shape of x, and how many gradients were taken.
    """
    points, weights = np.polynomial.legendre.leggauss(POINTS)
    total, steps = np.zeros(x.shape), FEWEST_STEPS
    edges = np.linspace(0, 1, PANELS + 1)
    panels = np.stack([edges[:-1], edges[1:]], axis=1)
    at_once = max(1, NUMBERS_AT_ONCE // (POINTS * x.size))
    while len(panels):
        again = []
        for start in range(0, len(panels), at_once):
            some = panels[start : start + at_once]
            ends = _along(x, baseline, some, score)
            width = some[:, 1:] - some[:, :1]
            gradients = _along(x, baseline, some[:, :1] + (points + 1) / 2 * width, slope)
            values = (x - baseline) * np.einsum("pq,pq...->p...", weights / 2 * width, gradients)
            gained = values.reshape(len(some), -1).sum(1)
            error = np.abs(gained - (ends[:, 1] - ends[:, 0]))
            is_far = error > NEAR_ENOUGH * np.abs(ends).max()
            is_far[np.argsort(-error)[(most_steps - steps) // (2 * POINTS) :]] = False
            steps += 2 * POINTS * int(is_far.sum())
            total += values[~is_far].sum(0)
            low, high = some[is_far].T
            again += [np.stack([low, (low + high) / 2], axis=1), np.stack([(low + high) / 2, high], axis=1)]
        panels = np.concatenate(again)
    return total, steps


def _along(x: Doubles, baseline: Doubles, places: Doubles, function: Callable[[Any], Doubles]) -> Doubles:
    """A function of the samples at places from 0, the baseline, to 1, x: in the shape of the places, then its own."""
    along = places.reshape(-1, *(1,) * x.ndim)
    found = function((baseline + along * (x - baseline)).astype(np.float32))
    return found.reshape(*places.shape, *found.shape[1:])


class Shapley(NamedTuple):
    """The share of each group of inputs."""

    values: Doubles
    """``(groups,)``"""
    error: Doubles
    """The standard error of each ``(groups,)``, from the spread between permutations; 0 where exact."""
    evaluations: int
    permutations: int
    """0: all subsets were tried."""


def shapley(
    score: Score, x: Doubles, baseline: Doubles, groups: NDArray[np.int32], most: int = EVALUATIONS, seed: int = 0
) -> Shapley:
    """Shapley (1953): what a group adds when it goes from baseline to x, on average over all orders.

    ``groups`` has the shape of x and says to which group each number belongs. Few groups are counted exactly, over all
    subsets; for many, random orders are drawn, each with its reverse, about ``most`` evaluations in all. Either way
    the values add up to ``score(x) - score(baseline)``: within each order they do.
    """
    count = int(groups.max()) + 1
    own, other = x.astype(np.float32), baseline.astype(np.float32)

    def of(subsets: NDArray[np.bool_]) -> Doubles:
        """The score where the groups of each subset ``(n, groups)`` are those of x, and the others the baseline's."""
        size = max(1, NUMBERS_AT_ONCE // x.size)
        parts = [subsets[start : start + size] for start in range(0, len(subsets), size)]
        return np.concatenate([score(np.where(part[:, groups], own, other)) for part in parts])

    if count <= EXACT_UP_TO and 2**count <= most:
        return _over_subsets(of, count)
    return _over_orders(of, count, most, seed)


def _over_subsets(of: Callable[[NDArray[np.bool_]], Doubles], count: int) -> Shapley:
    subsets = np.arange(2**count)
    is_in = (subsets[:, np.newaxis] >> np.arange(count) & 1).astype(bool)
    scores, sizes = of(is_in), is_in.sum(1)
    weight = np.array([factorial(size) * factorial(count - 1 - size) for size in range(count)]) / factorial(count)
    values = np.empty(count)
    for group in range(count):
        without = subsets[~is_in[:, group]]
        values[group] = weight[sizes[without]] @ (scores[without | 1 << group] - scores[without])
    return Shapley(values, np.zeros(count), len(subsets), 0)


def _over_orders(of: Callable[[NDArray[np.bool_]], Doubles], count: int, most: int, seed: int) -> Shapley:
    pairs = max(FEWEST_PERMUTATIONS, most // (count + 1)) // 2
    random = np.random.default_rng(seed)
    forward = np.stack([random.permutation(count) for _ in range(pairs)])
    orders = np.concatenate([forward, forward[:, ::-1]])
    added = np.empty(orders.shape)
    steps = np.arange(count + 1)
    for row, order in enumerate(orders):
        turn = np.empty(count, int)
        turn[order] = np.arange(count)
        added[row, order] = np.diff(of(turn < steps[:, np.newaxis]))
    mean_of_pair = (added[:pairs] + added[pairs:]) / 2
    error = mean_of_pair.std(0, ddof=1) / np.sqrt(pairs)
    return Shapley(added.mean(0), error, len(orders) * (count + 1), len(orders))
