"""Plane: a tilted plane, the simplest thing to predict."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, Surface, square
from playground.spec.data import DATASETS
from playground.spec.errors import N_


@DATASETS.register
class Plane(Surface):
    """The value is (x1 + x2) / 10; noise moves where it is read, not the points."""

    kind: Literal["plane"] = "plane"
    label: ClassVar[str] = N_("Plane")
    summary: ClassVar[str] = N_("A number that grows evenly from one corner to the other.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        x = square(random, self.num_samples, 6)
        seen = x + self.noise * square(random, len(x), 6)
        return x, seen.sum(axis=1) / 10
