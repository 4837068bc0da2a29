"""softplus: a smooth ReLU."""

from typing import Any, ClassVar

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, sigmoid
from playground.spec.errors import N_


@ACTIVATIONS.register
class Softplus(Activation):
    """The integral of sigmoid."""

    name: ClassVar[str] = "softplus"
    use: ClassVar[str] = N_("A smooth ReLU that is never 0: for outputs that must be positive, such as a variance.")
    source: ClassVar[str] = "Dugas, Bengio, Bélisle, Nadeau, Garcia"
    year: ClassVar[int] = 2000
    formula: ClassVar[str] = r"f(z) = \ln(1 + e^{z})"
    slope_formula: ClassVar[str] = r"f'(z) = \frac{1}{1 + e^{-z}}"
    plain: ClassVar[str] = "ln(1 + eᶻ)"
    low: ClassVar[float] = 0.0
    range_formula: ClassVar[str] = r"(0, \infty)"
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.SOFTPLUS

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.logaddexp(z, xp.zeros_like(z))

    def slope(self, z: Floats) -> Floats:
        found: Floats = sigmoid(z)
        return found
