"""Workers forked from a process that has imported everything (Linux). What it does is told in ``forkserver``."""

import json
import logging
import socket
import subprocess
import sys
import time

from playground.runs import process
from playground.runs.backends.base import Backend, Client
from playground.runs.backends.control import Control
from playground.runs.pump import Connection, Pump
from playground.runs.settings import Settings
from playground.runs.stream import Kind

_END_SECONDS = 2.0

log = logging.getLogger(__name__)


class Forking(Backend):
    """Has one fork server, and starts another when that has ended."""

    def __init__(self, settings: Settings, pump: Pump) -> None:
        super().__init__(settings, pump)
        self._clients: dict[int, tuple[Client, Connection]] = {}
        self._server: subprocess.Popen[bytes] | None = None
        self._control: Control | None = None

    @property
    def pid(self) -> int | None:
        """The fork server's process id."""
        return self._server.pid if self._server else None

    def open(self) -> None:
        """Start the fork server, which imports TensorFlow meanwhile."""
        if self._server is not None or self.is_broken:
            return
        try:
            ours, server = _start(self.settings)
        except OSError:
            log.exception("the fork server could not be started")
            self.failed()
            return
        self._server = server
        self._control = Control(self.pump, ours, self._on_event, lambda: self._on_end(server))

    def launch(self, client: Client) -> None:
        """Hand the worker's end of a socket pair to the fork server."""
        self.open()
        if self._control is None:
            self.refuse(client)
            return
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            self.refuse(client, str(error))
            return
        connection = self.pump.add(ours, client.received, client.hung_up)
        self._clients[client.id] = client, connection
        self._control.order({"do": "fork", "id": client.id}, passing=theirs)
        self.pump.call(lambda: client.connected(connection))

    def kill(self, client: Client) -> None:
        """Tell the fork server, whose child it is: no process id is used after its process."""
        if self._control and client.id in self._clients:
            self._control.order({"do": "kill", "id": client.id})

    def close(self) -> None:
        """Close the control socket, on which the fork server ends with all workers."""
        server, self._server = self._server, None
        control, self._control = self._control, None
        if control:
            control.close()
        if server:
            _end(server)

    def _on_event(self, _: Kind, payload: bytes) -> None:
        event = json.loads(payload)
        if event["event"] == "ready":
            self.succeeded()
            return
        if event["event"] == "started":
            self._clients[event["id"]][0].started(int(event["pid"]))
        else:
            self.part(*self._clients.pop(event["id"]), event["reason"])

    def _on_end(self, server: subprocess.Popen[bytes]) -> None:
        """The fork server is gone, and its workers with it; the next launch starts another."""
        if server is not self._server:
            return
        log.error("the fork server ended; its runs can be resumed")
        self.failed()
        self.close()
        clients, self._clients = list(self._clients.values()), {}
        for client, connection in clients:
            self.part(client, connection, "fork server")


def _start(settings: Settings) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Our end of the control socket, and the process that has the other."""
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            return ours, subprocess.Popen(
                [sys.executable, "-m", "playground.runs.backends.forkserver", str(theirs.fileno())],
                env=process.environment(settings),
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise


def _end(child: subprocess.Popen[bytes]) -> None:
    """Wait a moment for a process that was told to end, then kill it."""
    deadline = time.monotonic() + _END_SECONDS
    while child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    if child.poll() is None:
        child.kill()
        child.wait()
