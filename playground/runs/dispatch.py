"""Gives workers to the runs in line, and takes them back. Which runs there are, and for whom, is the keeper's part."""

import json
import logging
import threading
import time
from collections.abc import Callable, Iterable

from playground.runs import commands
from playground.runs.attempt import Attempt, Attempts
from playground.runs.backends import Backend
from playground.runs.line import Line
from playground.runs.run import NOT_STARTED, Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from playground.runs.tickets import Tickets
from playground.spec import Explained

log = logging.getLogger(__name__)


class Dispatch:
    """Line, attempts and backends, under the keeper's lock. A run's lock may be taken within it, never the other way.

    Args:
        backends: the first is used; the next one when a worker of it shows nothing.
        soon: has something done in the pump's thread.
        rate: pictures per second for a run.
        settings: as they are now.
    """

    def __init__(
        self,
        lock: "threading.RLock",
        backends: list[Backend],
        soon: Callable[[Callable[[], None]], None],
        rate: Callable[[Run], float],
        settings: Callable[[], Settings],
    ) -> None:
        self._lock = lock
        self._backends = backends
        self._preferred = 0
        self._soon = soon
        self._rate = rate
        self._settings = settings
        self._line: Line[Run] = Line()
        self._attempts = Attempts()
        self._tickets: Tickets[Attempt] = Tickets()
        """To compile: no more at once than there are cores for it."""
        self._is_open = False

    @property
    def backend(self) -> Backend:
        """Where the next worker comes from."""
        return self._backends[self._preferred]

    def open(self) -> None:
        """Get the first workers ready, and begin to serve."""
        self._is_open = True
        self.backend.open()

    def stop(self) -> None:
        """Serve nobody any more."""
        with self._lock:
            self._is_open = False
            self._line.clear()

    def close(self) -> None:
        """End every process, once the pump has ended."""
        for backend in self._backends:
            backend.close()

    def num_workers(self) -> int:
        """Workers that exist or are on their way."""
        with self._lock:
            return len(self._attempts)

    def enter(self, run: Run, instead_of: Iterable[Run] = ()) -> None:
        """Have a run wait for a worker, at the foremost place of those that it replaces."""
        with self._lock:
            self._line.join(run, instead_of)
        self._soon(self.admit)

    def waits(self, run: Run) -> bool:
        """Whether a run is in line."""
        with self._lock:
            return run in self._line

    def withdraw(self, run: Run) -> None:
        """A run wants no worker any more; the one it has is told to stop, and killed if it stays."""
        with self._lock:
            self._line.leave(run)
            self._attempts.dismiss(run.token, self._settings().stop_seconds)

    # What workers tell, in the pump's thread.

    def attempt_connected(self, attempt: Attempt) -> None:
        """Give the worker its run, unless the run was ended before it came."""
        with self._lock:
            if attempt.is_over:
                attempt.say_stop()
            else:
                attempt.run.connect(attempt.speak, self._rate(attempt.run), self._settings())

    def attempt_spoke_late(self, attempt: Attempt) -> None:
        """A run that was ended has taken one more word of its worker; it stays ended."""
        with self._lock:
            if not self._attempts.has(attempt.run.token) and not self.waits(attempt.run):
                attempt.run.end()

    def attempt_came_up(self, attempt: Attempt) -> None:
        """A worker starts no more; so may another."""
        self.admit()

    def attempt_wishes(self, attempt: Attempt, wish: bytes) -> None:
        """A worker wants to compile, or has done so."""
        with self._lock:
            self._tickets.wish(attempt, json.loads(wish)["compile"])
        self.admit()

    def attempt_ended(self, attempt: Attempt, reason: str) -> None:
        """A worker's process is gone."""
        with self._lock:
            self._tickets.leave(attempt)
            if self._attempts.end(attempt) and self._is_open:
                self._lose(attempt, reason)
        self.admit()

    def _lose(self, attempt: Attempt, reason: str) -> None:
        if attempt.run.has_ended:
            attempt.run.end()
        elif attempt.backend.is_broken:
            attempt.run.end("failed", Explained(NOT_STARTED))
        else:
            log.warning("a worker ended unexpectedly: %s", reason)
            attempt.run.crash(reason)

    # What the pump's thread does.

    def tick(self) -> None:
        """Kill who stays too long, replace who shows nothing, and serve who waits."""
        now = time.monotonic()
        with self._lock:
            attempts = list(self._attempts)
        for attempt in attempts:
            if attempt.is_due(now):
                attempt.kill()
            elif attempt.shows_nothing(now):
                self._fall_back(attempt)
        for backend in self._backends:
            backend.tick()
        self.admit()

    def _fall_back(self, attempt: Attempt) -> None:
        """A worker hangs: from now on they come from the next backend, where there is one."""
        following = self._backends.index(attempt.backend) + 1
        with self._lock:
            if following == len(self._backends) or not self._attempts.counts(attempt):
                return
            log.error("a worker showed nothing for %g s; another kind is used", self._settings().first_frame_seconds)
            self._preferred = max(self._preferred, following)
            self._attempts.dismiss(attempt.run.token, 0.0)
            self._line.join_first(attempt.run)
        attempt.kill()

    def admit(self) -> None:
        """Give workers to the first in line, tell the others their place, and let those compile whose turn it is."""
        for attempt in self._admitted():
            attempt.backend.launch(attempt)
        for attempt in self._served():
            attempt.speak(Kind.COMMAND, commands.Compile().packed())

    def _served(self) -> list[Attempt]:
        """Who may compile now, on the cores that those who start leave.

        Ahead of Play, only while each worker has a core: it takes memory as well as time.
        """
        with self._lock:
            cores = self._settings().num_cores
            return self._tickets.give(cores - self._attempts.num_starting, ahead=len(self._attempts) <= cores)

    def _admitted(self) -> list[Attempt]:
        """The attempts to launch now, which is done without the lock: starting a process takes its time."""
        admitted: list[Attempt] = []
        limits = self._settings()
        with self._lock:
            while (
                self._is_open
                and self._line
                and len(self._attempts) < limits.max_runs
                and self._attempts.num_starting < limits.max_starts
            ):
                run = self._line.take()
                if self.backend.is_broken:
                    run.end("failed", Explained(NOT_STARTED))
                    continue
                admitted.append(Attempt(run, self.backend, self, self._settings().first_frame_seconds))
                self._attempts.begin(admitted[-1])
                run.launch()
            for run, place in self._line.places():
                run.queue(place)
        return admitted
