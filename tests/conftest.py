"""What all tests share: the data folder's real files, required where continuous integration has them."""

import os

import pytest
from hypothesis import settings

# How long an example takes says something about the machine; and the same commit has to give the same result.
settings.register_profile("playground", deadline=None, derandomize=True)
settings.load_profile("playground")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Where the real data must be there, a skipped test of it is a failure."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("PLAYGROUND_REQUIRE_REAL_DATA") and report.skipped and item.get_closest_marker("real_data"):
        report.outcome = "failed"
        report.longrepr = f"the real data is required here, but the test was skipped: {report.longrepr}"
