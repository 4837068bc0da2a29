"""Who watches a run: joining and leaving from many threads, and what a viewer hears in which order."""

import contextlib
import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from playground.runs.keeper import Keeper
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from playground.runs.viewer import Full
from tests.runs.stub import hello, history, lonely, status, types, with_worker


@pytest.fixture(autouse=True)
def _hasty() -> Iterator[None]:
    """Threads take turns so often that what can go wrong between two lines does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def hammer(job: Callable[[], None], threads: int = 8, times: int = 100) -> None:
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(lambda: [job() for _ in range(times)]) for _ in range(threads)]:
            done.result()


def test_a_viewer_who_could_not_join_is_not_counted() -> None:
    def asked(run: object, what: str) -> None:
        raise RuntimeError("the keeper has a fault")

    run = lonely(asked)
    for _ in range(10):
        with pytest.raises(RuntimeError, match="fault"):
            run.subscribe(lambda: None)
    assert run.num_viewers == 0


def test_no_viewer_leaks_while_many_join_and_leave_and_the_keeper_fails_now_and_then() -> None:
    chance = random.Random(8)

    def asked(run: object, what: str) -> None:
        if chance.random() < 0.3:
            raise RuntimeError("dictionary changed size during iteration")

    run = lonely(asked)

    def visit() -> None:
        with contextlib.suppress(RuntimeError):
            end = run.subscribe(lambda: None)
            run.tell()
            end()

    hammer(visit)
    assert run.num_viewers == 0
    assert run._channels.answers._boxes == {}


def test_no_viewer_leaks_while_runs_come_and_go_in_a_real_keeper() -> None:
    keeper = Keeper(Settings())
    runs = [lonely(keeper._asked) for _ in range(40)]
    is_over = threading.Event()

    def come_and_go() -> None:
        while not is_over.is_set():
            for run in runs:
                with keeper._lock:
                    keeper._runs[run.token] = run
            for run in runs:
                with keeper._lock:
                    del keeper._runs[run.token]

    def visit() -> None:
        runs[0].subscribe(lambda: None)()

    traffic = threading.Thread(target=come_and_go)
    traffic.start()
    try:
        hammer(visit)
    finally:
        is_over.set()
        traffic.join()
        keeper.close()
    assert runs[0].num_viewers == 0


def test_never_more_watch_than_may() -> None:
    run = lonely()
    most, turned_away = 0, []

    def visit() -> None:
        nonlocal most
        try:
            viewer = run.join(lambda: None, at_most=3)
        except Full:
            turned_away.append(1)
            return
        most = max(most, run.num_viewers)
        run.leave(viewer)
        run.leave(viewer)

    hammer(visit)
    assert most <= 3
    assert run.num_viewers == 0
    viewers = [run.join(lambda: None, at_most=3) for _ in range(3)]
    with pytest.raises(Full):
        run.join(lambda: None, at_most=3)
    run.leave(viewers[0])
    run.join(lambda: None, at_most=3)


def test_a_viewer_who_cannot_be_called_keeps_nobody_else_from_the_news(caplog: pytest.LogCaptureFixture) -> None:
    run = lonely()
    called = []

    def broken() -> None:
        raise ValueError("this page is gone")

    run.join(broken)
    run.join(lambda: called.append(1))
    run.tell()
    assert called == [1]
    assert "could not be called" in caplog.text


class Meddling:
    """A lock; whoever was busy under it finds, when it lets go, that the worker has said hello again."""

    def __init__(self, run: Run) -> None:
        self._run, self._lock, self._number = run, threading.RLock(), 0

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
        if self._number < 1:
            self._number += 1
            self._run.receive(Kind.HELLO, hello(self._number))


def test_the_history_never_comes_before_the_hello() -> None:
    run = lonely()
    with_worker(run)
    run.receive(Kind.HELLO, hello())
    run.receive(Kind.HISTORY, history(1, 2, reset=True))
    viewer = run.join(lambda: None)
    run._lock = viewer._lock = Meddling(run)  # type: ignore[assignment]
    assert types(viewer.news()) == ["hello", "history", "status"]
    assert types(viewer.news()) == ["hello"]


def test_before_the_hello_there_is_only_the_status() -> None:
    run = lonely()
    run.begin_from(b"", ("epoch", "loss"), run.history()[1].reshape(0, 2))
    with_worker(run)
    viewer = run.join(lambda: None)
    run.receive(Kind.HISTORY, history(1, reset=True))
    assert types(viewer.news()) == ["status"]
    assert viewer.news() == []
    run.receive(Kind.HELLO, hello())
    run.receive(Kind.STATUS, status("running"))
    assert types(viewer.news()) == ["hello", "history", "status"]
    run.receive(Kind.HISTORY, history(2, 3))
    assert types(viewer.news()) == ["history"]
    assert viewer.news() == []
