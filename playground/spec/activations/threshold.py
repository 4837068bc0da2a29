"""threshold: 1 or 0, the first model of a neuron."""

from math import inf
from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation, Zone
from playground.spec.activations.operations import NUMPY, Compiled, Floats, cases
from playground.spec.errors import N_


@ACTIVATIONS.register
class Threshold(Activation):
    """1 where z is at least 0, else 0 (McCulloch and Pitts 1943); forward only, its slope is 0."""

    name: ClassVar[str] = "threshold"
    use: ClassVar[str] = N_(
        "The first model of a neuron: it fires or it does not. It cannot be trained by gradient descent, because "
        "its slope is 0 everywhere."
    )
    source: ClassVar[str] = "McCulloch, Pitts"
    year: ClassVar[int] = 1943
    formula: ClassVar[str] = "f(z) = " + cases("1", "0", "z < 0", r"z \ge 0")
    slope_formula: ClassVar[str] = r"f'(z) = 0 \quad (z \ne 0)"
    plain: ClassVar[str] = "(z ≥ 0)"
    low: ClassVar[float] = 0.0
    high: ClassVar[float] = 1.0
    range_formula: ClassVar[str] = r"\{0, 1\}"
    steepest: ClassVar[float] = 0.0
    dead: ClassVar[tuple[Zone, ...]] = ((-inf, inf),)
    is_another_in_keras: ClassVar[bool] = True
    refusal: ClassVar[str] = N_(
        "The threshold cannot be trained: its slope is 0 everywhere, so no gradient comes back. "
        "Choose sigmoid, its smooth relative, or relu."
    )
    compiled_as: ClassVar[Compiled | None] = Compiled.STEP

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return xp.where(z >= 0, xp.ones_like(z), xp.zeros_like(z))

    def slope(self, z: Floats) -> Floats:
        return np.zeros_like(z)
