"""When a worker asks for a turn to compile, and what it does until then. The trainer is on paper, its link is real."""

import json
import socket

import pytest

from playground.engine.snapshots import Position
from playground.runs.stream import Kind, Link
from playground.runs.worker.compiling import Compiling
from tests.runs.ticking import Clock

FIRST = 250
"""The first step that needs to be compiled."""


class Trainer:
    """Compiles as long as it is told to."""

    def __init__(self, clock, needs=True):
        self.position = Position(0, 0, 0)
        self.has = not needs
        self.begun = 0
        self.ahead = self
        self._clock = clock

    def first_steps(self):
        self._clock.work(0.5)

    def beside(self):
        self.begun += 1

    def is_compiling(self):
        return self.begun > 0 and not self.has

    def lacks(self, step):
        return step >= FIRST and not self.has


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def worker(clock):
    """Makes a ``Compiling``; gives it, its trainer, and what hears its wishes."""
    sockets = []

    def make(needs=True):
        pair = socket.socketpair()
        sockets.extend(pair)
        trainer = Trainer(clock, needs)
        far = Link(pair[1])
        compiling = Compiling(Link(pair[0]), trainer, lambda: 0.0, clock)
        return compiling, trainer, lambda: [json.loads(said)["compile"] for _, said in heard(far)]

    yield make
    for sock in sockets:
        sock.close()


def heard(far):
    messages = far.receive(0.0)
    assert {kind for kind, _ in messages} <= {Kind.WISH}
    return messages


def test_a_run_that_trains_far_asks_once_and_gives_its_turn_back(worker):
    compiling, trainer, wishes = worker()
    for _ in range(3):
        compiling.follow(100_000)
    assert wishes() == ["now"]
    assert compiling.is_pending()
    assert trainer.begun == 0
    compiling.begin()
    compiling.begin()
    compiling.follow(100_000)
    assert (trainer.begun, wishes()) == (1, [])
    trainer.has = True
    for _ in range(3):
        compiling.follow(100_000)
    assert wishes() == ["done"]
    assert not compiling.is_pending()


def test_a_run_that_rests_before_that_step_asks_for_nothing_but_when_it_rests(worker):
    compiling, _, wishes = worker()
    compiling.follow(FIRST)
    assert wishes() == []
    compiling.follow(None)
    compiling.follow(None)
    assert wishes() == ["ahead"]
    assert not compiling.is_pending()
    compiling.follow(FIRST + 1)
    compiling.follow(None)
    assert wishes() == ["now"]


def test_who_needs_nothing_compiled_never_asks_nor_waits(worker):
    compiling, trainer, wishes = worker(needs=False)
    trainer.position = Position(FIRST, 50, 0)
    compiling.follow(100_000)
    compiling.follow(None)
    assert wishes() == []
    assert not compiling.must_wait()


def test_it_trains_up_to_that_step_and_then_waits_until_all_is_there(worker):
    compiling, trainer, _ = worker()
    compiling.follow(100_000)
    assert not compiling.must_wait()
    trainer.position = Position(FIRST, 50, 0)
    assert compiling.must_wait()
    without_turn = compiling.patience()
    compiling.begin()
    assert compiling.must_wait()
    assert 0 < compiling.patience() < without_turn
    trainer.has = True
    compiling.follow(100_000)
    assert not compiling.must_wait()


def test_where_compiling_failed_training_tries_it_and_says_why(worker):
    compiling, trainer, wishes = worker()
    trainer.position = Position(FIRST, 50, 0)
    compiling.follow(100_000)
    compiling.begin()
    trainer.is_compiling = lambda: False
    compiling.follow(100_000)
    assert wishes() == ["now", "done"]
    assert trainer.lacks(FIRST)
    assert not compiling.must_wait()


def test_what_it_took_is_what_the_process_did_meanwhile(worker, clock):
    compiling, trainer, _ = worker()
    clock.work(3.0)
    compiling.prepare()
    assert compiling.seconds() == pytest.approx(0.5)
    clock.work(1.0)
    compiling.begin()
    clock.work(0.25)
    assert compiling.seconds() == pytest.approx(0.75)
    trainer.has = True
    compiling.follow(None)
    clock.work(9.0)
    assert compiling.seconds() == pytest.approx(0.75)
