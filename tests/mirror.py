"""A web server on this computer with files that come in two halves, the second when the test says so."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE_SECONDS = 120.0


class Mirror:
    """What was asked for, and the gate before the second half of each file."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        """By path, such as "/set/a.gz"."""
        self.asked: list[str] = []
        self.go_on = threading.Event()
        self.url = ""
        self._half_way = threading.Semaphore(0)

    def wait_half_way(self, count: int = 1) -> None:
        """Until the first half of so many more files has been sent."""
        for _ in range(count):
            assert self._half_way.acquire(timeout=PATIENCE_SECONDS), f"asked for so far: {self.asked}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        content = self.files.get(handler.path)
        if content is None:
            handler.send_error(404)
            return
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        middle = len(content) // 2
        handler.wfile.write(content[:middle])
        self._half_way.release()
        while not self.go_on.wait(0.5):  # a byte now and then, as who asks for it does not wait for ever
            handler.wfile.write(content[middle : middle + 1])
            middle += 1
        handler.wfile.write(content[middle:])


@contextmanager
def served(files: dict[str, bytes]) -> Iterator[Mirror]:
    """A mirror with these files. Half of a file should be more than the 64 kB after which progress is told."""
    mirror = Mirror(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # who asked has given up
                mirror.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mirror.url = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield mirror
        finally:
            mirror.go_on.set()
            server.shutdown()


def noise(size: int = 400_000) -> bytes:
    """A file that nobody can guess nor compress."""
    return os.urandom(size)
