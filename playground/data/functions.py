"""What the functions of one number have in common: x from -1 to 1, and a value of about -1 to 1 to be predicted."""

from typing import ClassVar

import numpy as np

from playground.data.generated import GeneratedSet, Labels, Values, straying
from playground.spec.errors import N_
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task


class FunctionSet(GeneratedSet):
    """Points of a curve. A subclass writes ``curve``; noise is the standard deviation of the values about it."""

    task: ClassVar[Task] = "regression"
    group: ClassVar[str] = N_("Functions")

    @property
    def sample_shape(self) -> Shape:
        return (1,)

    @property
    def feature_names(self) -> tuple[str, ...]:
        return ("x",)

    def draw(self, random: np.random.Generator) -> tuple[Values, Labels]:
        x = random.uniform(-1, 1, self.num_samples)
        return x[:, np.newaxis], straying(random, self.curve(x), self.noise)

    def curve(self, x: Values) -> Values:
        """The values ``(n,)`` of the function, from -1 to 1, at ``x`` ``(n,)`` from -1 to 1."""
        raise NotImplementedError
