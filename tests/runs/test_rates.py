"""How many pictures each run may show; the clock is ours."""

import pytest

from playground.runs.rates import Rates
from playground.runs.settings import Settings
from tests.runs.ticking import Clock

SETTINGS = Settings(cores=2)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rates(clock):
    return Rates(clock)


def look(rates, clock, share, times=1):
    """So many seconds in which this process takes that share of both cores."""
    for _ in range(times):
        began = clock()
        clock.work(2 * share)
        clock.wait(1.0 - (clock().wall - began.wall))
        rates.look(SETTINGS)


def test_the_pictures_are_shared_among_running_runs(rates):
    rate = {number: rates.each(SETTINGS, number) for number in (0, 1, 6, 10, 30, 60, 10_000)}
    assert rate == {0: 30, 1: 30, 6: 30, 10: 24, 30: 8, 60: 4, 10_000: 1}


def test_there_are_fewer_while_passing_them_on_takes_too_much_and_as_many_again_later(rates, clock):
    look(rates, clock, 0.2)
    assert rates.each(SETTINGS, 30) == 8
    look(rates, clock, 0.4)
    assert rates.each(SETTINGS, 30) == pytest.approx(5)
    look(rates, clock, 0.5, times=20)
    assert rates.each(SETTINGS, 30) == 1
    assert rates.each(SETTINGS, 1) == pytest.approx(24)
    look(rates, clock, 0.1, times=40)
    assert rates.each(SETTINGS, 30) == 8


def test_looking_often_measures_no_more_than_once_a_second(rates, clock):
    for _ in range(4):
        clock.work(0.2)
        rates.look(SETTINGS)
    assert rates.each(SETTINGS, 30) == 8
