"""How much of something a stranger may have: so many at once, and so many a second from then on."""

import logging
import time
from collections.abc import Callable


class Allowance:
    """Fills by ``per_second`` up to ``at_once``; what is taken of an empty one is refused."""

    def __init__(self, at_once: float, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._per_second, self._clock = at_once, per_second, clock
        self._left, self._at = at_once, clock()
        self._num_refused = 0

    def grants(self) -> bool:
        """Whether there is one; it is taken then."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            self._num_refused += 1
            return False
        self._left -= 1
        return True

    def count_refused(self) -> int:
        """How often it was refused since this was last asked."""
        count, self._num_refused = self._num_refused, 0
        return count


class SparingLog:
    """A log about what strangers do, which says how many lines it kept to itself: a flood must not fill a disk."""

    def __init__(self, log: logging.Logger, allowance: Allowance) -> None:
        self._log, self._allowance = log, allowance

    def warning(self, text: str, *values: object, with_traceback: bool = False) -> None:
        """One line, as long as there are few."""
        if self._allowance.grants():
            unsaid = self._allowance.count_refused()
            self._log.warning(f"{text} (%d more were not said)", *values, unsaid, exc_info=with_traceback)
