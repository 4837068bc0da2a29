"""Two clouds: two slanting heaps of points, the first example of many courses on Keras."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Labels
from playground.data.plane import Points, TwoClasses, sizes
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field

MEANS = np.array([(0.0, 3.0), (3.0, 0.0)])
"""Of class 0 and class 1."""
COVARIANCE = np.array([(1.0, 0.5), (0.5, 1.0)])


@DATASETS.register
class Clouds(TwoClasses):
    """Normal heaps about (0, 3) and (3, 0), slanting; their variance grows from 1 to 3 at a noise of 0.5."""

    kind: Literal["clouds"] = "clouds"
    label: ClassVar[str] = N_("Two clouds")
    summary: ClassVar[str] = N_("Two slanting heaps that a single neuron can part.")
    source: ClassVar[str] = "Chollet, Deep Learning with Python, 2nd edition, chapter 3"

    num_samples: int = field(2000, N_("Samples"), help=N_("How many points are drawn."), ge=20, le=20_000)

    def draw(self, random: np.random.Generator) -> tuple[Points, Labels]:
        y = np.repeat([0, 1], sizes(self.num_samples, 2))
        spread = random.multivariate_normal((0, 0), COVARIANCE, len(y), method="cholesky")
        return MEANS[y] + np.sqrt(1 + 4 * self.noise) * spread, y
