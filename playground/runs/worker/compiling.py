"""Compiling beside the training: a worker asks for a turn, has a thread compile, and gives the turn back.

So that thirty workers do not compile at once on two cores. Until a run's turn comes, it trains the steps that need
nothing of it, and then waits; it obeys all the while.
"""

import json
from collections.abc import Callable
from typing import Any

from playground.jobs import spending
from playground.jobs.spending import Seconds
from playground.runs.stream import Kind, Link
from playground.runs.tickets import Wish

_EVER = 2**62
_LOOK_SECONDS = 0.05
_WAIT_SECONDS = 1.0
"""A turn comes as a command, which ends the waiting."""


class Compiling:
    """Of one trainer.

    Args:
        other: seconds of the processor that this process has spent on training and pictures.
    """

    def __init__(
        self, link: Link, trainer: Any, other: Callable[[], float], clock: Callable[[], Seconds] = spending.now
    ) -> None:
        self._link, self._trainer = link, trainer
        self._other, self._clock = other, clock
        self._wished: Wish | None = None
        self._has_begun = self._is_done = False
        self._seconds = self._mark = 0.0

    def prepare(self) -> None:
        """Compile what the first steps need, here and now."""
        self._mark = self._elsewhere()
        self._trainer.ahead.first_steps()
        self._seconds += self._elsewhere() - self._mark

    def follow(self, last_step: int | None) -> None:
        """Ask for a turn where one is needed, and give it back where it is done.

        Args:
            last_step: at which step training stands still next; None where it does so now.
        """
        if self._has_begun or self._is_done:
            self._look()
        elif last_step is None and self._trainer.ahead.lacks(_EVER):
            self._wish("ahead")
        elif last_step is not None and self._trainer.ahead.lacks(last_step - 1):
            self._wish("now")

    def begin(self) -> None:
        """The turn has come."""
        if self._has_begun or self._is_done:
            return
        self._mark = self._elsewhere()
        self._trainer.ahead.beside()
        self._has_begun = True

    def must_wait(self) -> bool:
        """Whether the next step needs what is not there yet. Where compiling failed, it is tried in the training."""
        return not self._is_done and bool(self._trainer.ahead.lacks(self._trainer.position.step))

    def is_pending(self) -> bool:
        """Whether a learner waits for it."""
        return self._has_begun or self._wished == "now"

    def patience(self) -> float:
        """Seconds until there may be something to look at."""
        return _LOOK_SECONDS if self._has_begun else _WAIT_SECONDS

    def seconds(self) -> float:
        """Of the processor, that went into it: what this process did meanwhile besides training and pictures."""
        return self._seconds + (self._elsewhere() - self._mark if self._has_begun else 0.0)

    def _wish(self, what: Wish) -> None:
        if self._wished not in (what, "now"):
            self._wished = what
            self._say(what)

    def _look(self) -> None:
        if self._has_begun and not self._trainer.ahead.is_compiling():
            self._seconds += self._elsewhere() - self._mark
            self._has_begun, self._is_done, self._wished = False, True, None
            self._say("done")

    def _say(self, what: Wish) -> None:
        self._link.send(Kind.WISH, json.dumps({"compile": what}).encode())

    def _elsewhere(self) -> float:
        return self._clock().own - self._other()
