"""Exclusive-or: opposite corners belong together."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, square
from playground.spec.data import DATASETS
from playground.spec.errors import N_

GAP = 0.3


@DATASETS.register
class Xor(TwoClasses):
    """Blue where x1 and x2 have the same sign; noise moves the border, not the points."""

    kind: Literal["xor"] = "xor"
    label: ClassVar[str] = N_("Exclusive-or")
    summary: ClassVar[str] = N_("Opposite corners have the same colour: it takes a hidden layer, or x₁·x₂.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        x = square(random, self.num_samples, 5)
        x += np.where(x > 0, GAP, -GAP)
        seen = x + self.noise * square(random, len(x), 5)
        return x, (seen[:, 0] * seen[:, 1] >= 0).astype(np.int64)
