"""MaxPooling2D: keeps the largest number of each small square of a picture."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS
from playground.spec.layers.windows import Pooling2D


@LAYERS.register
class MaxPooling2D(Pooling2D):
    """The maximum over ``pool_size × pool_size`` squares that do not overlap."""

    kind: Literal["MaxPooling2D"] = "MaxPooling2D"
    label: ClassVar[str] = N_("MaxPooling2D")
    summary: ClassVar[str] = N_("Keeps the largest number of each small square: a smaller picture.")
