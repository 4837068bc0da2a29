"""What the sequences have in common: so many steps of one number, and one number to be predicted from them."""

from typing import ClassVar

import numpy as np

from playground.data.generated import GeneratedSet, Labels, Values
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task


class SequenceSet(GeneratedSet):
    """Sequences ``(steps, 1)`` between about -1 and 1. A subclass writes ``sequences``."""

    task: ClassVar[Task] = "regression"
    group: ClassVar[str] = N_("Sequences")

    num_samples: int = field(500, N_("Number of sequences"), help=N_("How many sequences are drawn."), ge=20, le=20_000)
    steps: int = field(20, N_("Steps"), help=N_("How long a sequence is."), ge=10, le=100)
    noise: float = field(0.1, N_("Noise"), help=N_("How far each value strays from its true one."), ge=0, le=0.8)

    @property
    def sample_shape(self) -> Shape:
        return (self.steps, 1)

    def draw(self, random: np.random.Generator) -> tuple[Values, Labels]:
        x, y = self.sequences(random)
        return x[..., np.newaxis], y

    def sequences(self, random: np.random.Generator) -> tuple[Values, Values]:
        """The sequences ``(num_samples, steps)`` and the values to be predicted ``(num_samples,)``."""
        raise NotImplementedError


def waves(random: np.random.Generator, count: int, steps: int, periods: tuple[float, float]) -> Values:
    """Sines ``(count, steps)``, each with a phase of its own and a period (in steps) between the two."""
    period = random.uniform(*periods, (count, 1))
    phase = random.uniform(0, 2 * np.pi, (count, 1))
    return np.sin(2 * np.pi * np.arange(steps) / period + phase)
