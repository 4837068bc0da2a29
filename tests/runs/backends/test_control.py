"""Orders with descriptors over a socket that is full; the other end reads when it likes."""

import json
import os
import socket

import pytest

from playground.runs.backends.control import Control
from playground.runs.pump import Pump
from playground.runs.stream import Inbox
from tests.runs.running import wait_for

MANY = 3000
"""More orders than a socket holds."""


@pytest.fixture
def pump():
    made = Pump(lambda: None)
    made.open()
    yield made
    made.close()


def read_all(sock, until):
    """The orders and the descriptors that come, in order, until ``until`` of them are there."""
    inbox, orders, descriptors = Inbox(), [], []
    sock.settimeout(20)
    while len(orders) < until:
        received, came, _, _ = socket.recv_fds(sock, 65536, 64)
        assert received, "hung up"
        descriptors += came
        orders += [json.loads(payload) for _, payload in inbox.feed(received)]
    return orders, descriptors


def test_no_order_is_lost_while_nobody_reads_and_each_descriptor_comes_once_with_its_own(pump):
    ours, theirs = socket.socketpair()
    control = Control(pump, ours, lambda *_: None, lambda: None)
    passed = {}
    for number in range(MANY):
        near, far = socket.socketpair() if number % 100 == 0 else (None, None)
        if near:
            passed[number] = near
        control.order({"do": "fork" if near else "kill", "id": number}, passing=far)
    orders, descriptors = read_all(theirs, MANY)
    assert [order["id"] for order in orders] == list(range(MANY))
    assert len(descriptors) == len(passed)
    for (number, near), descriptor in zip(passed.items(), descriptors, strict=True):
        os.write(descriptor, b"%d" % number)
        assert near.recv(10) == b"%d" % number
        os.close(descriptor)
        assert near.recv(10) == b""  # there was no second one, neither there nor here
        near.close()
    control.close()
    theirs.close()


def test_an_order_that_is_cut_takes_its_descriptor_along_once(pump):
    ours, theirs = socket.socketpair()
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)  # the system's least
    control = Control(pump, ours, lambda *_: None, lambda: None)
    near, far = socket.socketpair()
    control.order({"do": "kill", "id": 0, "filling": "x" * 1_000_000})
    control.order({"do": "fork", "id": 1, "filling": "x" * 1_000_000}, passing=far)
    orders, descriptors = read_all(theirs, 2)
    assert [order["id"] for order in orders] == [0, 1]
    assert len(descriptors) == 1
    os.close(descriptors[0])
    assert near.recv(1) == b""
    control.close()
    near.close()
    theirs.close()


def test_closing_closes_what_was_not_passed_on(pump):
    ours, theirs = socket.socketpair()
    control = Control(pump, ours, lambda *_: None, lambda: None)
    near, far = socket.socketpair()
    for number in range(MANY):
        control.order({"do": "kill", "id": number})
    control.order({"do": "fork", "id": MANY}, passing=far)
    wait_for(lambda: control._connection.outgoing)
    pump.call(control.close)
    near.settimeout(20)
    assert near.recv(1) == b""
    near.close()
    theirs.close()
