"""What only a fork server can do wrong."""

import os
import signal
import sys

import pytest

from playground.runs.backends import Forking
from playground.runs.stream import Kind
from tests.runs.backends.hearing import PATIENCE, is_alive, opened
from tests.runs.running import wait_for

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no safe fork")


@pytest.fixture(scope="module")
def source():
    with opened(Forking) as source:
        yield source


def test_no_order_is_lost_while_the_fork_server_does_not_read(source):
    [early] = source.launched()
    os.kill(source.backend.pid, signal.SIGSTOP)
    clients = []
    for _ in range(4):
        for _ in range(500):
            source.kill(early)  # fills the socket, more than twice
        clients += source.launch()
    source.settle()
    assert early.reason is None
    os.kill(source.backend.pid, signal.SIGCONT)
    assert early.wait_for_the_end() == "SIGKILL"
    for client in clients:
        wait_for(client.is_up, PATIENCE)
        client.begin()
        source.kill(client)
        assert client.wait_for_the_end() == "SIGKILL"
        wait_for(lambda client=client: "hung up" in client.told, PATIENCE)  # so nobody else has its end


def test_the_workers_of_a_fork_server_that_dies_end_with_it_and_the_next_one_forks_again(source):
    clients = source.launched(2)
    os.kill(source.backend.pid, signal.SIGKILL)
    assert {client.wait_for_the_end() for client in clients} == {"fork server"}
    wait_for(lambda: not any(is_alive(client.pid) for client in clients), PATIENCE)
    [following] = source.launched()
    following.speak(Kind.COMMAND, b'{"do":"stop"}')
    assert following.wait_for_the_end() == "exit 0"
    assert not source.backend.is_broken


def test_a_worker_hears_of_no_other_workers_connection(source):
    """An end that a sibling had inherited would stay open, and a worker's death would be seen late."""
    first, second = source.launched(2)
    os.kill(first.pid, signal.SIGKILL)
    wait_for(lambda: "hung up" in first.told, PATIENCE)
    assert second.reason is None
    source.kill(second)
    second.wait_for_the_end()
