"""Two waves: predict the next value of a sum of two waves."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Values, straying
from playground.data.sequences import SequenceSet, waves
from playground.spec.data import DATASETS
from playground.spec.errors import N_

QUICK, SLOW = (4.0, 8.0), (12.0, 24.0)
"""The periods of both, in steps."""


@DATASETS.register
class TwoWaves(SequenceSet):
    """The mean of a quick wave (4 to 8 steps) and a slow one (12 to 24); the value after the last step is predicted."""

    kind: Literal["two_waves"] = "two_waves"
    label: ClassVar[str] = N_("Two waves")
    summary: ClassVar[str] = N_("A quick and a slow wave added together: what is the next value?")

    def sequences(self, random: np.random.Generator) -> tuple[Values, Values]:
        quick, slow = (waves(random, self.num_samples, self.steps + 1, periods) for periods in (QUICK, SLOW))
        values = straying(random, (quick + slow) / 2, self.noise)
        return values[:, :-1], values[:, -1]
