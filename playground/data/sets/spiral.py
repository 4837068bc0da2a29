"""Spiral: two arms wound into each other."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, arms, sizes
from playground.spec.data import DATASETS
from playground.spec.errors import N_


@DATASETS.register
class Spiral(TwoClasses):
    """Two arms of 1.75 turns; without noise every seed gives the same points, in another order."""

    kind: Literal["spiral"] = "spiral"
    label: ClassVar[str] = N_("Spiral")
    summary: ClassVar[str] = N_("Two arms wound into each other: the hardest of the plane.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        x, arm = arms(random, sizes(self.num_samples, 2), 1.75, self.noise)
        return x, 1 - arm
