"""A run's own process: it loads the data, builds the network, trains in short chunks, obeys and shows.

Only the body of a function imports ``engine``: this package may be imported where TensorFlow must not be.
"""

import logging
import os
import socket
from typing import NoReturn

from playground.runs.stream import Broken, Link
from playground.runs.worker.life import Worker
from playground.runs.worker.orders import Ended

log = logging.getLogger(__name__)


def serve_and_exit(sock: socket.socket) -> NoReturn:
    """Be a worker, and leave nothing of the process behind.

    It ends without Python's own farewell: a thread that still compiles would be cut off inside C++, which aborts.
    """
    code = 1
    try:
        serve(sock)
        code = 0
    except BaseException:
        log.exception("a worker failed")
    finally:
        logging.shutdown()
        os._exit(code)


def serve(sock: socket.socket) -> None:
    """Be the worker of one run until it is stopped or the web process is gone."""
    link = Link(sock)
    try:
        Worker(link).run()
    except (Broken, BrokenPipeError, ConnectionError, Ended):
        pass
    finally:
        sock.close()
