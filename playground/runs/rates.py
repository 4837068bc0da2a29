"""How many pictures a second each run may show: what the web process can pass on in its part of the machine, shared."""

from collections.abc import Callable

from playground.jobs import spending
from playground.jobs.spending import Seconds
from playground.runs.settings import Settings

_PART = 0.25
"""Of the cores, at most so much for the web process. What workers spend on pictures is bounded in ``pace.py``, so that
training keeps at least half of the machine."""
_WINDOW_SECONDS = 1.0
_FALL, _RISE = 0.5, 1.5
"""By how much the room changes in a second at most. It comes back as soon as it went: the scripts of a class that opens
the page take it for a moment only."""
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
        self._room *= max(_FALL, min(_RISE, _PART / max(used, 1e-9)))
        self._room = min(1.0, max(_LEAST, self._room))

    def each(self, settings: Settings, num_running: int) -> float:
        """Pictures per second for each of ``num_running`` watched runs, at least one."""
        share = settings.frames_per_core * self._room * settings.num_cores / max(1, num_running)
        return max(1.0, min(settings.frames_per_second, share))
