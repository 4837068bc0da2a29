"""Two Gaussians: two round heaps of points."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, sizes, spread
from playground.spec.data import DATASETS
from playground.spec.errors import N_


@DATASETS.register
class Gauss(TwoClasses):
    """Blue about (2, 2) and orange about (-2, -2), with a variance from 0.5 to 4 at a noise of 0.5."""

    kind: Literal["gauss"] = "gauss"
    label: ClassVar[str] = N_("Two Gaussians")
    summary: ClassVar[str] = N_("Two round heaps that a straight line can part.")

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        blue, orange = sizes(self.num_samples, 2)
        y = np.repeat([1, 0], [blue, orange])
        return random.normal(np.where(y, 2.0, -2.0)[:, None], spread(self.noise), (len(y), 2)), y
