"""linear: what goes in comes out."""

from typing import Any, ClassVar

import numpy as np

from playground.spec.activations.base import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Compiled, Floats
from playground.spec.errors import N_
from playground.spec.objectives import Task


@ACTIVATIONS.register
class Linear(Activation):
    """f(z) = z."""

    name: ClassVar[str] = "linear"
    use: ClassVar[str] = N_(
        "The output of a regression: any number may come out. In hidden layers it adds nothing, as several linear "
        "layers are only one."
    )
    source: ClassVar[str] = "Widrow, Hoff"
    year: ClassVar[int] = 1960
    formula: ClassVar[str] = "f(z) = z"
    slope_formula: ClassVar[str] = "f'(z) = 1"
    plain: ClassVar[str] = "z"
    is_linear: ClassVar[bool] = True
    automatic_for: ClassVar[Task | None] = "regression"
    regression: ClassVar[str] = "{sum}"
    compiled_as: ClassVar[Compiled | None] = Compiled.LINEAR

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return z * 1.0

    def slope(self, z: Floats) -> Floats:
        return np.ones_like(z)
