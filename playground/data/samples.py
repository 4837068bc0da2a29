"""What a network is trained on: two parts, made of a dataset's samples."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.spec.data import DataSpec
from playground.spec.samples import Floats, Integers, Raw, Samples

__all__ = ["Data", "Floats", "Integers", "Part", "Raw", "Samples"]


@dataclass(frozen=True)
class Part:
    """The training or the validation part.

    ``raw`` ``(n, *sample_shape)`` before features and scaling, float32 or (pictures of 0 to 255) uint8; ``x`` float32
    ``(n, *input_shape)`` as it enters the network; ``y`` float32 ``(n, outputs)``: 0/1, one-hot or the value;
    ``labels`` as in ``Samples.y``. ``x`` may share its memory with ``raw``: neither is to be written to.
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
    """Raw samples ``(n, *sample_shape)`` to inputs float32 ``(n, *input_shape)``."""
