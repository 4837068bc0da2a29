"""The process that workers are forked from: it imports TensorFlow once and never runs any of it.

``python -m playground.runs.backends.forkserver CONTROL_FD``. The web process sends ``{"do": "fork", "id": n}`` together
with the worker's end of a socket pair, or ``{"do": "kill", "id": n}``; it is told ``{"event": "ready" | "started" |
"ended"}``. It ends with the web process (end of file on the control socket) and takes its workers along.
"""

import json
import logging
import os
import select
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playground.runs import process
from playground.runs.imports import import_everything
from playground.runs.settings import Settings
from playground.runs.stream import Broken, Inbox, Kind, pack
from playground.runs.worker import serve_and_exit

_LARGEST_ORDER = 4096

log = logging.getLogger(__name__)


class ForkServer:
    """Forks, kills and reaps workers as it is told."""

    def __init__(self, control: socket.socket, settings: Settings) -> None:
        self.control = control
        self.settings = settings
        self._inbox = Inbox(_LARGEST_ORDER)
        self._sockets: list[int] = []
        self._workers: dict[int, int] = {}
        """Process ids by the worker's id."""

    def run(self) -> None:
        """Obey until the web process is gone; then end every worker."""
        wake, bell = socket.socketpair()
        bell.setblocking(False)
        wake.setblocking(False)
        signal.set_wakeup_fd(bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            self._tell({"event": "ready"})
            while True:
                readable = select.select([self.control, wake], [], [], 1.0)[0]
                if wake in readable:
                    wake.recv(4096)
                self._reap()
                if self.control in readable:
                    self._obey()
        except (Broken, OSError):
            pass
        finally:
            self._end_workers()

    def _obey(self) -> None:
        received, descriptors, _, _ = socket.recv_fds(self.control, 65536, 64)
        self._sockets += descriptors
        if not received:
            raise Broken("the web process is gone")
        for _, payload in self._inbox.feed(received):
            order = json.loads(payload)
            if order["do"] == "fork":
                self._fork(int(order["id"]), self._sockets.pop(0))
            elif order["id"] in self._workers:
                os.kill(self._workers[order["id"]], signal.SIGKILL)

    def _fork(self, worker: int, descriptor: int) -> None:
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError as error:
            os.close(descriptor)
            self._tell({"event": "ended", "id": worker, "reason": str(error)})
            return
        if pid == 0:
            self._be_worker(parent, descriptor)
        os.close(descriptor)
        self._workers[worker] = pid
        self._tell({"event": "started", "id": worker, "pid": pid})

    def _be_worker(self, parent: int, descriptor: int) -> None:
        try:
            process.end_with_parent(parent)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.control.close()
            process.be_polite(self.settings.worker_priority)
            serve_and_exit(socket.socket(fileno=descriptor))
        except BaseException:
            log.exception("a worker could not begin")
        finally:
            os._exit(1)

    def _reap(self) -> None:
        for worker, pid in list(self._workers.items()):
            ended, result = os.waitpid(pid, os.WNOHANG)
            if ended:
                del self._workers[worker]
                self._tell(
                    {"event": "ended", "id": worker, "reason": process.reason_of(os.waitstatus_to_exitcode(result))}
                )

    def _end_workers(self) -> None:
        for pid in self._workers.values():
            os.kill(pid, signal.SIGKILL)
        for pid in self._workers.values():
            os.waitpid(pid, 0)

    def _tell(self, event: dict[str, Any]) -> None:
        self.control.sendall(pack(Kind.STATUS, json.dumps(event).encode()))


def _import_politely() -> None:
    """Import in a thread that takes only idle time: the first visitor's page and its browser need the cores just then.

    Linux gives each thread a priority of its own, so the fork server itself keeps the usual one.
    """
    with ThreadPoolExecutor(1, initializer=process.be_polite, initargs=("idle",)) as thread:
        thread.submit(import_everything).result()


def main() -> None:
    """Import everything that a worker needs, then obey."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    _import_politely()
    process.freeze()
    ForkServer(control, Settings.read()).run()


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main()
