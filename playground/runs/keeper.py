"""Who has which run, who waits, and what ends when. One keeper for the web process."""

import itertools
import logging
import threading
import time

from playground.runs import wire
from playground.runs.backends import Backend, Forking, Starting
from playground.runs.link import Kind, pack
from playground.runs.pump import Connection, Pump
from playground.runs.run import NOT_STARTED, Run
from playground.runs.settings import Settings
from playground.runs.wire import Malformed
from playground.spec import Experiment, Explained

log = logging.getLogger(__name__)

_NUMBERS = itertools.count(1)
_HUNG_UP_SECONDS = 0.5
"""How long after its last word a worker's process may still be there."""
_UNWATCHED_RATE = 1.0


class Attempt:
    """One worker process of a run; a run that is resumed has several, one after the other."""

    def __init__(self, keeper: "Keeper", run: Run, backend: Backend) -> None:
        self.id = next(_NUMBERS)
        self.run = run
        self.backend = backend
        self.is_starting = True
        self.is_over = False
        self.kill_at = self.show_by = float("inf")
        self._keeper = keeper
        self._connection: Connection | None = None

    def connected(self, connection: Connection) -> None:
        """Speak to the worker."""
        self._connection = connection
        if not self.is_over:
            self.run.connect(self.speak, self._keeper.rate_of(self.run), self._keeper.settings)

    def speak(self, kind: Kind, payload: bytes) -> None:
        """Send one message."""
        if self._connection:
            self._connection.send(pack(kind, payload))

    def started(self, pid: int) -> None:
        """From now on the worker should show something soon."""
        if not self.is_over:
            self.run.pid = pid
            self._expect_a_sign()

    def received(self, kind: Kind, payload: bytes) -> None:
        """Pass on what the worker says, and notice how far its start is."""
        if self.is_over:
            return
        try:
            self.run.receive(kind, payload)
        except (Malformed, KeyError, ValueError):
            log.exception("a worker said something malformed")
            self.kill()
            return
        if kind is Kind.FRAME:
            self.show_by = float("inf")
        elif kind is Kind.STATUS:
            self._notice(self.run.state, bool(self.run.status().get("loaded")))

    def hung_up(self) -> None:
        """The worker is about to be gone; do not wait for ever."""
        self.kill_at = min(self.kill_at, time.monotonic() + _HUNG_UP_SECONDS)

    def ended(self, reason: str) -> None:
        """The process is gone."""
        if self._connection:
            self._connection.close()
        self._keeper.attempt_ended(self, reason)

    def kill(self) -> None:
        """End the process at once."""
        self.kill_at = float("inf")
        self.backend.kill(self)

    def _expect_a_sign(self) -> None:
        self.show_by = time.monotonic() + self._keeper.settings.first_frame_seconds

    def _notice(self, state: str, loaded: bool) -> None:
        if state != "building":
            self.is_starting = False
            self.show_by = float("inf")
        elif loaded:
            self._expect_a_sign()
        else:
            self.show_by = float("inf")


