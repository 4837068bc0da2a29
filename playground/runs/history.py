"""The curve of a run, from the first epoch on, within a fixed amount of memory."""

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]

CAPACITY = 8192
DENSE = 1024
"""The newest epochs, of which every one is kept."""


class History:
    """Rows of epoch, losses and metrics; float64 ``(n, columns)``, the epoch in the first column.

    Beyond ``CAPACITY`` rows every second one goes, except the newest ``DENSE`` epochs, so that the rows kept follow
    from how many there were and not from how they arrived.
    """

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.stride = 1
        self.era = 0
        """Grows when a curve ends or begins again; who has followed until then must take the whole again."""
        self.generation = 0
        """Grows when rows are thinned out; who has followed until then may take the whole again, to have less."""
        self._rows: Rows = np.empty((0, 0))
        self._length = 0

    @property
    def rows(self) -> Rows:
        """A copy of all rows."""
        return self._rows[: self._length].copy()

    @property
    def last_epoch(self) -> float:
        """The newest epoch, 0 before the first."""
        return float(self._rows[self._length - 1, 0]) if self._length else 0.0

    def __len__(self) -> int:
        return self._length

    def clear(self, names: tuple[str, ...]) -> None:
        """Forget every row."""
        self.names, self.stride, self._length = names, 1, 0
        self.era += 1
        if self._rows.shape[1] != len(names):
            self._rows = np.empty((256, len(names)))

    def append(self, rows: Rows) -> None:
        """Add newer rows, ``(n, columns)``."""
        while len(rows):
            taken = rows[: CAPACITY + 1 - self._length]
            self._make_room(self._length + len(taken))
            self._rows[self._length : self._length + len(taken)] = taken
            self._length += len(taken)
            rows = rows[len(taken) :]
            if self._length > CAPACITY:
                self._thin()

    def after(self, epoch: float) -> Rows:
        """A copy of the rows newer than ``epoch``."""
        start = int(np.searchsorted(self._rows[: self._length, 0], epoch, side="right")) if self._length else 0
        return self._rows[start : self._length].copy()

    def cut(self, epoch: float) -> None:
        """Forget the rows after ``epoch``: a run that resumes from a snapshot has not seen them."""
        self._length -= len(self.after(epoch))
        self.era += 1

    def _make_room(self, length: int) -> None:
        if length > len(self._rows):
            larger = np.empty((max(length, min(2 * len(self._rows), CAPACITY + 1)), self._rows.shape[1]))
            larger[: self._length] = self._rows[: self._length]
            self._rows = larger

    def _thin(self) -> None:
        self.generation += 1
        while self._length > CAPACITY:
            self.stride *= 2
            rows = self._rows[: self._length]
            kept = rows[
                (rows[:, 0] % self.stride == 0) | (rows[:, 0] > rows[-1, 0] - DENSE) | (rows[:, 0] == rows[0, 0])
            ]
            self._rows[: len(kept)] = kept
            self._length = len(kept)
