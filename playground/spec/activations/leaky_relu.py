"""leaky_relu: negative numbers become small."""

from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats, cases
from playground.spec.errors import N_

LEAK = 0.2
"""The slope below 0, as in Keras 3."""


@ACTIVATIONS.register
class LeakyRelu(Activation):
    """A rectified linear unit that lets a little through below 0."""

    name: ClassVar[str] = "leaky_relu"
    use: ClassVar[str] = N_("As ReLU, but a little passes below 0 too, so that no neuron dies.")
    source: ClassVar[str] = "Maas, Hannun, Ng"
    year: ClassVar[int] = 2013
    formula: ClassVar[str] = "f(z) = " + cases("z", f"{LEAK:g}\\,z")
    slope_formula: ClassVar[str] = "f'(z) = " + cases("1", f"{LEAK:g}")
    plain: ClassVar[str] = f"max({LEAK:g}·z, z)"
    cure: ClassVar[str] = "he_normal"
    compiled_as: ClassVar[Compiled | None] = Compiled.RECTIFIER
    compiled_with: ClassVar[float] = LEAK

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.where(z > 0, z, LEAK * z)

    def slope(self, z: Floats) -> Floats:
        return np.where(z > 0, 1.0, LEAK)
