"""elu: negative numbers bend towards -1."""

from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, cases
from playground.spec.errors import N_


@ACTIVATIONS.register
class Elu(Activation):
    """The exponential linear unit, with alpha 1 as in Keras."""

    name: ClassVar[str] = "elu"
    use: ClassVar[str] = N_("As ReLU, but smooth, and with negative outputs down to −1, which keep the mean near 0.")
    source: ClassVar[str] = "Clevert, Unterthiner, Hochreiter"
    year: ClassVar[int] = 2015
    formula: ClassVar[str] = "f(z) = " + cases("z", "e^{z} - 1")
    slope_formula: ClassVar[str] = "f'(z) = " + cases("1", "e^{z}")
    plain: ClassVar[str] = "max(0, z) + min(0, eᶻ − 1)"
    low: ClassVar[float] = -1.0
    range_formula: ClassVar[str] = r"(-1, \infty)"
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.ELU

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.where(z > 0, z, xp.expm1(xp.minimum(z, 0)))

    def slope(self, z: Floats) -> Floats:
        return np.exp(np.minimum(z, 0))
