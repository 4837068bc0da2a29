"""A class of eight, all at once: who gets how much, and whether each command is obeyed. No times."""

import psutil
import pytest

from benchmarks.load.report import TOOL, Measured
from benchmarks.load.scenario import Plan, measure
from tests.apart import run_apart

LEARNERS = 8


@pytest.fixture(scope="module")
def seen() -> Measured:
    """Eight who press Play on the same, and click."""
    plan = Plan("same", LEARNERS, seconds=15.0, clicks=True, settling=5.0)
    return run_apart(measure(plan))


@pytest.mark.alone
def test_nobody_meets_an_error(seen: Measured) -> None:
    assert seen.errors == []


@pytest.mark.alone
def test_everybody_sees_the_network_learn(seen: Measured) -> None:
    assert len(seen.records) == LEARNERS
    assert all(record.trained_at is not None for record in seen.records)
    assert all(share.pictures_per_second > 0 for share in seen.shares)


@pytest.mark.alone
def test_nobody_starves(seen: Measured) -> None:
    speeds = [round(share.epochs_per_second, 1) for share in seen.shares]
    assert seen.fairness is not None, speeds
    assert seen.fairness >= 1 / 3, speeds


@pytest.mark.alone
def test_every_command_has_its_effect(seen: Measured) -> None:
    for record in seen.records:
        assert {click.name for click in record.clicks} == {"pause", "play", "reset", "learning_rate"}
        assert all(click.seen is not None for click in record.clicks)


@pytest.mark.alone
def test_no_process_is_left(seen: Measured) -> None:
    begun = {pid: at for kind, pid, at in seen.used.processes if kind != TOOL}
    assert len(begun) > LEARNERS, "of each learner there was a worker"
    still = [each for each in psutil.process_iter(["create_time"]) if each.info["create_time"] == begun.get(each.pid)]
    assert still == []
