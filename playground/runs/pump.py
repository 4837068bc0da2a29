"""One thread that reads and writes for all runs. It moves bytes; what they mean is decided by who added the socket."""

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable

from playground.runs.stream import Broken, Inbox, Kind

TICK_SECONDS = 0.2
_CHUNK = 1 << 18

log = logging.getLogger(__name__)

OnMessage = Callable[[Kind, bytes], None]
OnEnd = Callable[[], None]


class Connection:
    """A socket that the pump reads and writes. ``send`` and ``close`` may be called from any thread."""

    def __init__(self, pump: "Pump", sock: socket.socket, on_message: OnMessage, on_end: OnEnd) -> None:
        sock.setblocking(False)
        self.socket = sock
        self.on_message = on_message
        self.on_end = on_end
        self.transmit: Callable[[memoryview], int] = sock.send
        """Sends the beginning of some bytes, and says how many it sent."""
        self.outgoing: deque[memoryview] = deque()
        self.inbox = Inbox()
        self.is_open = True
        self._pump = pump

    def send(self, message: bytes) -> None:
        """Send when the other side is ready to take it; nothing waits for that."""
        self.outgoing.append(memoryview(message))
        self._pump.call(lambda: self._pump.write(self))

    def close(self) -> None:
        """Close without a word to ``on_end``."""
        self._pump.call(lambda: self._pump.drop(self))


class Pump:
    """Reads whatever comes, and calls ``on_tick`` every ``TICK_SECONDS``."""

    def __init__(self, on_tick: Callable[[], None]) -> None:
        self._on_tick = on_tick
        self._selector = selectors.DefaultSelector()
        self._wake, self._bell = socket.socketpair()
        self._wake.setblocking(False)
        self._bell.setblocking(False)
        self._selector.register(self._wake, selectors.EVENT_READ, None)
        self._calls: deque[Callable[[], None]] = deque()
        self._thread = threading.Thread(target=self._run, name="runs-pump", daemon=True)
        self._is_open = False
        self._buffer = memoryview(bytearray(_CHUNK))

    def open(self) -> None:
        """Start the thread."""
        self._is_open = True
        self._thread.start()

    def close(self) -> None:
        """End the thread, where it was started, and close every socket."""
        if self._thread.ident is None:
            self._close_sockets()
            return
        self.call(self._stop)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def call(self, function: Callable[[], None]) -> None:
        """Have something done in the pump's thread, soon."""
        self._calls.append(function)
        with contextlib.suppress(BlockingIOError, OSError):
            self._bell.send(b"\0")

    def add(self, sock: socket.socket, on_message: OnMessage, on_end: OnEnd) -> Connection:
        """Read the messages of a socket from now on; ``on_end`` is called once, when the other side is gone."""
        connection = Connection(self, sock, on_message, on_end)
        self.call(lambda: self._register(sock, selectors.EVENT_READ, connection))
        return connection

    def listen(self, sock: socket.socket, on_readable: Callable[[], None]) -> None:
        """Call ``on_readable`` when somebody connects to a listening socket."""
        sock.setblocking(False)
        self.call(lambda: self._register(sock, selectors.EVENT_READ, on_readable))

    def write(self, connection: Connection) -> None:
        """Send what waits; only in the pump's thread."""
        try:
            while connection.outgoing:
                head = connection.outgoing[0]
                sent = connection.transmit(head)
                connection.outgoing[0] = head[sent:]
                if sent == len(head):
                    connection.outgoing.popleft()
        except BlockingIOError:
            pass
        except OSError:
            connection.outgoing.clear()
        if connection.is_open:
            writes = selectors.EVENT_WRITE if connection.outgoing else 0
            with contextlib.suppress(KeyError, ValueError):
                self._selector.modify(connection.socket, selectors.EVENT_READ | writes, connection)

    def drop(self, connection: Connection) -> None:
        """Close a connection; only in the pump's thread."""
        connection.is_open = False
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(connection.socket)
        connection.socket.close()

    def drain(self, connection: Connection) -> None:
        """Read what has come already, up to the other side's end if that has come too; only in the pump's thread."""
        while connection.is_open and self._read(connection):
            pass

    def _register(self, sock: socket.socket, events: int, data: object) -> None:
        with contextlib.suppress(ValueError):
            self._selector.register(sock, events, data)

    def _stop(self) -> None:
        self._is_open = False

    def _run(self) -> None:
        next_tick = 0.0
        while self._is_open:
            for key, events in self._selector.select(TICK_SECONDS):
                self._guard(lambda key=key, events=events: self._serve(key, events))  # type: ignore[misc]
            while self._calls:
                self._guard(self._calls.popleft())
            if time.monotonic() >= next_tick:  # not with each message: it looks at every run there is
                next_tick = time.monotonic() + TICK_SECONDS
                self._guard(self._on_tick)
        self._close_sockets()

    def _close_sockets(self) -> None:
        for key in list((self._selector.get_map() or {}).values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        self._bell.close()
        self._selector.close()

    def _serve(self, key: selectors.SelectorKey, events: int) -> None:
        if isinstance(key.data, Connection):
            if events & selectors.EVENT_WRITE:
                self.write(key.data)
            if events & selectors.EVENT_READ:
                self._read(key.data)
        elif key.data is None:
            with contextlib.suppress(BlockingIOError):
                self._wake.recv(4096)
        else:
            key.data()

    def _read(self, connection: Connection) -> bool:
        """Read once; False where nothing had come."""
        try:
            size = connection.socket.recv_into(self._buffer)
            messages = connection.inbox.feed(self._buffer[:size])
        except BlockingIOError:
            return False
        except (OSError, Broken):
            size, messages = 0, []
        for kind, payload in messages:
            connection.on_message(kind, payload)
        if not size and connection.is_open:
            self.drop(connection)
            connection.on_end()
        return True

    def _guard(self, function: Callable[[], None]) -> None:
        """A fault in one run must not end the pump of all."""
        try:
            function()
        except Exception:
            log.exception("the pump of the runs met a fault")
