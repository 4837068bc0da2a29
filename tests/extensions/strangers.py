"""Kinds that exist nowhere else, as odd as their traits allow: for what must not know a kind by its name.

Taken in by ``PLAYGROUND_EXTENSIONS=strangers``; knows no Keras, as the web process imports it too.
"""

from math import inf
from typing import Any, ClassVar, Literal

import numpy as np

from playground.spec import LAYERS, N_, Layer
from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.activations.base import Zone
from playground.spec.activations.operations import NUMPY, Floats
from playground.spec.kinds import field
from playground.spec.layers import Parameters, Shape
from playground.spec.layers.recurrent import Recurrent


@LAYERS.register
class RepeatVector(Layer):
    """One row becomes several equal ones: another number of axes."""

    kind: Literal["RepeatVector"] = "RepeatVector"
    label: ClassVar[str] = N_("RepeatVector")
    summary: ClassVar[str] = N_("Says the same numbers at every step of a sequence.")
    rank_needed: ClassVar[int | None] = 1

    n: int = field(3, N_("Steps"), help=N_("How often they are said."), ge=1, le=16)

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        return (self.n, *shape)


@LAYERS.register
class SimpleRNN(Recurrent):
    """A memory without gates, and with a word for how its numbers come about that nobody knows: none."""

    kind: Literal["SimpleRNN"] = "SimpleRNN"
    label: ClassVar[str] = N_("SimpleRNN")
    summary: ClassVar[str] = N_("Reads a sequence step by step; its memory is its output.")
    candidate: ClassVar[int] = 0

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=self.units * (shape[-1] + self.units + self.use_bias))

    def work(self, shape: Shape) -> int:
        return shape[0] * self.units * (shape[-1] + self.units)


@LAYERS.register
class Detour(Layer):
    """A layer that Keras has not, with weights of strange names; gives fewer numbers, in another order."""

    kind: Literal["Detour"] = "Detour"
    label: ClassVar[str] = N_("Detour")
    summary: ClassVar[str] = N_("Takes every second number, the last first, and scales each.")
    keras_class: ClassVar[str] = "strange_layers.Detour"
    weights: ClassVar[tuple[str, ...]] = ("stretch", "travelled")

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape[:-1], (shape[-1] + 1) // 2)

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=(shape[-1] + 1) // 2, non_trainable=1)


@ACTIVATIONS.register
class HardTanh(Activation):
    """Keras has it, the playground has not."""

    name: ClassVar[str] = "hard_tanh"
    use: ClassVar[str] = N_("As tanh, with corners instead of bends.")
    source: ClassVar[str] = "Collobert"
    year: ClassVar[int] = 2004
    formula: ClassVar[str] = r"f(z) = \max(-1, \min(1, z))"
    slope_formula: ClassVar[str] = r"f'(z) = 1 \quad (|z| < 1)"
    low: ClassVar[float] = -1.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = "[-1, 1]"
    dead: ClassVar[tuple[Zone, ...]] = ((-inf, -1.0), (1.0, inf))

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.maximum(xp.minimum(z, xp.ones_like(z)), -xp.ones_like(z))

    def slope(self, z: Floats) -> Floats:
        return np.asarray(np.abs(z) < 1, np.float64)


@ACTIVATIONS.register
class Ripple(Activation):
    """Keras has none of this name, and no script has a formula for it."""

    name: ClassVar[str] = "ripple"
    use: ClassVar[str] = N_("Up and down again: the network is a sum of waves.")
    source: ClassVar[str] = "Lapedes, Farber"
    year: ClassVar[int] = 1987
    formula: ClassVar[str] = r"f(z) = \sin z"
    slope_formula: ClassVar[str] = r"f'(z) = \cos z"
    low: ClassVar[float] = -1.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = "[-1, 1]"

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.sin(z)

    def slope(self, z: Floats) -> Floats:
        return np.cos(z)
