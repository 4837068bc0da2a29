"""What a network is trained on: two parts, made of a dataset's samples."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from playground.spec.data import DataSpec
from playground.spec.samples import Floats, Integers, Raw, Samples

__all__ = ["Data", "Floats", "Integers", "Part", "Raw", "Samples", "TargetScale"]


@dataclass(frozen=True)
class TargetScale:
    """The scale on which a regression's targets are learned: ``(value - shift) / span``."""

    shift: float = 0.0
    span: float = 1.0

    def encode(self, y: Raw) -> Floats:
        """Values in their own units to what is trained on, float32."""
        return ((y.astype(np.float64) - self.shift) / self.span).astype(np.float32)

    def decode(self, y: Raw) -> Floats:
        """What the network says to values in their own units, float32."""
        return (y.astype(np.float64) * self.span + self.shift).astype(np.float32)


@dataclass(frozen=True)
class Part:
    """The training or the validation part.

    ``raw`` ``(n, *sample_shape)`` before features and scaling, blanks filled, float32 or (pictures of 0 to 255) uint8;
    ``x`` float32 ``(n, *input_shape)`` as it enters the network; ``y`` float32 ``(n, outputs)``: 0/1, one-hot or the
    scaled value; ``labels`` as in ``Samples.y``, never scaled. ``x`` may share its memory with ``raw``, and the two
    parts theirs: nothing is to be written to.
    """

    raw: Raw
    x: Floats
    y: Floats
    labels: Integers | Floats

    def __len__(self) -> int:
        return len(self.x)


@dataclass(frozen=True)
class Data:
    """Both parts, ready for a network, and the way from a raw sample to what the network sees."""

    spec: DataSpec
    train: Part
    validation: Part
    encode: Callable[[Raw], Floats]
    """Raw samples ``(n, *sample_shape)``, blanks allowed, to inputs float32 ``(n, *input_shape)``."""
    target: TargetScale = TargetScale()
    """How the targets of a regression are scaled."""
