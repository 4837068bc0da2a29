"""The moments of a run that a learner can go back to: when one is kept, and which one is looked at."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from playground.jobs import spending
from playground.jobs.spending import Seconds
from playground.runs import wire
from playground.spec import N_, Explained

DENSE_EPOCHS = 10
"""Each of the first epochs is a moment: much happens in them. Further ones follow at distances that grow."""
_GROWTH = 1.12
_GAP_SECONDS = 0.1
_SHARE = 50
"""Keeping moments takes at most one part in so many of the processor's time, but for those at fixed epochs."""
_SAY_SECONDS = 0.4
_QUICK_SECONDS = 0.02

NOT_KEPT = N_("That moment of the run is no longer kept. Choose one that the timeline shows.")


def next_epoch(epoch: int) -> int:
    """The next epoch whose end is a moment, however fast the training is: 1 to 10, 12, 14, 16, 18, 21, 24, …

    >>> [next_epoch(epoch) for epoch in (0, 9, 10, 100, 1000)]
    [1, 10, 12, 104, 1041]
    """
    found = min(epoch + 1, DENSE_EPOCHS)
    while found <= epoch:
        found = int(found * _GROWTH) + 1
    return found


def is_kept(epoch: int) -> bool:
    """Whether the end of that epoch is such a moment."""
    return epoch > 0 and next_epoch(epoch - 1) == epoch


class Timeline:
    """Keeps moments of a trainer within a fixed amount of memory; ``viewed`` is the one that is shown, or None."""

    def __init__(self, trainer: Any, budget_bytes: int, clock: Callable[[], Seconds] = spending.now) -> None:
        from playground.engine.moments import Moments

        self._trainer = trainer
        self._moments = Moments(budget_bytes)
        self._clock = clock
        self._taken_at, self._said_at = clock(), 0.0
        self._said_version = 0
        self._costs: deque[float] = deque(maxlen=5)
        self.viewed: Any = None

    @property
    def moments(self) -> Any:
        """All that are kept, the oldest first."""
        return self._moments

    @property
    def _cost(self) -> float:
        """Seconds of the processor that a moment takes: the least of the last few, as a first one takes more."""
        return min(self._costs) if len(self._costs) > 1 else 0.0

    def epochs_to_next(self, most: int) -> int:
        """After how many epochs, ``most`` at most, the next chunk should end, so that its end may be a moment."""
        if self._cost >= _QUICK_SECONDS:
            return most
        epoch = int(self._trainer.position.epoch)
        return min(most, next_epoch(epoch) - epoch)

    def begin_again(self, values: dict[str, float]) -> None:
        """The run is at its beginning, or goes on from elsewhere: only the present moment is kept."""
        self.viewed = None
        self._moments.forget_from(0)
        self.take(values)

    def take(self, values: dict[str, float]) -> None:
        """Keep the present moment."""
        began = self._clock()
        self._moments.add(self._trainer.moment(values))
        self._taken_at = self._clock()
        self._costs.append(spending.between(began, self._taken_at).own)

    def follow(self, values: dict[str, float], epoch_ended: bool) -> None:
        """After a chunk: keep the moment where it is time for one."""
        position = self._trainer.position
        is_due = epoch_ended and not position.batch and self._cost < _QUICK_SECONDS and is_kept(position.epoch)
        since = spending.between(self._taken_at, self._clock())
        if is_due or (since.wall >= _GAP_SECONDS and since.own >= _SHARE * self._cost):
            self.take(values)

    def view(self, step: int | None) -> None:
        """Look at an earlier moment; None for the present. One that is not kept changes nothing."""
        if step is None:
            self.viewed = None
        else:
            self.viewed = self._moments.at(step) or self.viewed

    def go_back(self, step: int) -> Any:
        """Forget what came after a moment; gives that moment.

        Raises:
            Explained: it is not kept.
        """
        moment = self.at(step)
        self._moments.forget_from(step + 1)
        self.viewed = None
        return moment

    def at(self, step: int) -> Any:
        """The moment of that step.

        Raises:
            Explained: it is not kept.
        """
        found = self._moments.at(step)
        if found is None:
            raise Explained(NOT_KEPT)
        return found

    def said_viewed(self) -> dict[str, Any] | None:
        """The viewed moment for the header of a picture."""
        return None if self.viewed is None else {**self.viewed.position._asdict(), "values": dict(self.viewed.values)}

    def news(self, at_once: bool) -> bytes | None:
        """The message that says which moments there are; None where it was said, or just before."""
        now = time.monotonic()
        is_known = self._moments.version == self._said_version
        if is_known or (not at_once and now - self._said_at < _SAY_SECONDS):
            return None
        self._said_version, self._said_at = self._moments.version, now
        return wire.encode({"type": "moments"}, {"moments": self._moments.positions()})
