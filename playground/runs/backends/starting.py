"""Workers started as processes of their own, some kept warm: for systems without a safe fork."""

import contextlib
import hmac
import logging
import secrets
import socket
import subprocess
import sys

from playground.runs import process
from playground.runs.backends.base import NEVER_THERE, Backend, Client
from playground.runs.pump import Connection, Pump
from playground.runs.settings import Settings
from playground.runs.stream import Kind

log = logging.getLogger(__name__)


class Starting(Backend):
    """Its workers call back over the loopback interface.

    Each proves by a secret of its own, given on its standard input, that it is the process that was started.
    """

    def __init__(self, settings: Settings, pump: Pump) -> None:
        super().__init__(settings, pump)
        self._listener: socket.socket | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        """By secret: those on their way, the warm ones, and those that were given out."""
        self._warm: dict[str, Connection] = {}
        self._waiting: list[Client] = []
        self._taken: dict[str, tuple[Client, Connection]] = {}

    def open(self) -> None:
        """Start the warm workers, and one for each client that waits."""
        try:
            listener = self._listen()
            while not self.is_broken and self._num_idle() < self.settings.warm_workers + len(self._waiting):
                self._start_process(listener)
        except OSError:
            log.exception("a worker could not be started")
            self.failed()
        if self.is_broken:
            self._give_up()

    def launch(self, client: Client) -> None:
        """Give out a warm worker, or the next one that is ready."""
        self._waiting.append(client)
        self.open()
        self.pump.call(self._give)

    def kill(self, client: Client) -> None:
        """Kill its process; a client that still waits is simply told."""
        if client in self._waiting:
            self._waiting.remove(client)
            self.refuse(client)
        for secret, taken in self._taken.items():
            if taken[0] is client:
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

    def _num_idle(self) -> int:
        return len(self._processes) - len(self._taken)

    def _listen(self) -> socket.socket:
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self.pump.listen(self._listener, self._accept)
        return self._listener

    def _start_process(self, listener: socket.socket) -> None:
        host, port = listener.getsockname()
        secret = secrets.token_hex(32)
        child = subprocess.Popen(
            [sys.executable, "-m", "playground.runs.worker", host, str(port)],
            env=process.environment(self.settings),
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._processes[secret] = child
        assert child.stdin is not None
        with contextlib.suppress(OSError), child.stdin:
            child.stdin.write(f"{secret}\n".encode())

    def _accept(self) -> None:
        assert self._listener is not None
        sock, _ = self._listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        holder: list[Connection] = []
        holder.append(self.pump.add(sock, lambda kind, said: self._greet(holder[0], kind, said), lambda: None))

    def _greet(self, connection: Connection, kind: Kind, said: bytes) -> None:
        for secret in self._processes:
            known = secret not in self._warm and secret not in self._taken
            if kind is Kind.SECRET and known and hmac.compare_digest(secret.encode(), said):
                self.succeeded()
                self._warm[secret] = connection
                self._give()
                return
        log.warning("a stranger at the workers' door was turned away")
        connection.close()

    def _give(self) -> None:
        while self._waiting and self._warm:
            secret, connection = self._warm.popitem()
            client = self._waiting.pop(0)
            self._taken[secret] = client, connection
            connection.on_message, connection.on_end = client.received, client.hung_up
            client.started(self._processes[secret].pid)
            client.connected(connection)
        self.open()

    def _gone(self, secret: str, code: int) -> None:
        del self._processes[secret]
        taken = self._taken.pop(secret, None)
        if taken:
            self.part(*taken, process.reason_of(code))
            return
        warm = self._warm.pop(secret, None)
        if warm:
            warm.close()
        self.failed()
        self.open()

    def _give_up(self) -> None:
        """No worker will come any more for those who wait."""
        waiting, self._waiting = self._waiting, []
        for client in waiting:
            self.refuse(client, NEVER_THERE)
