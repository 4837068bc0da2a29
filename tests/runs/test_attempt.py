"""A worker as it comes and goes, at times that the tests name."""

import pytest

from playground.runs import wire
from playground.runs.attempt import Attempt, Attempts
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from playground.runs.worker.keeping import status
from tests.runs.paper import Paper
from tests.runs.running import experiment


def frame(state):
    """A picture as a worker shows it in that state."""
    return wire.encode({"type": "frame", "state": state, "step": 1, "epoch": 0})


class Home:
    """Writes down what it is told."""

    def __init__(self):
        self.told = []

    def attempt_connected(self, attempt):
        self.told.append("connected")

    def attempt_came_up(self, attempt):
        self.told.append("came up")

    def attempt_wishes(self, attempt, wish):
        self.told.append(wish)

    def attempt_spoke_late(self, attempt):
        self.told.append("spoke late")

    def attempt_ended(self, attempt, reason):
        self.told.append(reason)


class Calls(list):
    """A pump that does at once what it is asked to do soon."""

    def call(self, function):
        function()


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def attempt(clock):
    run = Run(experiment(), None, lambda *_: None)
    return Attempt(run, Paper(Settings(), Calls()), Home(), 20.0, lambda: clock[0])


def test_a_worker_that_started_must_show_something_in_time(attempt):
    attempt.started(7)
    assert attempt.run.pid == 7
    assert not attempt.shows_nothing(120.0)
    assert attempt.shows_nothing(120.1)


def test_loading_the_data_may_take_its_time_and_building_begins_anew(attempt, clock):
    attempt.started(7)
    attempt.received(Kind.STATUS, status("building"))
    assert not attempt.shows_nothing(10_000.0)
    clock[0] = 500.0
    attempt.received(Kind.STATUS, status("building", loaded=True))
    assert attempt.shows_nothing(520.1)
    assert attempt._home.told == []


def test_a_worker_that_is_ready_is_no_longer_starting_and_says_so_once(attempt):
    attempt.started(7)
    attempt.received(Kind.STATUS, status("ready"))
    attempt.received(Kind.STATUS, status("running"))
    assert not attempt.is_starting
    assert not attempt.shows_nothing(10_000.0)
    assert attempt._home.told == ["came up"]


def test_a_worker_that_begins_by_itself_is_starting_until_its_first_trained_picture(attempt):
    attempt.started(7)
    attempt.received(Kind.FRAME, frame("building"))
    attempt.received(Kind.STATUS, status("running"))
    assert attempt.is_starting
    attempt.received(Kind.FRAME, frame("running"))
    attempt.received(Kind.FRAME, frame("running"))
    assert attempt._home.told == ["came up"]


def test_a_wish_goes_to_the_dispatch_and_not_to_the_run(attempt):
    attempt.received(Kind.WISH, b"a wish")
    assert attempt._home.told == [b"a wish"]
    assert attempt.run.state == "starting"


def test_who_is_dismissed_is_killed_if_it_stays_and_not_heard_any_more(attempt):
    attempt.started(7)
    attempt.dismiss(2.0)
    attempt.received(Kind.STATUS, status("running"))
    assert attempt.run.state == "starting"
    assert not attempt.is_due(102.0)
    assert attempt.is_due(102.1)
    assert not attempt.shows_nothing(10_000.0)


def test_who_hung_up_is_killed_soon(attempt):
    attempt.hung_up()
    assert not attempt.is_due(100.5)
    assert attempt.is_due(100.6)


def test_who_was_killed_is_not_killed_again(attempt):
    attempt.hung_up()
    attempt.kill()
    assert not attempt.is_due(10_000.0)
    assert attempt.backend.killed == [attempt]
    assert attempt._home.told == ["SIGKILL"]


def test_who_talks_nonsense_is_killed(attempt):
    attempt.received(Kind.STATUS, b"nonsense")
    assert attempt.backend.killed == [attempt]


def test_a_word_on_its_way_when_the_run_was_ended_is_noticed(attempt):
    attempt.run.subscribe(lambda: attempt.dismiss(2.0))  # as another thread may, just then
    attempt.received(Kind.STATUS, status("running"))
    assert attempt._home.told == ["spoke late"]


def test_a_run_has_one_attempt_that_counts_and_those_that_leave(attempt):
    attempts = Attempts()
    attempts.begin(attempt)
    assert attempts.counts(attempt)
    assert (len(attempts), attempts.num_starting) == (1, 1)
    attempts.dismiss(attempt.run.token, 2.0)
    assert not attempts.counts(attempt)
    assert not attempts.has(attempt.run.token)
    assert (len(attempts), attempts.num_starting, list(attempts)) == (1, 0, [attempt])
    assert not attempts.end(attempt)
    assert len(attempts) == 0


def test_the_attempt_that_counts_is_over_with_its_end(attempt):
    attempts = Attempts()
    attempts.begin(attempt)
    assert attempts.end(attempt)
    assert attempt.is_over
    assert len(attempts) == 0
    attempts.dismiss(attempt.run.token, 2.0)
    assert len(attempts) == 0
