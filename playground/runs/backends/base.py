"""What a source of workers is, and who asks it for one. It knows nothing of runs and of who is next."""

import logging
from abc import ABC, abstractmethod
from typing import Protocol

from playground.runs.pump import Connection, Pump
from playground.runs.settings import Settings
from playground.runs.stream import Kind

MOST_FAILURES = 2
NEVER_THERE = "not started"
"""The reason of an end where there has never been a process."""

log = logging.getLogger(__name__)


class Client(Protocol):
    """Who asked for a worker. All of it is called in the pump's thread, and never before ``launch`` has returned."""

    id: int

    def connected(self, connection: Connection) -> None:
        """The worker can be spoken to: the first message is its START."""

    def started(self, pid: int) -> None:
        """The worker's process exists; before or after ``connected``."""

    def received(self, kind: Kind, payload: bytes) -> None:
        """The worker said something."""

    def hung_up(self) -> None:
        """The worker closed its end; its process may still be there for a moment."""

    def ended(self, reason: str) -> None:
        """There is no process (any more); called exactly once, and nothing comes after it.

        Args:
            reason: ``exit 0``, the name of a signal as ``SIGKILL``, or some words where it was no process's end.
        """


class Backend(ABC):
    """A source of workers.

    ``open`` may be called before the pump is; then all is called in the pump's thread, until the pump has ended:
    ``close`` comes after that. No method raises because of the machine: what cannot be had is told to the client.
    """

    def __init__(self, settings: Settings, pump: Pump) -> None:
        self.settings = settings
        self.pump = pump
        self.is_broken = False
        """Several processes ended in a row without ever having been ready: no worker will come from here."""
        self._failures = 0

    @property
    def pid(self) -> int | None:
        """The process that makes the workers, if there is one besides this."""
        return None

    @abstractmethod
    def open(self) -> None:
        """Get ready, so that the first worker comes soon; a second call does nothing."""

    @abstractmethod
    def launch(self, client: Client) -> None:
        """Make a worker; returns at once."""

    @abstractmethod
    def kill(self, client: Client) -> None:
        """End a worker at once, or give up making it; one that has ended is none of its business."""

    def tick(self) -> None:  # noqa: B027
        """Look after the processes; called several times a second."""

    @abstractmethod
    def close(self) -> None:
        """End every process, and wait until they are gone; there is nobody left to be told."""

    def succeeded(self) -> None:
        """A process is ready."""
        self._failures, self.is_broken = 0, False

    def failed(self) -> None:
        """A process ended that was never ready, or could not be made."""
        self._failures += 1
        self.is_broken = self._failures >= MOST_FAILURES

    def part(self, client: Client, connection: Connection, reason: str) -> None:
        """Tell a client that its process is gone, after its last words, which may still have been on their way."""
        self.pump.drain(connection)
        self.pump.drop(connection)
        client.ended(reason)

    def refuse(self, client: Client, reason: str = NEVER_THERE) -> None:
        """Tell a client, soon, that it gets no worker."""
        self.pump.call(lambda: client.ended(reason))
