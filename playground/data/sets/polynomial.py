"""Polynomial: a curve with as many turns as its degree allows."""

from typing import ClassVar, Literal

from numpy.polynomial import Chebyshev

from playground.data.functions import FunctionSet
from playground.data.generated import Values
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field


@DATASETS.register
class Polynomial(FunctionSet):
    """The Chebyshev polynomial of a degree: of all with that degree the one that stays within -1 and 1 and turns most.

    Degree 3 is ``4 x³ - 3 x``.
    """

    kind: Literal["polynomial"] = "polynomial"
    label: ClassVar[str] = N_("Polynomial")
    summary: ClassVar[str] = N_("A polynomial of one number: with few noisy samples a network learns the noise.")

    degree: int = field(3, N_("Degree"), help=N_("The highest power of x."), ge=1, le=8)
    noise: float = field(0.1, N_("Noise"), help=N_("How far samples stray from their true place."), ge=0, le=0.8)

    def curve(self, x: Values) -> Values:
        values: Values = Chebyshev.basis(self.degree)(x)
        return values
