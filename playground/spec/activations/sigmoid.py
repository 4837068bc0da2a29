"""sigmoid: any number becomes one between 0 and 1."""

from typing import Any, ClassVar

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, sigmoid, sigmoid_slope
from playground.spec.errors import N_
from playground.spec.objectives import Task


@ACTIVATIONS.register
class Sigmoid(Activation):
    """The logistic function."""

    name: ClassVar[str] = "sigmoid"
    use: ClassVar[str] = N_(
        "The output for two classes: a probability. In deep hidden layers the gradient vanishes, because the slope "
        "is at most 0.25."
    )
    source: ClassVar[str] = "Rumelhart, Hinton, Williams"
    year: ClassVar[int] = 1986
    formula: ClassVar[str] = r"f(z) = \frac{1}{1 + e^{-z}}"
    slope_formula: ClassVar[str] = r"f'(z) = f(z)\,(1 - f(z))"
    plain: ClassVar[str] = "1 / (1 + e⁻ᶻ)"
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = "(0, 1)"
    steepest: ClassVar[float] = 0.25
    automatic_for: ClassVar[Task | None] = "binary"
    probabilities_of: ClassVar[Task | None] = "binary"
    regression: ClassVar[str] = "σ( {sum} )"
    compiled_as: ClassVar[Compiled | None] = Compiled.SIGMOID

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return sigmoid(z, xp)

    def slope(self, z: Floats) -> Floats:
        return sigmoid_slope(z)
