"""One worker process of a run, as it comes and goes; a run that is resumed has several, one after the other."""

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from playground.runs import wire
from playground.runs.backends import Backend
from playground.runs.pump import Connection
from playground.runs.run import Run
from playground.runs.stream import Kind, pack
from playground.runs.wire import Malformed

log = logging.getLogger(__name__)

_NUMBERS = itertools.count(1)
_HUNG_UP_SECONDS = 0.5
"""How long after its last word a worker's process may still be there."""
_NEVER = float("inf")


class Home(Protocol):
    """Who made an attempt, and is told what becomes of it."""

    def attempt_connected(self, attempt: "Attempt") -> None:
        """The worker can be spoken to."""

    def attempt_came_up(self, attempt: "Attempt") -> None:
        """The worker waits for Play, or has shown its first trained picture, or failed to."""

    def attempt_wishes(self, attempt: "Attempt", wish: bytes) -> None:
        """The worker asks for a turn to compile, or gives it back."""

    def attempt_spoke_late(self, attempt: "Attempt") -> None:
        """The run took a word of the worker at the very moment at which it should listen no more."""

    def attempt_ended(self, attempt: "Attempt", reason: str) -> None:
        """The process is gone."""


class Attempt:
    """A client of a backend. Its times are those of ``clock``, in seconds."""

    def __init__(
        self,
        run: Run,
        backend: Backend,
        home: Home,
        first_frame_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = next(_NUMBERS)
        self.run = run
        self.backend = backend
        self.is_starting = True
        """Whether it still loads and builds, or trains for its first picture."""
        self.is_over = False
        """Whether the run listens to it no more."""
        self.kill_at = self.show_by = _NEVER
        self._home = home
        self._first_frame_seconds = first_frame_seconds
        self._clock = clock
        self._connection: Connection | None = None

    def connected(self, connection: Connection) -> None:
        """Speak to the worker."""
        self._connection = connection
        self._home.attempt_connected(self)

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
        if kind is Kind.WISH:
            self._home.attempt_wishes(self, payload)
        if self.is_over or kind is Kind.WISH:
            return
        try:
            self.run.receive(kind, payload)
        except (Malformed, KeyError, ValueError):
            log.exception("a worker said something malformed")
            self.kill()
            return
        if self.is_over:  # another thread ended the run in between
            self._home.attempt_spoke_late(self)
        elif kind is Kind.FRAME:
            self.show_by = _NEVER
            self._look(payload)
        elif kind is Kind.STATUS:
            self._notice(self.run.state, bool(self.run.status().get("loaded")))

    def hung_up(self) -> None:
        """The worker is about to be gone; do not wait for ever."""
        self.kill_at = min(self.kill_at, self._clock() + _HUNG_UP_SECONDS)

    def ended(self, reason: str) -> None:
        """The process is gone."""
        if self._connection:
            self._connection.close()
        self._home.attempt_ended(self, reason)

    def dismiss(self, seconds: float) -> None:
        """Tell the worker to stop, and listen to it no more; it is to be killed if it stays longer than ``seconds``."""
        self.is_over = True
        self.kill_at = self._clock() + seconds
        self.say_stop()

    def say_stop(self) -> None:
        """Tell the worker to stop."""
        self.speak(Kind.COMMAND, b'{"do":"stop"}')

    def kill(self) -> None:
        """End the process at once."""
        self.kill_at = _NEVER
        self.backend.kill(self)

    def is_due(self, now: float) -> bool:
        """Whether it had to be gone by now."""
        return now > self.kill_at

    def shows_nothing(self, now: float) -> bool:
        """Whether it should have shown something by now."""
        return not self.is_over and now > self.show_by

    def _expect_a_sign(self) -> None:
        self.show_by = self._clock() + self._first_frame_seconds

    def _notice(self, state: str, loaded: bool) -> None:
        if state != "building":
            self.show_by = _NEVER
            if state != "running":  # then it has come up with its first trained picture
                self._come_up()
        elif loaded:
            self._expect_a_sign()
        else:
            self.show_by = _NEVER

    def _look(self, frame: bytes) -> None:
        if self.is_starting and wire.decode_header(frame)["state"] == "running":
            self._come_up()

    def _come_up(self) -> None:
        if self.is_starting:
            self.is_starting = False
            self._home.attempt_came_up(self)


class Attempts:
    """All attempts: of each run at most one that counts, and those that were told to leave."""

    def __init__(self) -> None:
        self._current: dict[str, Attempt] = {}
        """By the token of the run."""
        self._leaving: set[Attempt] = set()

    def __len__(self) -> int:
        return len(self._current) + len(self._leaving)

    def __iter__(self) -> Iterator[Attempt]:
        return iter([*self._current.values(), *self._leaving])

    @property
    def num_starting(self) -> int:
        """How many have shown nothing trained yet, and do not wait for Play."""
        return sum(attempt.is_starting for attempt in self._current.values())

    def begin(self, attempt: Attempt) -> None:
        """It counts from now on."""
        self._current[attempt.run.token] = attempt

    def counts(self, attempt: Attempt) -> bool:
        """Whether it is the one of its run."""
        return self._current.get(attempt.run.token) is attempt

    def has(self, token: str) -> bool:
        """Whether a run has one."""
        return token in self._current

    def dismiss(self, token: str, seconds: float) -> None:
        """Tell the worker of a run, if it has one, to leave within ``seconds``."""
        attempt = self._current.pop(token, None)
        if attempt:
            self._leaving.add(attempt)
            attempt.dismiss(seconds)

    def end(self, attempt: Attempt) -> bool:
        """It is gone; whether it counted until now."""
        self._leaving.discard(attempt)
        counted = self.counts(attempt)
        if counted:
            del self._current[attempt.run.token]
            attempt.is_over = True
        return counted
