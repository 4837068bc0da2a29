"""A clock that stands still until it is moved: seconds of the wall and of the processor."""

from playground.jobs.spending import Seconds


class Clock:
    """Begins at some moment; ``load`` seconds pass on the wall for each of the processor."""

    def __init__(self) -> None:
        self._wall, self._own = 100.0, 7.0
        self.load = 1.0

    def __call__(self) -> Seconds:
        return Seconds(self._wall, self._own)

    def work(self, seconds: float) -> None:
        """This process works for so many seconds of the processor."""
        self._own += seconds
        self._wall += seconds * self.load

    def wait(self, seconds: float) -> None:
        """It does nothing."""
        self._wall += seconds
