"""When a picture is due; the clock is ours."""

import pytest

from playground.runs import pace as module
from playground.runs.pace import SLOW_SECONDS, Pace


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""

    class Clock:
        now = 100.0

        def monotonic(self):
            return self.now

    found = Clock()
    monkeypatch.setattr(module, "time", found)
    return found


def made(pace, clock, seconds):
    began = clock.now
    clock.now += seconds
    pace.made(began)


def test_the_first_picture_is_due_at_once(clock):
    assert Pace(30).is_due("turbo", False)


def test_quick_pictures_come_at_the_rate_of_the_server_or_the_page(clock):
    pace = Pace(30)
    made(pace, clock, 0.001)
    clock.now += 0.02
    assert not pace.is_due("turbo", True)
    clock.now += 0.015
    assert pace.is_due("turbo", True)
    pace.page_rate = 8
    assert not pace.is_due("turbo", True)
    clock.now += 0.1
    assert pace.is_due("turbo", True)
    pace.page_rate = 60
    assert pace._gap() == pytest.approx(1 / 30)


def test_a_slow_picture_leaves_training_its_share(clock):
    pace = Pace(30)
    for _ in range(40):
        made(pace, clock, 0.1)
    clock.now += 0.5
    assert not pace.is_due("turbo", True)
    clock.now += 0.2
    assert pace.is_due("turbo", True)


def test_one_slow_picture_is_soon_forgiven(clock):
    pace = Pace(30)
    made(pace, clock, 3.0)
    made(pace, clock, 0.001)
    clock.now += 0.04
    assert pace.is_due("turbo", True)


def test_a_chunk_ends_when_the_picture_is_due_but_is_never_idle(clock):
    pace = Pace(30)
    made(pace, clock, 0.001)
    clock.now += 0.012
    assert 0.015 < pace.chunk_seconds() < 0.025
    clock.now += 1
    assert pace.chunk_seconds() == 0.005


def test_slow_motion_shows_every_batch_and_epochs_every_end(clock):
    pace = Pace(1.0)
    made(pace, clock, 0.001)
    clock.now += SLOW_SECONDS
    assert pace.is_due("slow", False)
    pace.server_rate = 30
    assert pace.is_due("epoch", True)
    made(pace, clock, 0.001)
    clock.now += 0.1
    assert not pace.is_due("epoch", False)
    assert pace.is_due("epoch", True)
