"""Noisy sine: predict the next value of a wave."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Values, straying
from playground.data.sequences import SequenceSet, waves
from playground.spec.data import DATASETS
from playground.spec.errors import N_

PERIODS = (8.0, 16.0)
"""In steps."""


@DATASETS.register
class NoisySine(SequenceSet):
    """A wave with a period of 8 to 16 steps; the value after the last step is predicted, with its noise."""

    kind: Literal["noisy_sine"] = "noisy_sine"
    label: ClassVar[str] = N_("Noisy sine")
    summary: ClassVar[str] = N_("A wave with noise: what is its next value?")

    def sequences(self, random: np.random.Generator) -> tuple[Values, Values]:
        values = straying(random, waves(random, self.num_samples, self.steps + 1, PERIODS), self.noise)
        return values[:, :-1], values[:, -1]
