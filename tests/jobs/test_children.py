"""Real children: they answer, explain, are bounded in time, memory and output, and leave nothing."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from playground import jobs
from playground.jobs import Bounds, Job, children
from playground.jobs.child import IDLE_SECONDS
from playground.spec.errors import DataUnavailable, Explained

WORK = "tests.jobs.work"


def job(function: str, environment: dict[str, str] | None = None, **bounds: Any) -> Job:
    return Job(
        "a test", f"{WORK}:{function}", Bounds(**bounds), lambda ending: Explained(f"It ended: {ending}."),
        DataUnavailable, environment or {},
    )  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    yield
    jobs.close()
    assert not living()


def living() -> set[int]:
    """The children of these tests."""
    found = set()
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if WORK in child.cmdline():
                found.add(child.pid)
    return found


def test_a_child_answers_and_tells_how_far_it_is():
    told = []
    request = {"text": "héllo\n", "told": [[1, 10], [], ["a"]]}
    assert jobs.run(job("echo"), request, lambda *values: told.append(values)) == request
    assert told == [(1, 10), (), ("a",)]
    assert not living()


def test_what_a_child_prints_is_no_answer_and_stands_in_the_log(caplog):
    assert jobs.run(job("echo"), {"printed": '{"answer": 1}\n'})["printed"]
    assert 'a test: {"answer": 1}' in caplog.text


def test_a_long_answer_comes_whole():
    request = {"text": "x" * 1_000_000}
    assert jobs.run(job("echo"), request) == request


def test_an_explanation_arrives_as_the_type_that_the_job_names():
    with pytest.raises(DataUnavailable, match="No cake here") as caught:
        jobs.run(job("explain"), {"thing": "cake"})
    assert caught.value.values == {"thing": "cake"}


ENDINGS = {
    "a fault": (job("fail"), {}, "damage"),
    "no such function": (job("nothing"), {}, "damage"),
    "too little memory": (job("lack_memory"), {}, "memory"),
    "a death": (job("die"), {"code": 3}, "damage"),
    "a death in order": (job("die"), {"code": 0}, "damage"),
    "a crash": (job("crash"), {}, "memory"),
    "too long": (job("sleep", seconds=0.2), {}, "time"),
    "no time at all": (job("sleep", seconds=0.0), {}, "time"),
    "memory that grows": (job("grow", memory_mb=100), {}, "memory"),
    "much memory at once": (job("take", memory_mb=100), {"megabytes": 1000}, "memory"),
    "too long an answer": (job("talk", answer_bytes=100_000), {}, "damage"),
}


@pytest.mark.parametrize(
    ("name", "is_warm"), [(name, False) for name in ENDINGS] + [("too long", True), ("a death", True)]
)
def test_an_end_without_an_answer_is_explained_and_leaves_nothing(name, is_warm):
    work, request, ending = ENDINGS[name]
    if is_warm:
        jobs.warm(work)
    with pytest.raises(Explained) as caught:
        jobs.run(work, request)
    assert str(caught.value) == f"It ended: {ending}."
    assert not living()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_file_is_bounded(tmp_path: Path):
    path = tmp_path / "large"
    with pytest.raises(Explained):
        jobs.run(job("write", file_bytes=1 << 20), {"path": str(path)})
    assert path.stat().st_size <= 65 << 20


def test_the_log_says_how_a_child_died_and_what_it_printed_last(caplog):
    with pytest.raises(Explained):
        jobs.run(job("die"), {"code": 3})
    assert "a test ended with 3" in caplog.text
    assert "a test: before the end" in caplog.text


def test_a_child_that_cannot_even_start_is_explained(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(Explained, match="damage"):
        jobs.run(job("echo"), {})


def test_a_child_that_waits_answers_once_and_is_shared_by_the_jobs_of_a_module(monkeypatch):
    jobs.warm(job("echo"))
    (ahead,) = living()
    jobs.warm(job("process"))
    assert living() == {ahead}
    assert jobs.run(job("process"), {}) == ahead
    assert not living()
    assert jobs.run(job("process"), {}) != ahead


def test_a_child_that_ended_while_it_waited_is_replaced():
    jobs.warm(job("echo"))
    (ahead,) = living()
    psutil.Process(ahead).kill()
    assert jobs.run(job("echo"), {"a": 1}) == {"a": 1}
    jobs.warm(job("echo"))
    (ahead,) = living()
    psutil.Process(ahead).kill()
    psutil.wait_procs([psutil.Process(ahead)], timeout=20)
    jobs.warm(job("echo"))
    assert living() != {ahead}


def test_a_child_has_the_environment_of_its_job():
    name = "PLAYGROUND_TEST_OF_JOBS"
    assert jobs.run(job("variable", {name: "7"}), {"name": name}) == "7"
    assert name not in os.environ


class LeftError(Exception):
    """Nobody waits any more."""


def test_work_that_nobody_waits_for_is_ended():
    def leave() -> None:
        raise LeftError

    with pytest.raises(LeftError):
        jobs.run(job("sleep"), {}, beat=leave)
    assert not living()


def test_what_is_raised_where_progress_is_told_ends_the_work():
    def leave(pid: int) -> None:
        raise LeftError(pid)

    with pytest.raises(LeftError) as caught:
        jobs.run(job("sleep"), {}, leave)
    assert not psutil.pid_exists(caught.value.args[0])


def test_several_children_work_at_the_same_time():
    pids = []

    def work() -> None:
        pids.append(jobs.run(job("process"), {}))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(pids)) == 4


PARENT = """
import os
from playground import jobs
from tests.jobs.test_children import job

def tell(pid):
    print(pid, flush=True)
    os.kill(os.getpid(), 9)

jobs.run(job("sleep"), {}, tell)
"""


def test_a_child_ends_with_its_parent():
    ended = subprocess.run([sys.executable, "-c", PARENT], capture_output=True, text=True, check=False)
    pid = int(ended.stdout)
    until = time.monotonic() + 60
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_child_that_waits_ends_with_its_parent_too():
    script = (
        "import os; from playground.jobs import children; from tests.jobs.test_children import job;"
        "child = children.Process(job('echo')); print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    with contextlib.suppress(psutil.Error):
        assert psutil.wait_procs([psutil.Process(int(ended.stdout))], timeout=IDLE_SECONDS / 5)[1] == []


def test_the_parent_needs_nothing_that_the_work_needs():
    script = "import sys; import playground.jobs; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "tensorflow", "streamlit", "playground.data"} & set(loaded)
    assert children.__name__ in loaded
