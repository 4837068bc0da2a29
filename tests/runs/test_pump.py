"""The thread that moves bytes for all runs."""

import socket
import threading
import time

import pytest

from playground.runs.pump import TICK_SECONDS, Pump
from playground.runs.stream import Kind, pack
from tests.runs.running import wait_for


@pytest.fixture
def ticks():
    return []


@pytest.fixture
def pump(ticks):
    made = Pump(lambda: ticks.append(time.monotonic()))
    made.open()
    yield made
    made.close()


def test_it_ticks_now_and_then_and_not_with_each_message(pump, ticks):
    ours, theirs = socket.socketpair()
    said = []
    pump.add(ours, lambda *message: said.append(message), lambda: None)
    while len(ticks) < 3:
        theirs.sendall(pack(Kind.FRAME, b"x"))
        time.sleep(0.001)
    wait_for(lambda: len(said) > 20)
    assert ticks[2] - ticks[1] >= TICK_SECONDS
    theirs.close()


def test_what_has_come_is_taken_in_before_a_connection_is_given_up(pump):
    ours, theirs = socket.socketpair()
    told, done = [], threading.Event()
    connection = pump.add(ours, lambda kind, payload: told.append(payload), lambda: told.append("end"))

    def while_nobody_reads():
        theirs.sendall(pack(Kind.FRAME, b"last") + pack(Kind.FRAME, b"words"))
        theirs.close()
        pump.drain(connection)
        done.set()

    pump.call(while_nobody_reads)
    assert done.wait(20)
    assert told == [b"last", b"words", "end"]


def test_taking_in_does_not_wait_for_more(pump):
    ours, theirs = socket.socketpair()
    told, done = [], threading.Event()
    connection = pump.add(ours, lambda kind, payload: told.append(payload), lambda: told.append("end"))
    pump.call(lambda: (theirs.sendall(pack(Kind.FRAME, b"more?")), pump.drain(connection), done.set()))
    assert done.wait(20)
    assert told == [b"more?"]
    assert connection.is_open
    theirs.close()
