"""Messages over a byte stream between the web process and a worker: a length, one byte for the kind, the bytes."""

import enum
import select
import socket
import struct
import threading
import time

PREFIX = struct.Struct("<IB")
LARGEST_MESSAGE = 1 << 30
_CHUNK = 1 << 18


class Kind(enum.IntEnum):
    """What a message is, so that it can be passed on without reading it."""

    HELLO = 0
    FRAME = 1
    HISTORY = 2
    STATUS = 3
    SNAPSHOT = 4
    COMMAND = 5
    START = 6
    SECRET = 7
    MOMENTS = 8
    ANSWER = 9
    WISH = 10


class Broken(ConnectionError):  # noqa: N818
    """The stream holds something that is not a message, or the other side is gone."""


def pack(kind: Kind, payload: bytes) -> bytes:
    """A message as it goes over the stream."""
    return PREFIX.pack(len(payload), kind) + payload


class Inbox:
    """Puts the messages of a stream together again."""

    def __init__(self, largest: int = LARGEST_MESSAGE) -> None:
        self._bytes = bytearray()
        self._largest = largest

    def feed(self, received: bytes | memoryview) -> list[tuple[Kind, bytes]]:
        """The messages that are complete now.

        Raises:
            Broken: a message is too long or of no known kind.
        """
        self._bytes += received
        messages: list[tuple[Kind, bytes]] = []
        start = 0
        while len(self._bytes) - start >= PREFIX.size:
            length, kind = PREFIX.unpack_from(self._bytes, start)
            if length > self._largest or kind not in Kind._value2member_map_:
                raise Broken(f"not a message: kind {kind}, {length} bytes")
            end = start + PREFIX.size + length
            if len(self._bytes) < end:
                break
            messages.append((Kind(kind), bytes(memoryview(self._bytes)[start + PREFIX.size : end])))
            start = end
        if start:
            del self._bytes[:start]
        return messages


class Link:
    """The worker's end. Sending blocks, receiving waits as long as it is told; a lock allows two threads to send."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._socket.setblocking(True)
        self._inbox = Inbox()
        self._waiting: list[tuple[Kind, bytes]] = []
        self._lock = threading.Lock()

    def send(self, kind: Kind, payload: bytes) -> None:
        """Send, and wait until the other side has taken it.

        Raises:
            OSError: the other side is gone.
        """
        with self._lock:
            self._socket.sendall(pack(kind, payload))

    def is_writable(self) -> bool:
        """Whether a message would be taken now; a frame that would not is better left out."""
        return bool(select.select([], [self._socket], [], 0)[1])

    def receive(self, timeout: float | None = 0.0) -> list[tuple[Kind, bytes]]:
        """The messages that came, waiting at most ``timeout`` seconds (None: for ever) for the first one.

        Raises:
            Broken: the other side is gone.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        messages, self._waiting = self._waiting, []
        while not messages:
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            if not select.select([self._socket], [], [], left)[0]:
                return []
            messages = self._read()
        return messages

    def peek(self) -> list[tuple[Kind, bytes]]:
        """The messages that have come by now; they stay for ``receive``.

        Raises:
            Broken: the other side is gone.
        """
        while select.select([self._socket], [], [], 0)[0]:
            self._waiting += self._read()
        return list(self._waiting)

    def receive_one(self, timeout: float | None = None) -> tuple[Kind, bytes]:
        """The next message; the ones after it stay for ``receive``.

        Raises:
            Broken: the other side is gone or ``timeout`` seconds went by.
        """
        messages = self.receive(timeout)
        if not messages:
            raise Broken("no message in time")
        first, *self._waiting = messages
        return first

    def _read(self) -> list[tuple[Kind, bytes]]:
        try:
            received = self._socket.recv(_CHUNK)
        except OSError as error:
            raise Broken(str(error)) from error
        if not received:
            raise Broken("the other side is gone")
        return self._inbox.feed(received)
