"""Where workers come from: forked from a trainer, or started and kept warm. Only the web process uses this."""

import contextlib
import hmac
import json
import logging
import secrets
import socket
import subprocess
import sys
import time
from typing import Protocol

from playground.runs import process
from playground.runs.link import Kind, pack
from playground.runs.pump import Connection, Pump
from playground.runs.settings import Settings

log = logging.getLogger(__name__)

_MOST_FAILURES = 2


class Client(Protocol):
    """Who asked for a worker. Everything is called in the pump's thread, except ``connected`` of a forked one."""

    id: int

    def connected(self, connection: Connection) -> None:
        """The worker can be spoken to."""

    def started(self, pid: int) -> None:
        """The worker's process exists."""

    def received(self, kind: Kind, payload: bytes) -> None:
        """The worker said something."""

    def hung_up(self) -> None:
        """The worker closed its end."""

    def ended(self, reason: str) -> None:
        """The worker's process is gone; nothing comes after this."""


class Backend(Protocol):
    """A source of workers."""

    def open(self) -> None:
        """Get ready, so that the first worker comes soon."""

    def launch(self, client: Client) -> None:
        """Make a worker."""

    def kill(self, client: Client) -> None:
        """End a worker at once."""

    def tick(self) -> None:
        """Look after the processes; called several times a second in the pump's thread."""

    def close(self) -> None:
        """End everything."""


class Forking:
    """Workers forked from a trainer process (Linux)."""

    def __init__(self, settings: Settings, pump: Pump) -> None:
        self._settings = settings
        self._pump = pump
        self._clients: dict[int, Client] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._failures = 0
        self.is_broken = False
        """The trainer ended more than once without ever having been ready."""

    @property
    def pid(self) -> int | None:
        """The trainer's process id."""
        return self._process.pid if self._process else None

    def open(self) -> None:
        """Start the trainer, which imports TensorFlow meanwhile."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "playground.runs.trainer", str(theirs.fileno())],
            env=process.environment(self._settings) | _as_environment(self._settings),
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            start_new_session=True,
        )
        theirs.close()
        self._control = ours
        trainer = self._process
        self._pump.add(ours.dup(), self._on_event, lambda: self._on_end(trainer))

    def launch(self, client: Client) -> None:
        """Hand the worker's end of a socket pair to the trainer, which forks."""
        self.open()
        ours, theirs = socket.socketpair()
        self._clients[client.id] = client
        connection = self._pump.add(ours, client.received, client.hung_up)
        self._order({"do": "fork", "id": client.id}, theirs.fileno())
        theirs.close()
        client.connected(connection)

    def kill(self, client: Client) -> None:
        """Tell the trainer, whose child it is: no process id is used after its process."""
        self._order({"do": "kill", "id": client.id})

    def tick(self) -> None:
        """The trainer tells by itself."""

    def close(self) -> None:
        """Close the control socket, on which the trainer ends with all workers."""
        trainer, self._process = self._process, None
        if self._control:
            with contextlib.suppress(OSError):
                self._control.shutdown(socket.SHUT_RDWR)
            self._control.close()
            self._control = None
        if trainer:
            _end(trainer)

    def _order(self, order: dict[str, object], *descriptors: int) -> None:
        """Orders are small; the trainer always reads, or has yet to import and the socket keeps them."""
        if self._control is None:
            return
        with contextlib.suppress(OSError):
            socket.send_fds(self._control, [pack(Kind.COMMAND, json.dumps(order).encode())], descriptors)

    def _on_event(self, _: Kind, payload: bytes) -> None:
        event = json.loads(payload)
        if event["event"] == "ready":
            self._failures = 0
            return
        client = self._clients.get(event["id"])
        if client and event["event"] == "started":
            client.started(int(event["pid"]))
        elif client:
            del self._clients[event["id"]]
            client.ended(event["reason"])

    def _on_end(self, trainer: subprocess.Popen[bytes]) -> None:
        """The trainer is gone, and its workers with it; the next launch starts another."""
        if trainer is not self._process:
            return
        log.error("the trainer process ended; its runs can be resumed")
        self._failures += 1
        self.is_broken = self._failures >= _MOST_FAILURES
        self.close()
        clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            client.ended("trainer")


