"""Where threads wait for their turn. Who is next is decided in ``turns``."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playground.jobs.turns import Ticket, Turns

Beat = Callable[[], None]
"""Called a few times a second by who waits, for a turn or for an answer; what it raises ends the wait and the work."""

BEAT_SECONDS = 0.25


def wait_on() -> None:
    """The beat of who waits however long it takes."""


class Lane:
    """Work of one sort. What waits for the network has another lane than what computes, and so does not hold it up."""

    def __init__(self, places: int) -> None:
        self._turns = Turns(places)
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, owner: str | None = None, beat: Beat = wait_on) -> Iterator[None]:
        """Have one of the places inside the ``with`` block, after waiting for it.

        Args:
            owner: for whom the work is; None for somebody who has no other work.
            beat: see ``Beat``.
        """
        with self._changed:
            ticket = self._turns.come(owner or secrets.token_hex(8))
        try:
            self._wait(ticket, beat)
            yield
        finally:
            with self._changed:
                self._turns.leave(ticket)
                self._changed.notify_all()

    def _wait(self, ticket: Ticket, beat: Beat) -> None:
        while True:
            with self._changed:
                if self._turns.has(ticket) or (self._changed.wait(BEAT_SECONDS) and self._turns.has(ticket)):
                    return
            beat()
