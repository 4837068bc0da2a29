"""GlobalAveragePooling2D: the mean of each channel over the whole picture."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS
from playground.spec.layers.windows import GlobalPooling


@LAYERS.register
class GlobalAveragePooling2D(GlobalPooling):
    """``(height, width, channels)`` becomes ``(channels,)`` (Lin, Chen and Yan 2013)."""

    kind: Literal["GlobalAveragePooling2D"] = "GlobalAveragePooling2D"
    label: ClassVar[str] = N_("GlobalAveragePooling2D")
    summary: ClassVar[str] = N_("Keeps one number for each filter: its mean over the whole picture.")
    rank_needed: ClassVar[int | None] = 3
