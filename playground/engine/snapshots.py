"""A moment of a training as plain values."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class Position(NamedTuple):
    """Where the training is."""

    step: int
    """All batches done."""
    epoch: int
    """Epochs completed."""
    batch: int
    """Batches done inside the current epoch."""


@dataclass(frozen=True)
class Snapshot:
    """A moment of a run: restoring it goes on exactly as the run went on."""

    position: Position
    arrays: list[Any]
    """NumPy arrays; tensors in the one before a chunk."""
