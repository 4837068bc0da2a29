"""relu: negative numbers become 0."""

from math import inf
from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation, Zone
from playground.spec.activations.operations import NUMPY, Compiled, Floats, cases
from playground.spec.errors import N_


@ACTIVATIONS.register
class Relu(Activation):
    """The rectified linear unit."""

    name: ClassVar[str] = "relu"
    use: ClassVar[str] = N_(
        "The usual choice for hidden layers: fast, and the gradient passes unchanged wherever z > 0. A neuron whose "
        "z is never above 0 is dead and does not learn any more."
    )
    source: ClassVar[str] = "Nair, Hinton"
    year: ClassVar[int] = 2010
    formula: ClassVar[str] = r"f(z) = \max(0, z)"
    slope_formula: ClassVar[str] = "f'(z) = " + cases("1", "0")
    plain: ClassVar[str] = "max(0, z)"
    low: ClassVar[float] = 0.0
    range_formula: ClassVar[str] = r"[0, \infty)"
    dead: ClassVar[tuple[Zone, ...]] = ((-inf, 0.0),)
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.RECTIFIER

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.maximum(z, 0)

    def slope(self, z: Floats) -> Floats:
        return np.asarray(z > 0, np.float64)
