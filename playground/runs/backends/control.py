"""The web process's end of the fork server's control socket: orders with descriptors, of which none is ever lost."""

import contextlib
import json
import socket
from collections import deque
from collections.abc import Callable

from playground.runs.pump import OnEnd, Pump
from playground.runs.stream import Kind, pack

OnEvent = Callable[[Kind, bytes], None]


class Control:
    """Orders wait here while the socket is full, as it is when the fork server is busy and many runs begin and end."""

    def __init__(self, pump: Pump, sock: socket.socket, on_event: OnEvent, on_end: OnEnd) -> None:
        self._socket = sock
        self._passing: deque[tuple[bytes, socket.socket]] = deque()
        """Orders that were not begun yet, with the socket that goes along."""
        self._connection = pump.add(sock, on_event, on_end)
        self._connection.transmit = self._transmit

    def order(self, order: dict[str, object], passing: socket.socket | None = None) -> None:
        """Give an order as soon as it is taken; a socket that is passed on belongs to the order from now on."""
        message = pack(Kind.COMMAND, json.dumps(order).encode())
        if passing:
            self._passing.append((message, passing))
        self._connection.send(message)

    def close(self) -> None:
        """Hang up; what waited is not sent any more."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        while self._passing:
            self._passing.popleft()[1].close()

    def _transmit(self, rest: memoryview) -> int:
        """A descriptor goes with the first byte of its order, and only once, however the order is cut."""
        if not self._passing or rest.obj is not self._passing[0][0]:
            return self._socket.send(rest)
        sent = socket.send_fds(self._socket, [rest], [self._passing[0][1].fileno()])
        self._passing.popleft()[1].close()
        return sent
