"""What a page does on the live connection, for the tests: it says its token, and reads."""

import json
from contextlib import contextmanager

from websockets.sync.client import connect

from playground.runs import wire


@contextmanager
def page(host, token, base="", origin=None):
    """A page's connection that has said its token."""
    with connect(f"ws://{host}{base}/live/ws", origin=origin or f"http://{host}", max_size=None) as socket:
        socket.send(json.dumps({"token": token}) if isinstance(token, str) else token)
        yield socket


def receive(socket, seconds=10):
    return wire.decode(socket.recv(timeout=seconds))


def receive_until(socket, met):
    """The first message that ``met`` likes."""
    while True:
        header, arrays = receive(socket)
        if met(header):
            return header, arrays
