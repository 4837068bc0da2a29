"""When a run shows its next picture, and how long it trains until then."""

import time

SLOW_SECONDS = 0.2
"""Between two batches in slow motion."""
_CHUNK_SECONDS = 0.03
_SHORTEST_CHUNK_SECONDS = 0.005
_EARLY_SECONDS = 0.003
"""A picture may come so much too early, rather than a whole chunk too late."""
_EPOCH_PICTURE_SECONDS = 0.25
"""Within an epoch that takes longer than this, pictures between its ends."""
_QUICK_PICTURE_SECONDS = 0.02
_REST_AFTER_QUICK, _REST_AFTER_SLOW = 3.0, 6.0
"""In turbo, training gets at least so many times the time that a picture took: a large network shows fewer pictures."""


class Pace:
    """The rate of pictures: no more than the server and the page want, and than training can spare."""

    def __init__(self, rate: float) -> None:
        self.server_rate = rate
        """Pictures a second that this run may show."""
        self.page_rate: float | None = None
        """Pictures a second that the page has a use for; None for as many as it gets."""
        self._cost = self._last = 0.0

    def begin(self) -> None:
        """The next picture is due at once."""
        self._last = 0.0

    def is_due(self, speed: str, epoch_ended: bool) -> bool:
        """Whether it is time for a picture, after a chunk at that speed."""
        since = time.monotonic() - self._last
        if speed == "slow":
            return since >= min(self._gap(), SLOW_SECONDS)
        if speed == "epoch" and not epoch_ended:
            return since >= max(self._gap(), _EPOCH_PICTURE_SECONDS)
        if speed == "epoch":
            return since >= self._gap() / 2
        return since >= self._turbo_gap() - _EARLY_SECONDS

    def chunk_seconds(self) -> float:
        """How long to train: a chunk ends when the next picture is due."""
        left = self._last + self._turbo_gap() - time.monotonic()
        return min(_CHUNK_SECONDS, max(_SHORTEST_CHUNK_SECONDS, left))

    def made(self, began: float) -> None:
        """A picture was made, from ``began`` on (``time.monotonic``) until now."""
        self._last, spent = began, time.monotonic() - began
        self._cost = spent if self._cost > 5 * spent else 0.8 * self._cost + 0.2 * spent

    def _gap(self) -> float:
        """Seconds between two pictures that the server and the page want at least."""
        return max(1.0 / rate for rate in (self.server_rate, self.page_rate or self.server_rate))

    def _turbo_gap(self) -> float:
        rest = _REST_AFTER_QUICK if self._cost < _QUICK_PICTURE_SECONDS else _REST_AFTER_SLOW
        return max(self._gap(), self._cost * (1 + rest))
