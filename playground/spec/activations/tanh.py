"""tanh: any number becomes one between -1 and 1."""

from typing import Any, ClassVar

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, sigmoid_slope
from playground.spec.errors import N_


@ACTIVATIONS.register
class Tanh(Activation):
    """The hyperbolic tangent."""

    name: ClassVar[str] = "tanh"
    use: ClassVar[str] = N_(
        "Hidden layers of small networks and of LSTM and GRU. Its outputs lie around 0, and its slope there is 1, "
        "four times that of sigmoid."
    )
    source: ClassVar[str] = "LeCun, Bottou, Orr, Müller"
    year: ClassVar[int] = 1998
    formula: ClassVar[str] = r"f(z) = \tanh z = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}"
    slope_formula: ClassVar[str] = "f'(z) = 1 - f(z)^2"
    plain: ClassVar[str] = "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)"
    low: ClassVar[float] = -1.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = "(-1, 1)"
    compiled_as: ClassVar[Compiled | None] = Compiled.TANH

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.tanh(z)

    def slope(self, z: Floats) -> Floats:
        return 4 * sigmoid_slope(2 * z)
