"""MaxPooling1D: keeps the largest number of each short window of a sequence."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS
from playground.spec.layers.windows import Pooling1D


@LAYERS.register
class MaxPooling1D(Pooling1D):
    """The maximum over windows of ``pool_size`` steps that do not overlap."""

    kind: Literal["MaxPooling1D"] = "MaxPooling1D"
    label: ClassVar[str] = N_("MaxPooling1D")
    summary: ClassVar[str] = N_("Keeps the largest number of each short window: a shorter sequence.")
