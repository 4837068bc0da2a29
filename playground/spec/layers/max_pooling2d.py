"""MaxPooling2D: keeps the largest number of each small square of a picture."""

from typing import Any, ClassVar, Literal

from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Layer, Shape, shape_text
from playground.spec.layers.conv2d import Padding, slid


@LAYERS.register
class MaxPooling2D(Layer):
    """The maximum over ``pool_size × pool_size`` squares that do not overlap."""

    kind: Literal["MaxPooling2D"] = "MaxPooling2D"
    label: ClassVar[str] = N_("MaxPooling2D")
    summary: ClassVar[str] = N_("Keeps the largest number of each small square: a smaller picture.")
    rank_needed: ClassVar[int | None] = 3

    pool_size: int = field(2, N_("Pool size"), help=N_("Side of the square, in pixels."), ge=1, le=8)
    padding: Padding = field(
        "valid", N_("Padding"), help=N_("“same” also uses the squares that stick out at the edge."), more=True
    )

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        if self.padding == "valid" and self.pool_size > min(shape[:2]):
            raise InvalidExperiment(
                N_(
                    "{kind} takes squares of {size} × {size}, larger than its picture of {got}. "
                    "Choose a pool of at most {allowed}, or remove a pooling layer before it."
                ),
                kind=Term(self.label),
                size=self.pool_size,
                got=shape_text(shape),
                allowed=min(shape[:2]),
            )
        rows, columns = (slid(size, self.pool_size, self.pool_size, self.padding) for size in shape[:2])
        return (rows, columns, shape[2])

    def keras_arguments(self) -> dict[str, Any]:
        return {**super().keras_arguments(), "strides": self.pool_size}