class Keeper:
    """Starts, queues, finds and ends runs. Every public method may be called from any thread and returns at once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._runs: dict[str, Run] = {}
        self._owners: dict[str, set[str]] = {}
        """Owners by the token of their run."""
        self._alone_since: dict[str, float] = {}
        self._queue: list[Run] = []
        self._attempts: dict[str, Attempt] = {}
        """The worker of each run that has one."""
        self._leaving: set[Attempt] = set()
        """Workers that were told to stop."""
        self._pump = Pump(self._tick)
        self._forking = Forking(settings, self._pump)
        self._starting = Starting(settings, self._pump)
        self._uses_starting = not settings.forks
        self._is_open = False

    @property
    def trainer_pid(self) -> int | None:
        """The process that workers are forked from."""
        return self._forking.pid

    def open(self) -> None:
        """Start the pump, and get the first workers ready."""
        with self._lock:
            if self._is_open:
                return
            self._is_open = True
            self._backend().open()
            self._pump.open()

    def close(self) -> None:
        """End every run and every process."""
        with self._lock:
            if not self._is_open:
                self._pump.close()
                return
            self._is_open = False
            runs = list(self._runs.values())
            self._queue.clear()
        self._pump.close()
        self._forking.close()
        self._starting.close()
        for run in runs:
            run.end()

    # What the page asks.

    def start(self, experiment: Experiment, owner: str, autoplay_epochs: int | None) -> Run:
        """A new run for an owner, instead of the one it had.

        Raises:
            InvalidExperiment: it cannot be built or is too much work here.
        """
        experiment.check(self.settings.limits)
        self.open()
        run = Run(experiment, autoplay_epochs, self._asked)
        with self._lock:
            place = self._release(owner)
            self._runs[run.token] = run
            self._owners[run.token] = {owner}
            self._queue.insert(len(self._queue) if place is None else place, run)
        self._pump.call(self._admit)
        return run

    def branch(self, parent: Run, step: int, owner: str) -> Run:
        """A run of the same experiment that goes on from a moment of another one, which pauses and stays.

        Any other run that the owner had ends.

        Raises:
            Explained: that moment is no longer kept, or the parent's worker does not answer.
        """
        header, arrays = parent.ask({"do": "hand_over", "step": step})
        parent.send({"do": "pause"})
        parent.send({"do": "view", "step": None})
        names, rows = parent.history()
        run = Run(parent.experiment, None, self._asked)
        snapshot = wire.encode({"type": "snapshot", **header["snapshot"]}, arrays)
        run.begin_from(snapshot, names, rows[rows[:, 0] <= header["snapshot"]["epoch"]])
        run.beside, parent.beside = parent.token, run.token
        with self._lock:
            self._release(owner, but=parent.token)
            self._runs[run.token] = run
            self._owners[run.token] = {owner}
            self._queue.append(run)
        self._pump.call(self._admit)
        return run

    def find(self, token: str) -> Run | None:
        """The run with that token."""
        return self._runs.get(token)

    def attach(self, owner: str, run: Run) -> None:
        """The owner's page shows this run and keeps the one beside it; what else it had ends, unless others show it."""
        with self._lock:
            if run.token not in self._runs or owner in self._owners[run.token]:
                return
            self._release(owner, but=run.beside)
            for token in {run.token, run.beside} & self._runs.keys():
                self._owners[token].add(owner)
                self._alone_since.pop(token, None)

    def detach(self, owner: str) -> None:
        """The owner's page is gone, for now."""
        with self._lock:
            for token, owners in self._owners.items():
                if owner in owners:
                    owners.discard(owner)
                    if not owners:
                        self._alone_since[token] = time.monotonic()

    def rate_of(self, run: Run) -> float:
        """Pictures per second for a run: its share while somebody watches."""
        watched = sum(1 for other in self._runs.values() if other.num_viewers and other.state == "running")
        return self.settings.frame_rate(watched) if run.num_viewers else _UNWATCHED_RATE

    def num_workers(self) -> int:
        """Workers that exist or are on their way."""
        return len(self._attempts) + len(self._leaving)

    # What runs and workers tell.

    def _asked(self, run: Run, what: str) -> None:
        if what == "watched":
            run.set_rate(self.rate_of(run))
        elif what == "stop":
            self._stop(run)
        elif what == "resume":
            self._resume(run)

    def attempt_ended(self, attempt: Attempt, reason: str) -> None:
        """A worker's process is gone."""
        with self._lock:
            self._leaving.discard(attempt)
            was_current = self._attempts.get(attempt.run.token) is attempt
            if was_current:
                del self._attempts[attempt.run.token]
        if was_current and not attempt.is_over and self._is_open:
            attempt.is_over = True
            if attempt.run.has_ended:
                attempt.run.end()
            else:
                log.warning("a worker ended unexpectedly: %s", reason)
                attempt.run.crash(reason)
        self._admit()

    def _stop(self, run: Run) -> None:
        with self._lock:
            if run in self._queue:
                self._queue.remove(run)
            self._dismiss(run)
        run.end()

    def _dismiss(self, run: Run) -> None:
        """Tell the worker of a run to stop, and listen to it no more; it is killed if it stays."""
        attempt = self._attempts.pop(run.token, None)
        if attempt:
            attempt.is_over = True
            attempt.kill_at = time.monotonic() + self.settings.stop_seconds
            self._leaving.add(attempt)
            attempt.speak(Kind.COMMAND, b'{"do":"stop"}')

    def _resume(self, run: Run) -> None:
        with self._lock:
            if not run.has_ended or run.token not in self._runs or run in self._queue:
                return
            self._dismiss(run)
            run.prepare_resume()
            run.launch()
            self._queue.append(run)
        self._pump.call(self._admit)

    def _release(self, owner: str, but: str = "") -> int | None:
        """End the runs that an owner alone has; the place in the line, if one waited, is for what replaces it."""
        place = None
        for token, owners in list(self._owners.items()):
            if owner in owners and token != but:
                owners.discard(owner)
                if not owners:
                    run = self._runs[token]
                    place = self._queue.index(run) if run in self._queue else place
                    self._forget(run)
        return place

    def _forget(self, run: Run) -> None:
        self._stop(run)
        del self._runs[run.token], self._owners[run.token]
        self._alone_since.pop(run.token, None)

    # What the pump's thread does.

    def _tick(self) -> None:
        now = time.monotonic()
        with self._lock:
            attempts = [*self._attempts.values(), *self._leaving]
        for attempt in attempts:
            if now > attempt.kill_at:
                attempt.kill()
            elif now > attempt.show_by and attempt.backend is self._forking:
                self._fall_back(attempt)
        self._starting.tick()
        self._reap(now)
        self._admit()
        for run in list(self._runs.values()):
            run.set_rate(self.rate_of(run))

    def _fall_back(self, attempt: Attempt) -> None:
        """A forked worker hangs: from now on workers are started."""
        log.error("a forked worker showed nothing for %g s; starting one instead", self.settings.first_frame_seconds)
        with self._lock:
            self._uses_starting = True
            attempt.is_over = True
            self._leaving.add(attempt)
            self._attempts.pop(attempt.run.token, None)
            self._queue.insert(0, attempt.run)
        attempt.kill()

    def _reap(self, now: float) -> None:
        with self._lock:
            for token, since in list(self._alone_since.items()):
                run = self._runs[token]
                if run.num_viewers:
                    self._alone_since[token] = now
                elif now - since > self.settings.grace_seconds:
                    self._forget(run)

    def _admit(self) -> None:
        """Give workers to the first in line, and tell the others their place."""
        with self._lock:
            while self._queue and self._is_open and self._has_room():
                run = self._queue.pop(0)
                attempt = Attempt(self, run, self._backend())
                self._attempts[run.token] = attempt
                if self._is_broken():
                    run.end("failed", Explained(NOT_STARTED))
                    del self._attempts[run.token]
                    continue
                run.launch()
                attempt.backend.launch(attempt)
            for index, run in enumerate(self._queue):
                run.queue(index + 1)

    def _has_room(self) -> bool:
        starting = sum(attempt.is_starting for attempt in self._attempts.values())
        return self.num_workers() < self.settings.max_runs and starting < self.settings.max_starts

    def _backend(self) -> Backend:
        return self._starting if self._uses_starting else self._forking

    def _is_broken(self) -> bool:
        return (self._starting if self._uses_starting else self._forking).is_broken
