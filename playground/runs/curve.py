"""What a worker has to say of its curve: the rows that are new, the last of them, and how fast they come."""

import time
from collections import deque
from collections.abc import Iterable
from typing import Any

import numpy as np

from playground.runs import wire
from playground.runs.history import Rows

_SPEED_WINDOW_SECONDS = 1.0


class Curve:
    """The rows of a run that were not said yet; ``last_row`` has the figures of the last completed epoch by name."""

    def __init__(self, metric_names: Iterable[str]) -> None:
        names = tuple(metric_names)
        self.columns = ("epoch", *names, *(f"val_{name}" for name in names))
        self.last_row: dict[str, float] = {}
        self._new_rows: list[Any] = []
        self._as_trained: dict[str, float] | None = None
        """What ``last_row`` was before weights were set by hand, as long as no epoch ended since."""

    def take(self, rows: list[Any]) -> None:
        """Rows that were just trained."""
        self._new_rows.extend(rows)
        if rows:
            self._as_trained = None
            self.last_row = dict(zip(self.columns[1:], rows[-1].values, strict=True))

    def go_back(self, last_row: dict[str, float]) -> None:
        """The run is at an earlier moment, whose last row that is."""
        self.last_row = dict(last_row)
        self._as_trained = None
        self._new_rows.clear()

    def were_set(self, figures: dict[str, float]) -> None:
        """Weights were set by hand: these are the network's figures now; the rows keep those of their epochs."""
        if self._as_trained is None:
            self._as_trained = self.last_row
        self.last_row = dict(figures)

    def were_put_back(self) -> bool:
        """The network is what it was at the end of the epoch: its figures count again. False where it is not."""
        if self._as_trained is None:
            return False
        self.last_row, self._as_trained = self._as_trained, None
        return True

    def news(self, reset: bool = False, cut: int | None = None) -> bytes | None:
        """The message with the new rows, None where there is nothing to say.

        Args:
            reset: the curve begins again.
            cut: rows after that epoch are to be forgotten.
        """
        if not self._new_rows and not reset and cut is None:
            return None
        rows: Rows = np.array([(row.epoch, *row.values) for row in self._new_rows], np.float64)
        rows = rows.reshape(len(self._new_rows), len(self.columns))
        self._new_rows.clear()
        header = {"type": "history", "names": list(self.columns), "reset": reset, "cut": cut}
        return wire.encode(header, {"rows": rows})


class Speedometer:
    """Epochs per second over about the last second of training."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, float]] = deque()

    def restart(self) -> None:
        """Something else begins: what was measured before says nothing about it."""
        self._marks.clear()

    def note(self, epochs: float) -> None:
        """So many epochs, and parts of one, are trained by now."""
        now = time.monotonic()
        self._marks.append((now, epochs))
        while now - self._marks[0][0] > _SPEED_WINDOW_SECONDS:
            self._marks.popleft()

    @property
    def epochs_per_second(self) -> float:
        """0 until there is something to compare."""
        if len(self._marks) < 2:
            return 0.0
        (first, start), (last, end) = self._marks[0], self._marks[-1]
        return (end - start) / max(1e-6, last - first)
