"""gelu: a ReLU with a smooth bend, weighted by a normal distribution."""

from math import pi, sqrt
from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats
from playground.spec.errors import N_


@ACTIVATIONS.register
class Gelu(Activation):
    """The Gaussian error linear unit, exact as in Keras."""

    name: ClassVar[str] = "gelu"
    use: ClassVar[str] = N_(
        "Hidden layers of language models such as BERT and GPT: a ReLU with a smooth bend, which dips below 0."
    )
    source: ClassVar[str] = "Hendrycks, Gimpel"
    year: ClassVar[int] = 2016
    formula: ClassVar[str] = (
        r"f(z) = z\,\Phi(z), \quad \Phi(z) = \frac{1}{2}\left(1 + \operatorname{erf}\frac{z}{\sqrt 2}\right)"
    )
    slope_formula: ClassVar[str] = r"f'(z) = \Phi(z) + \frac{z\,e^{-z^2/2}}{\sqrt{2\pi}}"
    plain: ClassVar[str] = "z · Φ(z)"
    low: ClassVar[float] = -0.1699712
    range_formula: ClassVar[str] = r"[-0.17, \infty)"
    steepest: ClassVar[float] = 1.1289043
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.GELU

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return z * _normal(z, xp)

    def slope(self, z: Floats) -> Floats:
        found: Floats = _normal(z, NUMPY) + z * np.exp(-(z**2) / 2) / sqrt(2 * pi)
        return found


def _normal(z: Any, xp: Any) -> Any:
    """The share of a standard normal distribution below z."""
    return (1 + xp.erf(z / sqrt(2))) / 2
