"""How many steps a chunk may have, by the speed of the chunk before: steps for a second of the processor's time."""

from collections.abc import Callable

from playground.jobs import spending
from playground.jobs.spending import Seconds

GROWTH = 4
"""A chunk is at most so many times longer than the one before."""
_FIRST = 16


class Tempo:
    """Knows the last chunk's speed.

    The processor's time counts, not the wall's: beside others a chunk would have fewer and fewer steps, each at the
    whole price of a call, and the more there are, the less of the machine would train.
    """

    def __init__(self, clock: Callable[[], Seconds] = spending.now) -> None:
        self.now = clock
        """When a chunk begins, for ``note``."""
        self._steps_per_second = 0.0
        self._last_steps = 0

    def note(self, num_steps: int, began: Seconds) -> None:
        """A chunk of so many steps, which began then, has ended now."""
        self._steps_per_second = num_steps / max(spending.between(began, self.now()).own, 1e-6)
        self._last_steps = num_steps

    def affordable_steps(self, seconds: float, steps_per_epoch: int) -> int:
        """How many steps so many seconds of the processor are good for, at least one; at first a few."""
        if not self._steps_per_second:
            return min(steps_per_epoch, _FIRST)
        return max(1, min(int(seconds * self._steps_per_second), GROWTH * self._last_steps))
