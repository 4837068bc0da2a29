"""A started (not forked) worker: ``python -m playground.runs.worker HOST PORT``, the secret on standard input.

It imports everything, says that it is ready by its secret, and waits for its run.
"""

import logging
import socket
import sys

from playground.runs import process
from playground.runs.imports import import_everything
from playground.runs.settings import Settings
from playground.runs.stream import Kind, Link
from playground.runs.worker import serve_and_exit


def main() -> None:
    """Import, connect, and serve one run."""
    host, port = sys.argv[1], int(sys.argv[2])
    secret = sys.stdin.readline().strip().encode()
    settings = Settings.read()
    import_everything()
    sock = socket.create_connection((host, port), timeout=10)
    sock.settimeout(None)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    process.be_polite(settings.worker_priority)
    Link(sock).send(Kind.SECRET, secret)
    serve_and_exit(sock)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main()
