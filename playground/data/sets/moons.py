"""Moons: two half circles that reach into each other."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, sizes
from playground.spec.data import DATASETS
from playground.spec.errors import N_

SCALE = 3.2
"""From unit circles to the plane: the figure is 9.6 wide and 4.8 high."""


@DATASETS.register
class Moons(TwoClasses):
    """The upper moon is orange, the lower blue; noise is normal, with a standard deviation of ``SCALE / 2 * noise``."""

    kind: Literal["moons"] = "moons"
    label: ClassVar[str] = N_("Moons")
    summary: ClassVar[str] = N_("Two half circles that reach into each other.")
    source: ClassVar[str] = "scikit-learn, make_moons"

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        upper, lower = sizes(self.num_samples, 2)
        angle = random.uniform(0, np.pi, self.num_samples)
        y = np.repeat([0, 1], [upper, lower])
        side = 1 - 2 * y
        x = np.column_stack([side * np.cos(angle) + y - 0.5, side * np.sin(angle) + 0.5 * y - 0.25])
        return SCALE * (x + 0.5 * self.noise * random.normal(size=x.shape)), y
