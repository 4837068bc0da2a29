"""The moments of a run that are kept: what a learner can go back to, within a fixed amount of memory."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.engine.snapshots import Position, Snapshot

BUDGET_BYTES = 64_000_000
DENSE = 50
"""So many of the newest moments are kept whatever lies between them."""
MOST = 400
"""More could not be told apart on a timeline."""


@dataclass(frozen=True)
class Moment:
    """The network at one step, and all that is needed to go on from there."""

    snapshot: Snapshot
    num_weights: int
    values: Mapping[str, float] = field(default_factory=dict)
    """Losses and metrics of the last epoch completed before it."""

    @property
    def position(self) -> Position:
        """Where in the training it was."""
        return self.snapshot.position

    @property
    def weights(self) -> list[NDArray[Any]]:
        """In the order of ``model.weights``, moving averages included."""
        return self.snapshot.arrays[: self.num_weights]

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return sum(int(array.nbytes) for array in self.snapshot.arrays)


class Moments:
    """The first moment, the newest ``DENSE``, and between them some: more of the early ones, where much changes.

    However long a run is, they hold at most ``budget`` bytes; where fewer than two fit, the newest alone is kept.
    """

    def __init__(self, budget: int = BUDGET_BYTES) -> None:
        self._budget = budget
        self._kept: list[Moment] = []
        self.version = 0
        """Grows with every change."""

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Moment]:
        return iter(self._kept)

    @property
    def size(self) -> int:
        """Bytes of all arrays."""
        return sum(moment.size for moment in self._kept)

    def add(self, moment: Moment) -> None:
        """Keep a newer moment; one of the same step takes the place of the old."""
        self.forget_from(moment.position.step)
        self._kept.append(moment)
        self.version += 1
        most = max(1, min(MOST, self._budget // max(1, moment.size)))
        while len(self._kept) > most:
            del self._kept[self._least_missed(most)]

    def forget_from(self, step: int) -> None:
        """Forget the moments at that step and later: the run has gone back."""
        keep = bisect_left(self._kept, step, key=lambda moment: moment.position.step)
        if keep < len(self._kept):
            del self._kept[keep:]
            self.version += 1

    def at(self, step: int) -> Moment | None:
        """The moment of that step, or None where it is not kept (any more)."""
        index = bisect_left(self._kept, step, key=lambda moment: moment.position.step)
        found = self._kept[index] if index < len(self._kept) else None
        return found if found is not None and found.position.step == step else None

    def positions(self) -> NDArray[np.int32]:
        """Step, epoch and batch of each, int32 ``(moments, 3)``."""
        return np.array([moment.position for moment in self._kept], np.int32).reshape(-1, 3)

    def _least_missed(self, most: int) -> int:
        """Which one to forget: where the gap that it leaves is the smallest for its age in the run."""
        if most < 2:
            return 0
        last = max(2, len(self._kept) - min(DENSE, most // 2))
        steps = [moment.position.step for moment in self._kept[: last + 1]]
        gaps = [(steps[i + 1] - steps[i - 1]) / (1 + steps[i]) for i in range(1, len(steps) - 1)]
        return 1 + int(np.argmin(gaps))
