"""silu: z weighted by its own sigmoid."""

from typing import Any, ClassVar

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, sigmoid, sigmoid_slope
from playground.spec.errors import N_


@ACTIVATIONS.register
class Silu(Activation):
    """The sigmoid linear unit, also called swish."""

    name: ClassVar[str] = "silu"
    use: ClassVar[str] = N_("Also called swish: hidden layers of deep networks for pictures. Smooth, and dips below 0.")
    source: ClassVar[str] = "Elfwing, Uchibe, Doya"
    year: ClassVar[int] = 2017
    formula: ClassVar[str] = r"f(z) = z\,\sigma(z) = \frac{z}{1 + e^{-z}}"
    slope_formula: ClassVar[str] = r"f'(z) = \sigma(z) + z\,\sigma(z)\,(1 - \sigma(z))"
    plain: ClassVar[str] = "z / (1 + e⁻ᶻ)"
    low: ClassVar[float] = -0.2784646
    range_formula: ClassVar[str] = r"[-0.28, \infty)"
    steepest: ClassVar[float] = 1.0998394
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.SILU

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return z * sigmoid(z, xp)

    def slope(self, z: Floats) -> Floats:
        found: Floats = sigmoid(z) + z * sigmoid_slope(z)
        return found
