"""What every source of workers does, with real processes. Nothing here knows how; a new backend is one more entry."""

import json
import os
import signal
import sys

import pytest

from playground.runs import wire
from playground.runs.backends import Forking, Starting
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind, pack
from tests.runs.backends.hearing import PATIENCE, Hearing, family, is_alive, opened
from tests.runs.running import experiment, wait_for

BACKENDS = [pytest.param(Forking, marks=pytest.mark.skipif(sys.platform != "linux", reason="no safe fork")), Starting]
STOP = b'{"do":"stop"}'


@pytest.fixture(scope="module", params=BACKENDS)
def make(request):
    """A backend's class: what makes one of settings and a pump."""
    return request.param


@pytest.fixture(scope="module")
def source(make):
    """One for all tests, since getting ready takes seconds."""
    with opened(make, warm_workers=1) as source:
        yield source
        assert not source.backend.is_broken


def test_a_worker_starts_speaks_and_ends_with_a_reason(source):
    [client] = source.launched()
    assert is_alive(client.pid)
    assert client.pid != os.getpid()
    client.begin()
    assert client.said[0][0] is Kind.STATUS
    client.speak(Kind.COMMAND, STOP)
    assert client.wait_for_the_end() == "exit 0"
    source.settle()
    assert client.told[-1] == "ended"
    assert [client.told.count(once) for once in ("connected", "started", "ended")] == [1, 1, 1]
    assert client.threads == {"runs-pump"}
    assert not is_alive(client.pid)


def test_a_worker_is_killed_at_once_and_killing_it_again_does_nothing(source):
    [client] = source.launched()
    os.kill(client.pid, signal.SIGSTOP)  # so it cannot obey
    source.kill(client)
    assert client.wait_for_the_end() == "SIGKILL"
    source.kill(client)
    source.settle()
    assert client.told.count("ended") == 1
    assert not is_alive(client.pid)


def test_a_worker_that_dies_is_noticed_with_its_signal(source):
    [client] = source.launched()
    client.begin()
    os.kill(client.pid, signal.SIGKILL)
    assert client.wait_for_the_end() == "SIGKILL"
    wait_for(lambda: "hung up" in client.told, PATIENCE)


def test_its_last_words_come_before_its_end(source):
    [client] = source.launched()

    def while_nobody_reads():
        client.connection.socket.send(pack(Kind.START, hopeless_start()))
        wait_for(lambda: not is_alive(client.pid), PATIENCE)
        source.backend.tick()

    source.pump.call(while_nobody_reads)
    assert client.wait_for_the_end() == "exit 0"
    source.settle()
    assert client.told[-3:] == ["received", "hung up", "ended"]
    assert wire.decode_header(client.said[-1][1])["state"] == "failed"


def hopeless_start():
    """A START with which a worker can only say that it failed, and end."""
    said = []
    Run(experiment(), None, lambda *_: None).connect(lambda _, payload: said.append(payload), 10.0, Settings())
    return json.dumps(json.loads(said[0]) | {"experiment": {"data": "nonsense"}}).encode()


def test_a_worker_may_be_given_up_before_it_is_there(source):
    client = Hearing()
    source.pump.call(lambda: (source.backend.launch(client), source.backend.kill(client)))
    client.wait_for_the_end()
    source.settle()
    assert client.told.count("ended") == 1
    assert client.pid is None or not is_alive(client.pid)


def test_who_never_had_a_worker_can_be_killed(source):
    stranger = Hearing()
    source.kill(stranger)
    source.settle()
    assert stranger.told == []


def test_of_many_launched_at_once_each_has_a_worker_of_its_own(source):
    clients = source.launched(3)
    assert len({client.pid for client in clients}) == 3
    clients[1].begin()
    assert not clients[0].said
    assert not clients[2].said
    source.kill(clients[2])
    assert clients[2].wait_for_the_end() == "SIGKILL"
    assert [client.reason for client in clients[:2]] == [None, None]
    clients[1].connection.close()
    assert clients[1].wait_for_the_end() == "exit 0"
    clients[0].speak(Kind.COMMAND, STOP)  # before it has been given a run
    assert clients[0].wait_for_the_end() == "exit 0"


def test_closing_ends_every_process_and_leaves_no_orphan(make):
    before = family()
    with opened(make, warm_workers=1) as source:
        clients = source.launched(2)
        clients[0].begin()
        os.kill(clients[1].pid, signal.SIGSTOP)
        source.launch()
        source.settle()
        mine = family() - before
        assert {client.pid for client in clients} <= mine
    wait_for(lambda: not any(map(is_alive, mine | {client.pid for client in clients})), PATIENCE)
    assert family() <= before


def test_closing_while_it_gets_ready_leaves_no_orphan(make):
    before = family()
    with opened(make, warm_workers=2) as source:
        source.launch(2)
        source.settle()
        assert family() > before
    assert family() <= before


def test_closing_what_was_never_asked_for_anything_is_fine(make):
    with opened(make, warm_workers=0):
        pass


def test_who_cannot_get_a_worker_is_told_and_the_backend_is_broken(make, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")  # no process of Python comes up
    with opened(make, warm_workers=0) as source:
        told = []
        while not source.backend.is_broken:
            [client] = source.launch()
            told.append(client.wait_for_the_end())
            assert client.told in (["ended"], ["connected", "ended"], ["connected", "hung up", "ended"])
            assert len(told) < 5
        [client] = source.launch()
        assert client.wait_for_the_end() == "not started"


def test_where_no_process_can_be_made_at_all_nothing_is_raised(make, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    with opened(make, warm_workers=1) as source:
        for _ in range(2):
            [client] = source.launch()
            assert client.wait_for_the_end() == "not started"
        assert source.backend.is_broken
