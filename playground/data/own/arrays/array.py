"""An array in a file that has not been loaded yet, and what is said of one that cannot be."""

import math
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.own.forms import Choice
from playground.data.own.limits import Limits, check, check_bytes
from playground.spec.errors import N_, NP_, DataUnavailable, Explained

MAX_ARRAYS = 500


@dataclass(frozen=True)
class Array:
    """An array in a file that has not been loaded yet."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    load: Callable[[], NDArray[Any]]

    @property
    def is_numbers(self) -> bool:
        """Whether it holds numbers."""
        return self.dtype.kind in "iufb"

    @property
    def is_text(self) -> bool:
        """Whether it holds text."""
        return self.dtype.kind in "SUO"

    @property
    def choice(self) -> Choice:
        """What the page says of it."""
        kind = "text" if self.is_text else str(self.dtype)
        return Choice(name=self.name, shape=self.shape, type=kind)


@contextmanager
def reading() -> Iterator[None]:
    """Explain what NumPy and h5py raise for damaged files.

    Raises:
        DataUnavailable: in place of their errors.
    """
    try:
        yield
    except (OSError, ValueError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        if isinstance(error, DataUnavailable):
            raise
        raise damaged() from error


def damaged() -> DataUnavailable:
    """The explanation of a file in which an array cannot be read."""
    return DataUnavailable(
        N_("The file is damaged or not complete: an array in it cannot be read. Save it again, or upload it once more.")
    )


def check_size(name: str, shape: Sequence[int], dtype: np.dtype[Any], limits: Limits) -> None:
    """Refuse an array that is larger than allowed, by what its header says."""
    count = math.prod(shape)
    check_bytes("unpacked_bytes", N_("Unpacked size"), count * dtype.itemsize, limits.unpacked_bytes)
    if len(shape) > 1 or dtype.kind != "O":
        return
    check("rows", N_("Rows"), count, limits.rows)


def shown_shape(shape: tuple[int, ...]) -> str:
    """A shape as a learner of NumPy knows it."""
    return f"({', '.join(str(length) for length in shape)})"


def uneven(x: Array, y: Array) -> DataUnavailable:
    """The explanation of samples and labels of different lengths."""
    samples = Explained(NP_("{count} sample", "{count} samples"), count=f"{x.shape[0] if x.shape else 1:,}")
    labels = Explained(NP_("{count} label", "{count} labels"), count=f"{max(y.shape, default=1):,}")
    return DataUnavailable(
        N_("“{x}” has {samples}, but “{y}” has {labels}. Both need the same length."),
        x=x.name, samples=samples, y=y.name, labels=labels,
    )  # fmt: skip
