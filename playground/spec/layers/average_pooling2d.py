"""AveragePooling2D: keeps the mean of each small square of a picture."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS
from playground.spec.layers.windows import Pooling2D


@LAYERS.register
class AveragePooling2D(Pooling2D):
    """The mean over ``pool_size × pool_size`` squares that do not overlap."""

    kind: Literal["AveragePooling2D"] = "AveragePooling2D"
    label: ClassVar[str] = N_("AveragePooling2D")
    summary: ClassVar[str] = N_("Keeps the mean of each small square: a smaller, smoother picture.")
