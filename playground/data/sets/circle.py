"""Circle: a disc inside a ring."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, on_circle, sizes, square
from playground.spec.data import DATASETS
from playground.spec.errors import N_

RADIUS = 5.0


@DATASETS.register
class Circle(TwoClasses):
    """Blue within half the radius, orange between 0.7 of it and all of it; noise moves the border, not the points."""

    kind: Literal["circle"] = "circle"
    label: ClassVar[str] = N_("Circle")
    summary: ClassVar[str] = N_("A disc inside a ring: no straight line parts them.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        inside, outside = sizes(self.num_samples, 2)
        radius = RADIUS * np.concatenate([random.uniform(0, 0.5, inside), random.uniform(0.7, 1, outside)])
        x = on_circle(radius, random.uniform(0, 2 * np.pi, self.num_samples))
        seen = x + self.noise * square(random, len(x), RADIUS)
        return x, (np.hypot(*seen.T) < 0.5 * RADIUS).astype(np.int64)
