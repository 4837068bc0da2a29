"""Dropout: while training, a random share of the numbers is set to zero."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer


@LAYERS.register
class Dropout(Layer):
    """Zeroes a share ``rate`` of its inputs in training and scales the others by ``1 / (1 - rate)``."""

    kind: Literal["Dropout"] = "Dropout"
    label: ClassVar[str] = N_("Dropout")
    summary: ClassVar[str] = N_("While training, switches a random share of the inputs off: against overfitting.")
    is_passive: ClassVar[bool] = True
    keeps_order: ClassVar[bool] = True
    arithmetic: ClassVar[Arithmetic] = "unchanged"
    compiled_as: ClassVar[CompiledAs | None] = "dropout"
    compiled_with: ClassVar[tuple[str, ...]] = ("rate",)

    rate: float = field(0.2, N_("Share switched off"), help=N_("0.2 switches off one input in five."), ge=0, le=0.95)
