"""A real server in a thread."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from tests.runs.running import wait_for


@contextmanager
def serving(routes: Sequence[BaseRoute]) -> Iterator[str]:
    """Gives ``localhost:port``."""
    config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started)
    yield f"localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
