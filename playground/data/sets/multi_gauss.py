"""Many Gaussians: three hills and three hollows over the plane."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, Surface, square
from playground.spec.data import DATASETS
from playground.spec.errors import N_

CENTRES = np.array([(-4, 2.5), (0, 2.5), (4, 2.5), (-4, -2.5), (0, -2.5), (4, -2.5)])
SIGNS = np.array([1, -1, 1, -1, 1, -1])
REACH = 2.0


@DATASETS.register
class MultiGauss(Surface):
    """Cones of height ±1 that end at a distance of 2 (so TensorFlow Playground draws its "Gaussians").

    Noise moves where the value is read, not the points.
    """

    kind: Literal["multi_gauss"] = "multi_gauss"
    label: ClassVar[str] = N_("Many Gaussians")
    summary: ClassVar[str] = N_("Three hills and three hollows.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        x = square(random, self.num_samples, 6)
        seen = x + self.noise * square(random, len(x), 6)
        distance = np.linalg.norm(seen[:, None] - CENTRES, axis=2)
        heights = SIGNS * np.clip(1 - distance / REACH, 0, 1)
        return x, heights[np.arange(len(x)), np.abs(heights).argmax(axis=1)]
