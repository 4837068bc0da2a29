"""When a run shows its next picture, and how long it trains until then.

What training and pictures cost is counted in seconds of the processor (``Seconds.own``), as a worker shares the cores
with those of other learners; when a picture is due is a matter of the wall's seconds.
"""

from collections.abc import Callable

from playground.jobs import spending
from playground.jobs.spending import Seconds

SLOW_SECONDS = 0.2
"""Between two batches in slow motion."""
_CHUNK_SECONDS = 0.03
_SHORTEST_CHUNK_SECONDS = 0.005
"""A call of the loop has a price of its own, a fifth of this at most; shorter chunks would be paid for nothing."""
_DEAF_SECONDS = 0.15
"""No command is heard during a chunk, so it should take no longer on the wall, however busy the machine is."""
_EARLY_SECONDS = 0.003
"""A picture may come so much too early, rather than a whole chunk too late."""
_EPOCH_PICTURE_SECONDS = 0.25
"""Within an epoch that takes longer than this, pictures between its ends."""
_QUICK_PICTURE_SECONDS = 0.02
_REST_AFTER_QUICK, _REST_AFTER_SLOW = 2.0, 6.0
"""In turbo, training gets at least so many times the time that a picture took: a large network shows fewer pictures."""
_FADING = 0.9
"""How much of what is known about the load of the machine is left after one more chunk or picture."""


class Pace:
    """The rate of pictures: no more than the server and the page want, and than training can spare."""

    def __init__(self, rate: float, clock: Callable[[], Seconds] = spending.now) -> None:
        self.server_rate = rate
        """Pictures a second that this run may show."""
        self.page_rate: float | None = None
        """Pictures a second that the page has a use for; None for as many as it gets."""
        self.training = self.pictures = 0.0
        """Seconds of the processor that went into them."""
        self.now = clock
        """When a chunk or a picture begins, for ``trained`` and ``made``."""
        self._cost = self._owed = self._last = 0.0
        self._lately = Seconds(0.0, 0.0)

    def begin(self) -> None:
        """The next picture is due at once."""
        self._last = self._owed = 0.0

    def is_due(self, speed: str, epoch_ended: bool) -> bool:
        """Whether it is time for a picture, after a chunk at that speed."""
        since = self.now().wall - self._last
        if speed == "slow":
            return since >= min(self._gap(), SLOW_SECONDS)
        if speed == "epoch" and not epoch_ended:
            return since >= max(self._gap(), _EPOCH_PICTURE_SECONDS)
        if speed == "epoch":
            return since >= self._gap() / 2
        return since >= self._gap() - _EARLY_SECONDS and self._owed < _SHORTEST_CHUNK_SECONDS / 2

    def chunk_seconds(self) -> float:
        """How long to train, of the processor's time: it ends when the next picture is due, or a command may be."""
        left = (self._last + self._gap() - self.now().wall) / self._stretch
        longest = min(_CHUNK_SECONDS, _DEAF_SECONDS / self._stretch)
        return max(_SHORTEST_CHUNK_SECONDS, min(longest, max(left, self._owed)))

    def trained(self, began: Seconds) -> None:
        """A chunk was trained, from ``began`` until now."""
        spent = self._note(began)
        self.training += spent.own
        self._owed -= spent.own

    def made(self, began: Seconds) -> None:
        """A picture was made, from ``began`` until now."""
        spent = self._note(began)
        self.pictures += spent.own
        self._last = began.wall
        self._cost = spent.own if self._cost > 5 * spent.own else 0.8 * self._cost + 0.2 * spent.own
        self._owed = self._cost * (_REST_AFTER_QUICK if self._cost < _QUICK_PICTURE_SECONDS else _REST_AFTER_SLOW)

    @property
    def _stretch(self) -> float:
        """Seconds that pass on the wall for each that this process gets of the processor, lately."""
        wall, own = self._lately
        return max(1.0, wall / own) if own else 1.0

    def _note(self, began: Seconds) -> Seconds:
        spent = spending.between(began, self.now())
        self._lately = Seconds(*(_FADING * old + new for old, new in zip(self._lately, spent, strict=True)))
        return spent

    def _gap(self) -> float:
        """Seconds between two pictures that the server and the page want at least."""
        return max(1.0 / rate for rate in (self.server_rate, self.page_rate or self.server_rate))
