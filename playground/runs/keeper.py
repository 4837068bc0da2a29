"""Which runs there are, who keeps them, and what ends when. One keeper for the web process."""

import threading
import time
from collections.abc import Callable, Iterable

from playground.runs import backends, wire
from playground.runs.backends import Backend
from playground.runs.dispatch import Dispatch
from playground.runs.leases import Leases
from playground.runs.pump import Pump
from playground.runs.rates import Rates
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.spec import Experiment

_UNWATCHED_RATE = 1.0


class Keeper:
    """Starts, finds and ends runs. Every public method may be called from any thread and returns at once.

    Args:
        choose: the backends, the preferred one first.
    """

    def __init__(self, settings: Settings, choose: Callable[[Settings, Pump], list[Backend]] = backends.chosen) -> None:
        self.settings = settings
        self._lock = threading.RLock()
        self._runs: dict[str, Run] = {}
        self._leases = Leases()
        self._rates = Rates()
        self._pump = Pump(self._tick)
        self._dispatch = Dispatch(
            self._lock, choose(settings, self._pump), self._pump.call, self.rate_of, lambda: self.settings
        )
        self._is_open = self._is_closed = False

    @property
    def backend(self) -> Backend:
        """Where the next worker comes from."""
        return self._dispatch.backend

    def open(self) -> None:
        """Start the pump, and get the first workers ready. A keeper that was closed stays closed."""
        with self._lock:
            if self._is_open or self._is_closed:
                return
            self._is_open = True
            self._dispatch.open()
            self._pump.open()

    def close(self) -> None:
        """End every run and every process."""
        with self._lock:
            self._is_closed = True
            runs = list(self._runs.values())
            self._dispatch.stop()
        self._pump.close()
        self._dispatch.close()
        for run in runs:
            run.end()

    # What the page asks.

    def start(self, experiment: Experiment, owner: str, autoplay_epochs: int | None) -> Run:
        """A new run for an owner, instead of those it had. A keeper that was closed gives one that has ended.

        Raises:
            InvalidExperiment: it cannot be built or is too much work here.
        """
        experiment.check(self.settings.limits)
        self.open()
        run = Run(experiment, autoplay_epochs, self._asked)
        with self._lock:
            self._take_in(run, self._leases.replace(owner, run.token))
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
        with self._lock:
            is_kept = parent.token in self._runs
            add, replace = self._leases.add, self._leases.replace
            self._take_in(run, add(owner, run.token, parent.token) if is_kept else replace(owner, run.token))
        return run

    def find(self, token: str) -> Run | None:
        """The run with that token."""
        with self._lock:
            return self._runs.get(token)

    def companions(self, owner: str, token: str) -> list[Run]:
        """The other runs that the owner keeps besides the one with that token, the oldest first."""
        with self._lock:
            return [self._runs[each] for each in self._leases.companions(owner, token)]

    def attach(self, owner: str, run: Run) -> None:
        """The owner's page shows this run and keeps its companions; what else it had ends, unless others keep it."""
        with self._lock:
            if run.token in self._runs:
                self._end(self._of(self._leases.take_over(owner, run.token)))

    def detach(self, owner: str) -> None:
        """The owner's page is gone, for now."""
        with self._lock:
            self._leases.leave(owner, time.monotonic())

    def rate_of(self, run: Run, num_watched: int | None = None) -> float:
        """Pictures per second for a run: its share while somebody watches."""
        if not run.num_viewers:
            return _UNWATCHED_RATE
        return self._rates.each(self.settings, self._num_running(watched=True) if num_watched is None else num_watched)

    def num_workers(self) -> int:
        """Workers that exist or are on their way."""
        return self._dispatch.num_workers()

    # What runs ask.

    def _asked(self, run: Run, what: str) -> None:
        if what == "watched":
            run.set_rate(self.rate_of(run), self.settings.is_crowded(self._num_running()))
        elif what == "stop":
            self._stop(run)
        elif what == "resume":
            self._resume(run)

    def _stop(self, run: Run) -> None:
        with self._lock:
            self._dispatch.withdraw(run)
            run.end()

    def _resume(self, run: Run) -> None:
        with self._lock:
            if not run.has_ended or run.token not in self._runs or self._dispatch.waits(run):
                return
            self._dispatch.withdraw(run)
            run.prepare_resume()
            run.launch()
            self._dispatch.enter(run)

    # Inside.

    def _take_in(self, run: Run, unkept: set[str]) -> None:
        """Let a run begin in place of those that nobody keeps any more."""
        if self._is_closed:
            run.end()
            return
        replaced = self._of(unkept)
        self._runs[run.token] = run
        self._dispatch.enter(run, instead_of=replaced)
        self._end(replaced)

    def _of(self, tokens: Iterable[str]) -> list[Run]:
        return [self._runs[token] for token in tokens if token in self._runs]

    def _end(self, runs: Iterable[Run]) -> None:
        """End runs, and forget them."""
        for run in runs:
            self._stop(run)
            del self._runs[run.token]
            self._leases.forget(run.token)

    def _tick(self) -> None:
        """Now and then, in the pump's thread."""
        self._dispatch.tick()
        with self._lock:
            watched = {run.token for run in self._runs.values() if run.num_viewers}
            self._end(self._of(self._leases.overdue(time.monotonic(), self.settings.grace_seconds, watched)))
            runs = list(self._runs.values())
        self._rates.look(self.settings)
        num_watched, is_crowded = self._num_running(watched=True), self.settings.is_crowded(self._num_running())
        for run in runs:
            run.set_rate(self.rate_of(run, num_watched), is_crowded)

    def _num_running(self, *, watched: bool = False) -> int:
        """How many train; of those that somebody watches."""
        with self._lock:
            runs = [run for run in self._runs.values() if run.state == "running"]
            return sum(1 for run in runs if run.num_viewers) if watched else len(runs)
