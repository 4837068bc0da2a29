"""What the tests of backends share: a backend with a pump of its own, and a client that remembers what it is told."""

import itertools
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from playground.runs.backends import Backend
from playground.runs.pump import Connection, Pump
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind, pack
from tests.runs.running import experiment, wait_for

PATIENCE = 240.0
"""Seconds. On a busy machine importing takes a minute; nothing here is about how long."""

_NUMBERS = itertools.count(1)


class Hearing:
    """A client of a backend."""

    def __init__(self) -> None:
        self.id = next(_NUMBERS)
        self.told: list[str] = []
        self.pid: int | None = None
        self.threads: set[str] = set()
        self.said: list[tuple[Kind, bytes]] = []
        self.reason: str | None = None
        self.connection: Connection | None = None

    def connected(self, connection: Connection) -> None:
        self._note("connected")
        self.connection = connection

    def started(self, pid: int) -> None:
        self._note("started")
        self.pid = pid

    def received(self, kind: Kind, payload: bytes) -> None:
        self._note("received")
        self.said.append((kind, payload))

    def hung_up(self) -> None:
        self._note("hung up")

    def ended(self, reason: str) -> None:
        self._note("ended")
        self.reason = reason

    def _note(self, what: str) -> None:
        self.threads.add(threading.current_thread().name)
        self.told.append(what)

    def is_up(self) -> bool:
        """Whether it can be spoken to."""
        return {"started", "connected"} <= set(self.told)

    def begin(self) -> None:
        """Give the worker a run, and wait until it says something."""
        run = Run(experiment(), None, lambda *_: None)
        run.connect(self.speak, 10.0, Settings())
        wait_for(lambda: self.said, PATIENCE)

    def speak(self, kind: Kind, payload: bytes) -> None:
        """Send the worker a message."""
        assert self.connection
        self.connection.send(pack(kind, payload))

    def wait_for_the_end(self) -> str:
        """The reason."""
        wait_for(lambda: self.reason is not None, PATIENCE)
        assert self.reason is not None
        return self.reason


class Source:
    """A backend, its pump, and what it is asked for in the pump's thread."""

    def __init__(self, make: Callable[[Settings, Pump], Backend], settings: Settings) -> None:
        self.pump = Pump(lambda: self.backend.tick())
        self.backend = make(settings, self.pump)

    def open(self) -> None:
        """Begin."""
        self.backend.open()
        self.pump.open()

    def close(self) -> None:
        """In the order in which a keeper does it."""
        self.pump.close()
        self.backend.close()

    def launch(self, number: int = 1) -> list[Hearing]:
        """So many clients, launched at once."""
        clients = [Hearing() for _ in range(number)]
        self.pump.call(lambda: [self.backend.launch(client) for client in clients])  # type: ignore[func-returns-value]
        return clients

    def launched(self, number: int = 1) -> list[Hearing]:
        """The same, once their workers are there."""
        clients = self.launch(number)
        for client in clients:
            wait_for(lambda client=client: client.is_up() or client.reason, PATIENCE)
            assert client.is_up(), client.reason
        return clients

    def kill(self, client: Hearing) -> None:
        """Have a worker ended."""
        self.pump.call(lambda: self.backend.kill(client))

    def settle(self) -> None:
        """Wait until the pump has done what it was asked to do."""
        done = threading.Event()
        self.pump.call(done.set)
        done.wait(PATIENCE)


@contextmanager
def opened(make: Callable[[Settings, Pump], Backend], **settings: object) -> Iterator[Source]:
    """A source that is open, and closed in the end."""
    source = Source(make, Settings.model_validate(settings))
    source.open()
    try:
        yield source
    finally:
        source.close()


def family() -> set[int]:
    """The processes that descend from this one."""
    return {child.pid for child in psutil.Process(os.getpid()).children(recursive=True)}


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and not only what is left of it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
