"""A real server with the live routes, and a real run, for all tests of a module."""

from collections.abc import Iterator

import pytest

from playground import runs
from playground.live.routes import routes
from playground.runs.settings import Settings
from tests.live.serving import serving
from tests.runs.running import experiment, wait_for_state


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A server with the live routes; gives ``localhost:port``."""
    with serving(routes()) as host:
        yield host


@pytest.fixture(scope="module")
def run() -> Iterator[runs.Run]:
    """A run that waits for Play."""
    runs.open(Settings())
    run = runs.start(experiment(), owner="learner")
    wait_for_state(run, "ready")
    yield run
    runs.close()