class Starting:
    """Workers started as processes of their own, some kept warm; they call back over the loopback interface.

    Each proves by a secret of its own, given on its standard input, that it is the process that was started.
    """

    def __init__(self, settings: Settings, pump: Pump) -> None:
        self._settings = settings
        self._pump = pump
        self._listener: socket.socket | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._warm: dict[str, Connection] = {}
        self._waiting: list[Client] = []
        self._taken: dict[str, Client] = {}
        self._failures = 0
        self.is_broken = False

    def open(self) -> None:
        """Start the warm workers."""
        self._listen()
        while len(self._processes) - len(self._taken) < self._settings.warm_workers + len(self._waiting):
            self._start_process()

    def launch(self, client: Client) -> None:
        """Give out a warm worker, or the next one that is ready."""
        self._waiting.append(client)
        self.open()
        self._pump.call(self._give)

    def kill(self, client: Client) -> None:
        """Kill its process; a client that still waits is simply told."""
        if client in self._waiting:
            self._waiting.remove(client)
            self._pump.call(lambda: client.ended("stopped"))
        for secret, taken in self._taken.items():
            if taken is client:
                self._processes[secret].kill()

    def tick(self) -> None:
        """Notice the processes that ended."""
        for secret, child in list(self._processes.items()):
            code = child.poll()
            if code is not None:
                self._gone(secret, code)

    def close(self) -> None:
        """End every process."""
        for child in self._processes.values():
            child.kill()
        for child in self._processes.values():
            child.wait()
        if self._listener:
            self._listener.close()
        self._processes.clear()

    def _listen(self) -> None:
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self._pump.listen(self._listener, self._accept)

    def _start_process(self) -> None:
        assert self._listener is not None
        host, port = self._listener.getsockname()
        secret = secrets.token_hex(32)
        child = subprocess.Popen(
            [sys.executable, "-m", "playground.runs.worker", host, str(port)],
            env=process.environment(self._settings) | _as_environment(self._settings),
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        assert child.stdin is not None
        with contextlib.suppress(OSError), child.stdin:
            child.stdin.write(f"{secret}\n".encode())
        self._processes[secret] = child

    def _accept(self) -> None:
        assert self._listener is not None
        sock, _ = self._listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        holder: list[Connection] = []
        holder.append(self._pump.add(sock, lambda kind, said: self._greet(holder[0], kind, said), lambda: None))

    def _greet(self, connection: Connection, kind: Kind, said: bytes) -> None:
        for secret in self._processes:
            known = secret not in self._warm and secret not in self._taken
            if kind is Kind.SECRET and known and hmac.compare_digest(secret.encode(), said):
                self._failures = 0
                self._warm[secret] = connection
                self._give()
                return
        log.warning("a stranger at the workers' door was turned away")
        connection.close()

    def _give(self) -> None:
        while self._waiting and self._warm:
            secret, connection = self._warm.popitem()
            client = self._waiting.pop(0)
            self._taken[secret] = client
            connection.on_message, connection.on_end = client.received, client.hung_up
            client.started(self._processes[secret].pid)
            client.connected(connection)
        self.open()

    def _gone(self, secret: str, code: int) -> None:
        del self._processes[secret]
        client = self._taken.pop(secret, None)
        if client:
            client.ended(f"exit {code}")
            return
        self._warm.pop(secret, None)
        self._failures += 1
        self.is_broken = self._failures >= _MOST_FAILURES
        if not self.is_broken:
            self.open()


def _as_environment(settings: Settings) -> dict[str, str]:
    """The settings for a process that reads them from its environment."""
    return {f"PLAYGROUND_{name.upper()}": str(value) for name, value in settings.model_dump().items() if value != ""}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Wait a moment for a process that was told to end, then kill it."""
    deadline = time.monotonic() + 2.0
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    if child.poll() is None:
        child.kill()
        child.wait()
