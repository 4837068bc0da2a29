"""Blobs: from two to six round heaps, one class each."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import ManyClasses, Points, on_circle, sizes, spread
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field

RADIUS = 4.0


@DATASETS.register
class Blobs(ManyClasses):
    """Normal heaps about places on a circle, with a variance from 0.5 to 4 at a noise of 0.5."""

    kind: Literal["blobs"] = "blobs"
    label: ClassVar[str] = N_("Blobs")
    summary: ClassVar[str] = N_("Round heaps on a circle, one class each.")

    num_classes: int = field(4, N_("Classes"), help=N_("How many heaps there are."), ge=2, le=6)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple("ABCDEF"[: self.num_classes])

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        y = np.repeat(np.arange(self.num_classes), sizes(self.num_samples, self.num_classes))
        centres = on_circle(np.full(len(y), RADIUS), 2 * np.pi * y / self.num_classes)
        return random.normal(centres, spread(self.noise)), y
