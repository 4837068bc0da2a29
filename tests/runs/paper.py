"""A backend without processes: it writes down whom it was asked for, and its workers say what a test has them say."""

import json
import socket

from playground.runs.backends import Backend
from playground.runs.pump import Pump
from playground.runs.stream import Kind, Link
from playground.runs.worker.keeping import status


class Paper(Backend):
    """Every worker is there at once, with a real connection whose other end the test holds."""

    def __init__(self, settings, pump):
        super().__init__(settings, pump)
        self.launched, self.killed = [], []
        self.far_ends: dict[int, Link] = {}
        self.is_open = self.is_closed = False

    def open(self):
        self.is_open = True

    def launch(self, client):
        self.launched.append(client)
        ours, theirs = socket.socketpair()
        self.far_ends[client.id] = Link(theirs)
        connection = self.pump.add(ours, client.received, client.hung_up)
        self.pump.call(lambda: (client.started(1), client.connected(connection)))

    def kill(self, client):
        self.killed.append(client)
        self.refuse(client, "SIGKILL")

    def close(self):
        self.is_closed = True
        for link in self.far_ends.values():
            link._socket.close()

    def heard(self, client, timeout=5.0):
        """What the worker of a client was told, in order: START, or a command's name."""
        messages = self.far_ends[client.id].receive(timeout)
        return ["START" if kind is Kind.START else json.loads(said)["do"] for kind, said in messages]

    def say(self, client, state, **more):
        """Have the worker of a client say in which state it is."""
        self.far_ends[client.id].send(Kind.STATUS, status(state, **more))


def papers(number=1):
    """What a keeper chooses its backends with: so many of them, and the list in which they will be."""
    made: list[Paper] = []

    def choose(settings, pump: Pump):
        made.extend(Paper(settings, pump) for _ in range(number))
        return list(made)

    return choose, made
