"""What every dataset gives: raw samples and their labels, as NumPy arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int32]
Raw = NDArray[Any]
"""Raw samples: float32, or uint8 for pictures whose pixels are 0 to 255 (a quarter of the memory)."""


@dataclass(frozen=True)
class Samples:
    """Raw samples of a dataset.

    ``x`` float32, or uint8 for pictures with pixels from 0 to 255, ``(n, *sample_shape)``; NaN is a blank;
    ``y`` int32 ``(n,)`` class numbers, or float32 ``(n,)`` for regression.
    ``num_train`` is how many of the first samples the publisher gives for training, or None.
    """

    x: Raw
    y: Integers | Floats
    num_train: int | None = None
