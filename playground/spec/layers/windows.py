"""Windows that slide over a picture or a sequence: how many places they have, and the poolings made of them."""

from typing import Any, ClassVar, Literal

from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import Arithmetic, Layer, Shape, shape_text

Padding = Literal["valid", "same"]


def slid(size: int, window: int, stride: int, padding: Padding) -> int:
    """How many places a window has along an axis, as TensorFlow counts them."""
    return -(-size // stride) if padding == "same" else (size - window) // stride + 1


class Pooling1D(Layer):
    """One number for each window of ``pool_size`` steps; the windows do not overlap."""

    rank_needed: ClassVar[int | None] = 2
    arithmetic: ClassVar[Arithmetic] = "pooling"

    pool_size: int = field(2, N_("Pool size"), help=N_("Length of the window, in steps."), ge=1, le=8)
    padding: Padding = field(
        "valid", N_("Padding"), help=N_("“same” also uses the window that sticks out at the end."), more=True
    )

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        if self.padding == "valid" and self.pool_size > shape[0]:
            raise InvalidExperiment(
                N_(
                    "{kind} takes windows of {size} steps, longer than its sequence of {got}. "
                    "Choose a pool of at most {allowed}, or remove a pooling layer before it."
                ),
                kind=Term(self.label),
                size=self.pool_size,
                got=shape_text(shape),
                allowed=shape[0],
            )
        return (slid(shape[0], self.pool_size, self.pool_size, self.padding), shape[1])

    def keras_arguments(self) -> dict[str, Any]:
        return {**super().keras_arguments(), "strides": self.pool_size}


class Pooling2D(Layer):
    """One number for each ``pool_size × pool_size`` square of a picture; the squares do not overlap."""

    rank_needed: ClassVar[int | None] = 3
    arithmetic: ClassVar[Arithmetic] = "pooling"

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


class GlobalPooling(Layer):
    """One number for each channel: over all steps of a sequence, or all places of a picture."""

    arithmetic: ClassVar[Arithmetic] = "mean"

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        return (shape[-1],)
