"""Flatten: a picture becomes one long row of numbers."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer, Shape, product


@LAYERS.register
class Flatten(Layer):
    """``(28, 28, 1)`` becomes ``(784,)``; row by row, channels last."""

    kind: Literal["Flatten"] = "Flatten"
    label: ClassVar[str] = N_("Flatten")
    summary: ClassVar[str] = N_("Lays a picture out as one long row of numbers.")
    is_passive: ClassVar[bool] = True
    arithmetic: ClassVar[Arithmetic] = "flatten"
    compiled_as: ClassVar[CompiledAs | None] = "nothing"

    def output_shape(self, shape: Shape) -> Shape:
        return (product(shape),)
