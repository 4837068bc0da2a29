"""How many pictures a second each run may show: what the web process can pass on in its part of the machine, shared."""

from collections.abc import Callable

from playground.jobs import spending
from playground.jobs.spending import Seconds
from playground.runs.settings import Settings

_PART = 0.25
"""Of the cores, at most so much for the web process. What workers spend on pictures is bounded in ``pace.py``, so that
training keeps at least half of the machine."""
_WINDOW_SECONDS = 1.0
_GROWTH = 1.1
_LEAST = 0.1


class Rates:
    """Measures what this process takes of the processor, and gives fewer pictures where that is too much."""

    def __init__(self, clock: Callable[[], Seconds] = spending.now) -> None:
        self._clock = clock
        self._mark = clock()
        self._room = 1.0
        """The part of ``frames_per_core`` that there is room for."""

    def look(self, settings: Settings) -> None:
        """Called now and then: measure what this process did since the last time."""
        now = self._clock()
        wall = now.wall - self._mark.wall
        if wall < _WINDOW_SECONDS:
            return
        used = (now.own - self._mark.own) / wall / settings.num_cores
        self._mark = now
        self._room *= max(0.5, _PART / used) if used > _PART else _GROWTH
        self._room = min(1.0, max(_LEAST, self._room))

    def each(self, settings: Settings, num_running: int) -> float:
        """Pictures per second for each of ``num_running`` watched runs, at least one."""
        share = settings.frames_per_core * self._room * settings.num_cores / max(1, num_running)
        return max(1.0, min(settings.frames_per_second, share))
