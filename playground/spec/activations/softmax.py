"""softmax: the numbers of a layer become probabilities whose sum is 1."""

from typing import Any, ClassVar

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats
from playground.spec.errors import N_
from playground.spec.objectives import Task


@ACTIVATIONS.register
class Softmax(Activation):
    """Goes over the last axis."""

    name: ClassVar[str] = "softmax"
    use: ClassVar[str] = N_(
        "The output for several classes: probabilities whose sum is 1. It needs a whole layer; the curve shows one "
        "of three inputs, with the other two held at 0."
    )
    source: ClassVar[str] = "Bridle"
    year: ClassVar[int] = 1990
    formula: ClassVar[str] = r"f_i(\mathbf{z}) = \frac{e^{z_i}}{\sum_k e^{z_k}}"
    slope_formula: ClassVar[str] = (
        r"\partial f_i / \partial z_i = f_i\,(1 - f_i), \quad " r"\partial f_i / \partial z_k = -f_i f_k"
    )
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = "(0, 1)"
    steepest: ClassVar[float] = 0.25
    of_layer: ClassVar[bool] = True
    shares_powers: ClassVar[bool] = True
    automatic_for: ClassVar[Task | None] = "multiclass"
    probabilities_of: ClassVar[Task | None] = "multiclass"
    regression: ClassVar[str] = "softmax( {sum}, … )"
    refusal_alone: ClassVar[str] = N_(
        "Softmax over one output is always 1. Choose sigmoid for two classes, linear for regression."
    )
    compiled_as: ClassVar[Compiled | None] = Compiled.SOFTMAX

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        powers = xp.exp(z - xp.max(z, axis=-1, keepdims=True))
        return powers / xp.sum(powers, axis=-1, keepdims=True)

    def slope(self, z: Floats) -> Floats:
        outputs = self.function(z)
        return outputs * (1 - outputs)

    def backward(self, z: Floats, gradient: Floats) -> Floats:
        outputs = self.function(z)
        found: Floats = outputs * (gradient - (gradient * outputs).sum(axis=-1, keepdims=True))
        return found
