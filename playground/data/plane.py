"""What the sets on the plane have in common: points (x1, x2) from -6 to 6, drawn from a seed.

The formulas of circle, xor, gauss, spiral, plane and multi_gauss are those of TensorFlow Playground (dataset.ts), with
its meaning of noise: a share, 0 to 0.5 there, of the size of the figure.
"""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from playground.data.generated import GeneratedSet, Labels, Values
from playground.spec.errors import N_, Term
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task

Points = Values


class PlaneSet(GeneratedSet):
    """A set of generated points ``(n, 2)``."""

    group: ClassVar[str] = N_("Points on a plane")
    source: ClassVar[str] = "TensorFlow Playground, https://github.com/tensorflow/playground"
    is_plane: ClassVar[bool] = True

    num_samples: int = field(500, N_("Samples"), help=N_("How many points are drawn."), ge=20, le=20_000)

    @property
    def sample_shape(self) -> Shape:
        return (2,)

    @property
    def feature_names(self) -> tuple[str, ...]:
        return ("x₁", "x₂")


class TwoClasses(PlaneSet):
    """Points of class 1 (blue, TensorFlow Playground's +1) and class 0 (orange, its -1)."""

    task: ClassVar[Task] = "binary"

    @property
    def class_names(self) -> tuple[str, ...]:
        return (Term(N_("Orange")), Term(N_("Blue")))


class ManyClasses(PlaneSet):
    """Points of several classes, called A, B, C, ..."""

    task: ClassVar[Task] = "multiclass"
    source: ClassVar[str] = GeneratedSet.source


class Surface(PlaneSet):
    """A value between -1 and 1 over each point of the plane."""

    task: ClassVar[Task] = "regression"
    group: ClassVar[str] = N_("Surfaces over a plane")

    num_samples: int = field(1200, N_("Samples"), help=N_("How many points are drawn."), ge=20, le=20_000)


def square(random: np.random.Generator, count: int, half: float) -> Points:
    """Even draws ``(count, 2)`` from a square of side ``2 * half`` about the origin."""
    return random.uniform(-half, half, (count, 2))


def on_circle(radius: NDArray[np.float64], angle: NDArray[np.float64]) -> Points:
    """Points at distances and angles (radians, clockwise from the x2 axis, as in TensorFlow Playground)."""
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


def sizes(count: int, num_classes: int) -> list[int]:
    """How many samples each class gets: as even as can be, the first classes one more."""
    return [count // num_classes + (number < count % num_classes) for number in range(num_classes)]


def spread(noise: float) -> float:
    """The standard deviation of a heap of points: its variance is 0.5 without noise and 4 at a noise of 0.5."""
    return float(np.sqrt(0.5 + 7.0 * noise))


def arms(random: np.random.Generator, counts: list[int], turns: float, noise: float) -> tuple[Points, Labels]:
    """Spiral arms from the middle to a radius of 5, one class each, evenly turned against each other."""
    points, labels = [], []
    for number, count in enumerate(counts):
        along = np.arange(count) / count
        angle = 2 * np.pi * (turns * along + number / len(counts))
        points.append(on_circle(5 * along, angle) + noise * square(random, count, 1))
        labels.append(np.full(count, number))
    return np.concatenate(points), np.concatenate(labels)
