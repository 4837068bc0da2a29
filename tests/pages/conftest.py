"""A running app and a real browser. A missing browser is an error with a remedy, not a skip."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

expect.set_options(timeout=30_000)  # for machines that are busy; a test that passes does not wait so long
ROOT = Path(__file__).parents[2]
GRACE_SECONDS = 6
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def chromium() -> str:
    """The browser's program."""
    for name in (os.environ.get("PLAYGROUND_CHROMIUM", ""), *PROGRAMS):
        found = shutil.which(name) if name else None
        if found:
            return found
    pytest.fail("The browser tests need Chromium: run `make browser`, or set PLAYGROUND_CHROMIUM to its program.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_app(port: int = 0, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The app as a learner starts it, on a port of its own, with its log in a file."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true",
             f"--server.port={port}", "--server.address=127.0.0.1"],
            cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_until_up(url, process, log.name)
            yield url, process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_up(url: str, process: subprocess.Popen[bytes], log: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the app did not start:\n{Path(log).read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    with running_app(PLAYGROUND_GRACE_SECONDS=str(GRACE_SECONDS)) as (url, _process):
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as running:
        yield running


_CONTEXTS: WeakKeyDictionary[Browser, dict[str, BrowserContext]] = WeakKeyDictionary()


@contextmanager
def open_page(browser: Browser, url: str, **context: object) -> Iterator[Page]:
    """A page in a tab of its own; an error in the browser's console fails the test.

    Tabs with the same settings share what the browser keeps of the app's files, as a learner's tabs do: that halves
    the time of a test. What the page itself stores for longer than a tab is forgotten.
    """
    settings: dict[str, object] = {"viewport": {"width": 1366, "height": 768}, "locale": "en-US", **context}
    known = _CONTEXTS.setdefault(browser, {})
    key = json.dumps(settings, sort_keys=True)
    if key not in known:
        known[key] = browser.new_context(**settings)  # type: ignore[arg-type]
    page = known[key].new_page()
    try:
        errors: list[str] = []
        page.on("console", lambda message: keep_error(message, errors))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        yield page
        assert not errors, errors
        page.evaluate("() => localStorage.clear()")
    finally:
        page.close()


def keep_error(message: ConsoleMessage, errors: list[str]) -> None:
    # On a page's own address Streamlit first asks below it for the server, as a base path might be there.
    probe = "/_stcore/" in str(message.location.get("url")) and "404" in message.text
    if message.type == "error" and not probe:
        errors.append(f"{message.text} ({message.location})")


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    with open_page(browser, app) as opened:
        yield opened
