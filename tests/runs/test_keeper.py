"""Who keeps which runs, by many threads at once; the workers are on paper."""

import threading
import time

import pytest

from playground.runs.keeper import Keeper
from playground.runs.settings import Settings
from tests.runs.paper import papers
from tests.runs.running import experiment, wait_for


@pytest.fixture
def keeper():
    choose, _ = papers()
    made = Keeper(Settings(max_runs=4), choose)
    made.open()
    yield made
    made.close()


def start(keeper, owner):
    return keeper.start(experiment(), owner, None)


def together(seconds, *jobs):
    """Do all of it again and again, each in a thread of its own; gives what went wrong."""
    problems, until = [], time.monotonic() + seconds

    def work(job):
        try:
            while time.monotonic() < until:
                job()
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_viewers_come_and_go_while_runs_begin_and_end_and_none_is_left_behind(keeper):
    watched = start(keeper, "watched")
    viewers = []

    def watch():
        end = watched.subscribe(lambda: None)
        viewers.append(end)
        end()

    def change(owner):
        return lambda: (start(keeper, owner), keeper.detach(owner))

    problems = together(1.5, watch, watch, *(change(f"owner {number}") for number in range(4)))
    assert problems == []
    assert len(viewers) > 0
    assert watched.num_viewers == 0


def test_owners_who_come_branch_and_leave_at_once_lose_no_run_and_keep_none(keeper):
    keeper.settings = keeper.settings.model_copy(update={"grace_seconds": 0.0})
    shown = start(keeper, "first")

    def share(owner):
        return lambda: (keeper.attach(owner, shown), keeper.companions(owner, shown.token), keeper.detach(owner))

    def count():
        assert keeper.num_workers() <= 4

    problems = together(1.0, count, share("a"), share("b"), lambda: start(keeper, "c"))
    assert problems == []
    assert keeper.find(shown.token) is shown
    for owner in ("first", "c"):
        keeper.detach(owner)
    wait_for(lambda: not keeper._runs)


def test_runs_that_start_while_the_keeper_closes_all_end():
    choose, _ = papers()
    keeper = Keeper(Settings(max_runs=4), choose)
    keeper.open()
    started = []

    def begin(owner):
        return lambda: started.append(start(keeper, owner))

    def close():
        time.sleep(0.3)
        keeper.close()

    assert together(0.6, begin("a"), begin("b"), close) == []
    assert {run.state for run in started} == {"stopped"}


def test_a_branch_is_the_companion_of_the_run_it_left_until_another_is_started(keeper):
    parent, branch = start(keeper, "ann"), start(keeper, "another")
    with keeper._lock:  # without a worker that could hand a moment over
        keeper._leases.add("ann", branch.token, parent.token)
    assert keeper.companions("ann", branch.token) == [parent]
    assert keeper.companions("ann", parent.token) == [branch]
    keeper.detach("another")
    following = start(keeper, "ann")
    assert (parent.state, branch.state) == ("stopped", "stopped")
    assert keeper.companions("ann", following.token) == []
