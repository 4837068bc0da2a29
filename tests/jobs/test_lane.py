"""Threads wait in a lane until it is their turn, or until they are not wanted any more."""

import threading

import pytest

from playground.jobs import Lane
from playground.jobs.lane import wait_on


class LeftError(Exception):
    """Nobody waits any more."""


def leave() -> None:
    raise LeftError


def test_a_turn_is_had_at_once_where_there_is_a_place_and_given_back():
    lane = Lane(1)
    for _ in range(3):
        with lane.turn("a", leave):
            pass


def test_who_is_not_wanted_any_more_leaves_the_line_and_holds_up_nobody():
    lane = Lane(1)
    with lane.turn("a"), pytest.raises(LeftError), lane.turn("b", leave):
        pytest.fail("there was no place")
    with lane.turn("c", leave):
        pass


def test_a_turn_is_given_back_when_the_work_fails():
    lane = Lane(1)
    with pytest.raises(KeyError), lane.turn("a"):
        raise KeyError
    with lane.turn("b", leave):
        pass


def test_somebody_without_a_name_is_nobody_else():
    lane = Lane(2)
    with lane.turn(None, leave), lane.turn(None, leave):
        pass


def test_many_threads_share_the_places():
    lane = Lane(2)
    guard = threading.Lock()
    running, most, done = 0, 0, 0

    def work() -> None:
        nonlocal running, most, done
        for _ in range(5):
            with lane.turn(threading.current_thread().name, wait_on):
                with guard:
                    running += 1
                    most = max(most, running)
                with guard:
                    running -= 1
                    done += 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == 40
    assert most <= 2
