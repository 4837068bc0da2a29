"""One fork server for all tests of runs: it takes some seconds to import TensorFlow, a worker does not."""

from collections.abc import Iterator

import pytest

from playground import data, runs  # noqa: F401  (registers the datasets)
from playground.runs.keeper import Keeper
from playground.runs.settings import Settings
from tests.runs.running import experiment, wait_for, wait_for_state


@pytest.fixture(scope="session")
def _keeper() -> Iterator[Keeper]:
    runs.open(Settings())
    first = runs.start(experiment(), owner="first")
    wait_for(lambda: first.state == "ready", 180)  # a busy machine imports for a minute; afterwards all is quick
    runs.keeper()._end([first])
    yield runs.keeper()
    runs.close()


@pytest.fixture
def keeper(_keeper: Keeper) -> Iterator[Keeper]:
    """The keeper of the session, without any run before and after."""
    settings = _keeper.settings
    yield _keeper
    _keeper.settings = settings
    for run in list(_keeper._runs.values()):
        run.stop()
    with _keeper._lock:
        _keeper._end(list(_keeper._runs.values()))
    wait_for(lambda: _keeper.num_workers() == 0)


@pytest.fixture
def ready(keeper: Keeper) -> runs.Run:
    """A run that waits for Play."""
    run = runs.start(experiment(), owner="learner")
    wait_for_state(run, "ready")
    return run
