"""The app as a learner sees it, in headless Chromium: pictures, animation frames, the start, the memory."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psutil
from playwright.sync_api import Page, sync_playwright
from websockets.sync.client import connect

from benchmarks.worker_bench import own_megabytes
from tests.browser.conftest import ARGUMENTS, chromium, open_page, running_app
from tests.browser.stage import choose_preset, frame, pictures, press, state, wait, wait_for_state

READERS = 10
WATCH = """seconds => new Promise(done => {
  let frames = 0, replaced = 0;
  const before = [...document.querySelectorAll('canvas, .js-plotly-plot, [data-testid="stElementContainer"]')];
  const start = performance.now(), pictures = window.__playground.pictures;
  const tick = () => {
    frames += 1;
    const spent = (performance.now() - start) / 1000;
    if (spent < seconds) { requestAnimationFrame(tick); return; }
    replaced = before.filter(element => !element.isConnected).length;
    done({ pictures: (window.__playground.pictures - pictures) / spent, frames: frames / spent, replaced });
  };
  requestAnimationFrame(tick);
})"""


@contextmanager
def opened(**settings: str) -> Iterator[tuple[Page, Any, float]]:
    """The app with one page; and the seconds from its start to a page with a picture and a Play button."""
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
        start = time.perf_counter()
        url, process = stack.enter_context(running_app(**settings))
        page = stack.enter_context(open_page(browser, url))
        wait(page, 60, lambda: pictures(page) > 0, "a first picture")
        yield page, process, time.perf_counter() - start


def seconds_to_page() -> float:
    """From the start of the app to its first picture."""
    with opened() as (_page, _process, seconds):
        return seconds


def drawing(page: Page, preset: str, seconds: float, repeats: int) -> list[dict[str, float]]:
    """What the page draws while that preset trains in turbo."""
    choose_preset(page, preset)
    wait_for_state(page, "running", "paused", "finished", "ready", seconds=60)
    wait(page, 60, lambda: frame(page).get("epoch", 0) > 0, "an epoch")
    if state(page) != "running":
        press(page, "Play")
        wait_for_state(page, "running")
    page.wait_for_timeout(2500)
    return [page.evaluate(WATCH, seconds) for _ in range(repeats)]


def web_megabytes() -> float:
    """The web process's own memory with ten readers of a run in turbo: the page, and nine connections like its own."""
    with opened(PLAYGROUND_MAX_VIEWERS=str(READERS + 2)) as (page, process, _), ExitStack() as stack:
        wait_for_state(page, "running", "paused", "finished", seconds=60)
        token = page.evaluate("() => Object.values(sessionStorage).find(text => text.length === 43)")
        origin = page.evaluate("() => location.origin")
        for _ in range(READERS - 1):
            url = f"{origin.replace('http', 'ws', 1)}/live/ws"
            socket = stack.enter_context(connect(url, origin=origin, max_size=None))
            socket.send(json.dumps({"token": token}))
        if state(page) != "running":
            press(page, "Play")
        page.wait_for_timeout(6000)
        return own_megabytes(psutil.Process(process.pid))
