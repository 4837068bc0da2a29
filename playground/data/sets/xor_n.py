"""Exclusive-or of many: whether an odd number of inputs is on."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import GeneratedSet, Labels, Values, straying
from playground.spec.data import DATASETS
from playground.spec.errors import N_, Term
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task


@DATASETS.register
class XorN(GeneratedSet):
    """The corners of a cube, each coordinate -1 or 1, with normal noise; class 1 where an odd number of them is 1."""

    kind: Literal["xor_n"] = "xor_n"
    label: ClassVar[str] = N_("Exclusive-or of many")
    summary: ClassVar[str] = N_("Is an odd number of inputs on? Each input more makes it twice as hard.")
    task: ClassVar[Task] = "binary"
    group: ClassVar[str] = N_("Tables")

    num_inputs: int = field(3, N_("Columns"), help=N_("How many inputs there are."), ge=2, le=6)
    noise: float = field(0.1, N_("Noise"), help=N_("How far samples stray from their true place."), ge=0, le=0.8)

    @property
    def sample_shape(self) -> Shape:
        return (self.num_inputs,)

    @property
    def class_names(self) -> tuple[str, ...]:
        return (Term(N_("even")), Term(N_("odd")))

    @property
    def feature_names(self) -> tuple[str, ...]:
        return tuple(f"x{subscript}" for subscript in "₁₂₃₄₅₆"[: self.num_inputs])

    def draw(self, random: np.random.Generator) -> tuple[Values, Labels]:
        is_on = random.integers(0, 2, (self.num_samples, self.num_inputs))
        y = np.arange(self.num_samples) % 2
        is_on[:, 0] = (is_on[:, 1:].sum(axis=1) + y) % 2  # as many even as odd ones
        return straying(random, np.where(is_on, 1.0, -1.0), self.noise), y
