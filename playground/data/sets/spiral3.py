"""Three-arm spiral: a spiral of three classes."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import ManyClasses, Points, arms, sizes
from playground.spec.data import DATASETS
from playground.spec.errors import N_


@DATASETS.register
class Spiral3(ManyClasses):
    """Three arms of 1.25 turns; without noise every seed gives the same points, in another order."""

    kind: Literal["spiral3"] = "spiral3"
    label: ClassVar[str] = N_("Three-arm spiral")
    summary: ClassVar[str] = N_("Three arms wound into each other, one class each.")

    @property
    def class_names(self) -> tuple[str, ...]:
        return ("A", "B", "C")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        return arms(random, sizes(self.num_samples, 3), 1.25, self.noise)
