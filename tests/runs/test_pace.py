"""When a picture is due; the clock is ours."""

import pytest

from playground.runs.pace import SLOW_SECONDS, Pace
from tests.runs.ticking import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pace(clock):
    return Pace(30, clock)


def made(pace, clock, seconds):
    began = pace.now()
    clock.work(seconds)
    pace.made(began)


def trained(pace, clock, seconds):
    began = pace.now()
    clock.work(seconds)
    pace.trained(began)


def until_a_picture(pace, clock, most=1000):
    """Train in chunks until a picture is due; the seconds of the processor that were trained."""
    before = pace.training
    for _ in range(most):
        trained(pace, clock, pace.chunk_seconds())
        if pace.is_due("turbo", True):
            return pace.training - before
    raise AssertionError("no picture is ever due")


def test_the_first_picture_is_due_at_once(pace, clock):
    assert pace.is_due("turbo", False)
    made(pace, clock, 0.01)
    pace.begin()
    assert pace.is_due("turbo", False)


def test_quick_pictures_come_at_the_rate_of_the_server_or_the_page(pace, clock):
    made(pace, clock, 0.001)
    trained(pace, clock, 0.02)
    assert not pace.is_due("turbo", True)
    trained(pace, clock, 0.015)
    assert pace.is_due("turbo", True)
    pace.page_rate = 8
    assert not pace.is_due("turbo", True)
    trained(pace, clock, 0.1)
    assert pace.is_due("turbo", True)
    pace.page_rate = 60
    assert pace._gap() == pytest.approx(1 / 30)


@pytest.mark.parametrize("load", [1.0, 15.0, 30.0])
@pytest.mark.parametrize("cost", [0.002, 0.01, 0.1])
def test_pictures_leave_training_two_thirds_of_the_processor_however_busy_the_machine_is(pace, clock, load, cost):
    clock.load = load
    for _ in range(20):  # by then it knows what one costs
        made(pace, clock, cost)
    pace.training = pace.pictures = 0.0
    for _ in range(20):
        until_a_picture(pace, clock)
        made(pace, clock, cost)
    assert pace.training / (pace.training + pace.pictures) >= 0.66


def test_waiting_earns_no_picture_that_training_cannot_spare(pace, clock):
    for _ in range(40):
        made(pace, clock, 0.1)
    clock.wait(10.0)
    assert not pace.is_due("turbo", True)
    trained(pace, clock, 0.65)
    assert pace.is_due("turbo", True)


def test_one_slow_picture_is_soon_forgiven(pace, clock):
    made(pace, clock, 3.0)
    made(pace, clock, 0.001)
    trained(pace, clock, 0.04)
    assert pace.is_due("turbo", True)


def test_a_chunk_ends_when_the_picture_is_due_but_is_never_idle(pace, clock):
    made(pace, clock, 0.001)
    trained(pace, clock, 0.012)
    assert 0.015 < pace.chunk_seconds() < 0.025
    trained(pace, clock, 1)
    assert pace.chunk_seconds() == 0.005


def test_a_chunk_is_shorter_where_its_time_is_stretched_by_others_but_only_down_to_a_floor(pace, clock):
    lengths = []
    for load in (1, 10, 15, 100):
        clock.load = load
        made(pace, clock, 0.004)
        for _ in range(60):
            trained(pace, clock, 0.005)
        made(pace, clock, 0.1)  # so that the next picture is far
        lengths.append(pace.chunk_seconds())
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 0.03
    assert lengths[1] * 10 == pytest.approx(lengths[2] * 15, rel=0.01)  # the same on the wall
    assert lengths[2] > lengths[3] == 0.005


def test_slow_motion_shows_every_batch_and_epochs_every_end(clock):
    pace = Pace(1.0, clock)
    made(pace, clock, 0.001)
    clock.wait(SLOW_SECONDS)
    assert pace.is_due("slow", False)
    pace.server_rate = 30
    assert pace.is_due("epoch", True)
    made(pace, clock, 0.001)
    clock.wait(0.1)
    assert not pace.is_due("epoch", False)
    assert pace.is_due("epoch", True)
