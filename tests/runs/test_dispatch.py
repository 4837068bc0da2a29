"""Runs get workers and lose them. The workers are on paper; the keeper, the pump and its sockets are real."""

import json
import threading

import pytest

from playground.runs import pump
from playground.runs.keeper import Keeper
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from tests.runs.paper import papers
from tests.runs.running import experiment, wait_for


@pytest.fixture
def keep():
    """Makes a keeper with so many backends of paper; gives both, and closes the keeper in the end."""
    kept = []

    def make(number=1, **settings):
        choose, made = papers(number)
        kept.append(Keeper(Settings(cores=1, **settings), choose))
        kept[-1].open()
        return kept[-1], made

    yield make
    for keeper in kept:
        keeper.close()


def start(keeper, owner="ann"):
    return keeper.start(experiment(), owner, None)


def launched(paper, number):
    """The client that was launched as that number, from 1, once it was."""
    wait_for(lambda: len(paper.launched) >= number)
    return paper.launched[number - 1]


def test_a_worker_gets_its_run_and_what_it_says_is_the_state(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    client = launched(paper, 1)
    assert paper.heard(client) == ["START"]
    paper.say(client, "ready")
    wait_for(lambda: run.state == "ready")
    assert run.pid == 1


def test_only_so_many_load_at_the_same_time_and_the_next_follows_at_once(keep, monkeypatch):
    monkeypatch.setattr(pump, "TICK_SECONDS", 1000.0)  # so it follows from what the worker says
    keeper, [paper] = keep(starts_per_core=2)
    runs = [start(keeper, str(number)) for number in range(4)]
    launched(paper, 2)
    wait_for(lambda: [run.status()["place_in_line"] for run in runs] == [None, None, 1, 2])
    assert len(paper.launched) == 2
    paper.say(paper.launched[0], "ready")
    assert launched(paper, 3).run is runs[2]
    wait_for(lambda: runs[3].status()["place_in_line"] == 1)


def test_a_run_that_is_stopped_while_it_waits_never_starts(keep):
    keeper, [paper] = keep(max_runs=1)
    first, second, third = (start(keeper, owner) for owner in "abc")
    client = launched(paper, 1)
    second.stop()
    assert second.state == "stopped"
    first.stop()
    paper.say(client, "stopped")
    client.backend.kill(client)
    assert launched(paper, 2).run is third


def test_a_run_that_ended_before_its_worker_came_is_not_given_to_it(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    client = launched(paper, 1)
    paper.heard(client)
    run.stop()
    assert paper.heard(client) == ["stop"]
    late = threading.Event()
    keeper._pump.call(lambda: (client.connected(client._connection), late.set()))
    late.wait(5)
    assert paper.heard(client) == ["stop"]
    assert run.state == "stopped"


def test_a_worker_that_stays_after_the_stop_is_killed_and_its_place_is_free(keep):
    keeper, [paper] = keep(max_runs=1, stop_seconds=0.01)
    run = start(keeper, "a")
    client = launched(paper, 1)
    following = start(keeper, "b")
    run.stop()
    assert launched(paper, 2).run is following
    assert paper.killed == [client]


def test_a_worker_that_ends_by_itself_crashes_its_run_and_resume_gives_it_another(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    client = launched(paper, 1)
    keeper._pump.call(lambda: client.ended("SIGSEGV"))
    wait_for(lambda: run.state == "crashed")
    assert run.problem.values["reason"] == "SIGSEGV"
    run.resume()
    assert launched(paper, 2).run is run


def test_a_word_that_was_on_its_way_does_not_bring_an_ended_run_back(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    client = launched(paper, 1)
    paper.say(client, "ready")
    wait_for(lambda: run.state == "ready")
    receive = run.receive

    def just_before(kind, payload):
        other = threading.Thread(target=run.stop)
        other.start()
        other.join()
        receive(kind, payload)

    run.receive = just_before
    paper.say(client, "running")
    wait_for(lambda: run.state == "stopped")
    done = threading.Event()
    keeper._pump.call(done.set)
    done.wait(5)
    assert run.state == "stopped"
    run.resume()
    assert launched(paper, 2).run is run


def test_a_worker_that_shows_nothing_is_replaced_by_the_next_kind_at_the_head_of_the_line(keep):
    keeper, [first, second] = keep(2, max_runs=2, starts_per_core=1, first_frame_seconds=0.01)
    hanging, waiting = start(keeper, "a"), start(keeper, "b")
    assert launched(first, 1).run is hanging
    assert launched(second, 1).run is hanging
    assert first.killed == first.launched
    second.say(second.launched[0], "ready")
    assert launched(second, 2).run is waiting
    assert len(first.launched) == 1


def test_where_there_is_no_other_kind_a_slow_worker_is_waited_for(keep):
    keeper, [paper] = keep(first_frame_seconds=0.01)
    start(keeper)
    client = launched(paper, 1)
    wait_for(lambda: client.shows_nothing(float("inf")) or client.show_by < float("inf"))
    keeper._dispatch.tick()
    assert paper.killed == []


def test_a_run_that_was_stopped_while_its_worker_hung_is_not_started_again(keep):
    keeper, [first, second] = keep(2, first_frame_seconds=0.2, stop_seconds=0.6)
    run = start(keeper)
    client = launched(first, 1)
    run.stop()
    wait_for(lambda: first.killed == [client])  # which is long after it should have shown something
    wait_for(lambda: keeper.num_workers() == 0)
    assert run.state == "stopped"
    assert (len(first.launched), second.launched) == (1, [])


def test_a_run_that_was_stopped_at_the_moment_of_the_fall_back_is_not_started_again(keep):
    keeper, [_, second] = keep(2)
    run = start(keeper)
    client = launched(_, 1)
    run.stop()
    keeper._dispatch._fall_back(client)
    wait_for(lambda: keeper.num_workers() == 0 or second.launched)
    assert second.launched == []


def wish(paper, client, what):
    """Have the worker of a client wish to compile, or say that it has."""
    paper.far_ends[client.id].send(Kind.WISH, json.dumps({"compile": what}).encode())


def heard_in_time(paper, client):
    """All that a worker is told by the time the pump has done what it had to do."""
    for _ in range(2):  # what comes over a socket now may ask the pump for something
        done = threading.Event()
        paper.pump.call(done.set)
        done.wait(5)
    return paper.heard(client, timeout=0.3)


def test_as_many_compile_at_once_as_there_are_cores_and_the_ticket_of_a_killed_one_is_free_again(keep):
    keeper, [paper] = keep()
    for number, owner in enumerate("abc", 1):
        start(keeper, owner)
        client = launched(paper, number)
        assert paper.heard(client) == ["START"]
        paper.say(client, "ready")
    first, second, third = paper.launched
    wish(paper, first, "now")
    assert paper.heard(first) == ["compile"]
    for client in (second, third):
        wish(paper, client, "now")
        assert heard_in_time(paper, client) == []
    paper.kill(first)
    assert paper.heard(second) == ["compile"]
    assert heard_in_time(paper, third) == []
    wish(paper, second, "done")
    assert paper.heard(third) == ["compile"]


def test_who_starts_goes_before_who_compiles(keep):
    keeper, [paper] = keep()
    first, second = (start(keeper, owner) and launched(paper, number) for number, owner in enumerate("ab", 1))
    for client in (first, second):
        assert paper.heard(client) == ["START"]
    paper.say(first, "ready")
    wish(paper, first, "now")
    assert heard_in_time(paper, first) == []
    paper.say(second, "ready")
    assert paper.heard(first) == ["compile"]


def test_nobody_compiles_ahead_while_there_are_more_workers_than_cores(keep):
    keeper, [paper] = keep()
    start(keeper, "a"), start(keeper, "b")
    first, second = launched(paper, 1), launched(paper, 2)
    for client in (first, second):
        assert paper.heard(client) == ["START"]
        paper.say(client, "ready")
    wish(paper, first, "ahead")
    assert heard_in_time(paper, first) == []
    paper.kill(second)
    assert paper.heard(first) == ["compile"]


def test_a_backend_that_is_broken_fails_a_run_with_a_sentence(keep):
    keeper, [paper] = keep()
    paper.is_broken = True
    run = start(keeper)
    wait_for(lambda: run.state == "failed")
    assert "could not be started" in str(run.problem)
    assert paper.launched == []


def test_who_waited_for_a_backend_that_breaks_is_told_too(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    client = launched(paper, 1)
    paper.is_broken = True
    paper.refuse(client)
    wait_for(lambda: run.state == "failed")
    assert "could not be started" in str(run.problem)


def test_closing_opens_nothing_again(keep):
    keeper, [paper] = keep()
    run = start(keeper)
    launched(paper, 1)
    keeper.close()
    assert run.state == "stopped"
    assert paper.is_closed
    after = start(keeper)
    assert after.state == "stopped"
    assert keeper.find(after.token) is None
    assert len(paper.launched) == 1
