"""GlobalAveragePooling1D: the mean of each channel over all steps of a sequence."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS
from playground.spec.layers.windows import GlobalPooling


@LAYERS.register
class GlobalAveragePooling1D(GlobalPooling):
    """``(steps, channels)`` becomes ``(channels,)``."""

    kind: Literal["GlobalAveragePooling1D"] = "GlobalAveragePooling1D"
    label: ClassVar[str] = N_("GlobalAveragePooling1D")
    summary: ClassVar[str] = N_("Keeps one number for each channel of a sequence: its mean over all steps.")
    rank_needed: ClassVar[int | None] = 2
