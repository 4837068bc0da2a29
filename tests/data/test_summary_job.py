"""Summaries by a child process: bounded, in fair turns, and downloads hold up nobody but themselves."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from playground import jobs
from playground.data import settings, summary_job
from playground.data.summary import Summary, summarise
from playground.spec import DATASETS, DataSpec, DataUnavailable, InvalidExperiment
from tests.mirror import PATIENCE_SECONDS, Mirror, noise, served

IRIS = DataSpec.start(DATASETS["iris"]())


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    jobs.close()
    yield
    jobs.close()


def test_the_process_makes_the_same_summary():
    here, there = summarise(IRIS), summary_job.summary_of(IRIS)
    np.testing.assert_array_equal(there.rows, here.rows)
    np.testing.assert_array_equal(there.columns.counts, here.columns.counts)


def test_a_formula_needs_no_process(monkeypatch):
    monkeypatch.setattr(jobs, "run", lambda *_: pytest.fail("a process was started"))
    assert summary_job.summary_of(DataSpec(dataset="circle")).counts.sum() == 500


def test_what_is_wrong_is_said_by_the_process_too():
    # Three samples of 150 cannot hold one of each class in both parts.
    spec = IRIS.model_copy(update={"train_share": 0.01})
    with pytest.raises((InvalidExperiment, DataUnavailable), match=r"."):
        summary_job.summary_of(spec)


def test_a_process_that_takes_too_long_is_ended_and_explained(monkeypatch):
    monkeypatch.setattr(summary_job, "SECONDS", 0.0)
    with pytest.raises(DataUnavailable, match="took too long"):
        summary_job.summary_of(IRIS)


@pytest.mark.real_data
def test_the_summary_of_fashion_mnist_is_small_and_right():
    dataset = DATASETS["fashion_mnist"]()
    if not dataset.is_here():
        pytest.skip("fashion_mnist is not in the data folder")
    found = summary_job.summary_of(DataSpec.start(dataset))
    assert found.counts.tolist() == [[6000] * 10, [1000] * 10]
    assert found.examples.shape == (200, 28, 28, 1)
    assert found.examples.dtype == np.uint8
    assert found.columns.scaled_statistics[0].tolist() == pytest.approx([0, 1, 0.2862, 0.3529], abs=1e-4)
    size = io.BytesIO()
    found.save(size)
    assert len(size.getvalue()) < 2_000_000


class Left(Exception):  # noqa: N818
    """Raised for a learner who waits no more."""


class Learner(threading.Thread):
    """Wants a summary in a thread, as each tab of a browser does."""

    def __init__(self, spec: DataSpec) -> None:
        super().__init__(daemon=True)
        self.spec = spec
        self.seen: list[tuple[int, int]] = []
        self.summary: Summary | None = None
        self.problem: Exception | None = None
        self.is_gone = False

    def beat(self) -> None:
        if self.is_gone:
            raise Left

    def run(self) -> None:
        try:
            self.summary = summary_job.summary_of(
                self.spec, lambda done, total: self.seen.append((done, total)), self.name, self.beat
            )
        except Exception as problem:
            self.problem = problem


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A mirror that gives half of any file, and an empty data folder."""
    files = {f"/{kind.folder}/{file.name}": noise() for kind in PICTURES for file in kind.files}
    with served(files) as found:
        monkeypatch.setenv(settings.DATA_DIR_VARIABLE, str(tmp_path))
        monkeypatch.setenv(settings.MIRRORS_VARIABLE, found.url)
        yield found


PICTURES = [DATASETS["mnist"], DATASETS["fashion_mnist"]]


def test_two_downloads_that_hang_hold_up_nobody(mirror: Mirror) -> None:
    downloads = [Learner(DataSpec.start(kind())) for kind in PICTURES]
    for learner in downloads:
        learner.start()
    mirror.wait_half_way(2)
    third = Learner(IRIS)
    third.start()
    third.join(PATIENCE_SECONDS)
    is_answered_while_they_hang = not third.is_alive() and all(learner.is_alive() for learner in downloads)
    for learner in (*downloads, third):
        learner.is_gone = True
        learner.join(PATIENCE_SECONDS)
    assert third.problem is None
    assert is_answered_while_they_hang
    assert [type(learner.problem) for learner in downloads] == [Left, Left]


def test_of_two_learners_one_has_a_set_downloaded_and_the_other_takes_over_when_that_one_leaves(mirror: Mirror) -> None:
    first, second = Learner(DataSpec.start(PICTURES[0]())), Learner(DataSpec.start(PICTURES[0]()))
    first.start()
    mirror.wait_half_way()
    second.start()
    assert len(mirror.asked) == 1
    first.is_gone = True
    mirror.wait_half_way()
    assert isinstance(first.problem, Left) or first.is_alive()
    second.is_gone = True
    for learner in (first, second):
        learner.join(PATIENCE_SECONDS)
        assert isinstance(learner.problem, Left)
    assert len(mirror.asked) == 2


def test_a_download_tells_how_far_it_is(mirror: Mirror) -> None:
    learner = Learner(DataSpec.start(PICTURES[0]()))
    learner.start()
    mirror.wait_half_way()
    while not learner.seen:
        assert learner.is_alive()
        learner.join(0.01)
    learner.is_gone = True
    learner.join(PATIENCE_SECONDS)
    assert learner.seen[0][1] == PICTURES[0].download_bytes


def test_a_summary_that_nobody_waits_for_is_ended() -> None:
    learner = Learner(IRIS)
    learner.is_gone = True
    learner.start()
    learner.join(PATIENCE_SECONDS)
    assert isinstance(learner.problem, Left)
