"""Rings: one ring around the other."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import ManyClasses, Points, on_circle, sizes, square
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field

RADIUS = 4.8
"""Of the outermost ring, in its middle."""
HALF_WIDTH = 0.4


@DATASETS.register
class Rings(ManyClasses):
    """Rings about the origin, each 0.8 wide, the outermost with a radius of 4.8, one class each from the inside out."""

    kind: Literal["rings"] = "rings"
    label: ClassVar[str] = N_("Rings")
    summary: ClassVar[str] = N_("Two or three rings around each other, one class each.")

    num_classes: int = field(3, N_("Classes"), help=N_("How many rings there are."), ge=2, le=3)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple("ABC"[: self.num_classes])

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        y = np.repeat(np.arange(self.num_classes), sizes(self.num_samples, self.num_classes))
        radius = RADIUS * (y + 1) / self.num_classes + random.uniform(-HALF_WIDTH, HALF_WIDTH, len(y))
        x = on_circle(radius, random.uniform(0, 2 * np.pi, len(y)))
        return x + self.noise * square(random, len(y), 1), y
