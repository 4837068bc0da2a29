"""The app as a learner sees it, in headless Chromium: pictures, animation frames, the start, the memory."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psutil
from playwright.sync_api import Page, sync_playwright

from benchmarks.worker_bench import own_megabytes
from tests.pages.conftest import ARGUMENTS, chromium, free_port, open_page, running_app
from tests.pages.stage import choose_preset, frame, pictures, press, state, wait, wait_for_state

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
def opened(**settings: str) -> Iterator[tuple[Page, Any, tuple[float, float]]]:
    """The app with one page; the seconds from its start to a page with all its controls, and to the first picture."""
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = stack.enter_context(playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS))
        start = time.perf_counter()
        url, process = stack.enter_context(running_app(free_port(), **settings))
        page = stack.enter_context(open_page(browser, url))
        for control in (page.locator(".pg-transport"), page.get_by_role("tab", name="Layers")):
            control.wait_for()
        usable = time.perf_counter() - start
        wait(page, 60, lambda: pictures(page) > 0, "a first picture")
        yield page, process, (usable, time.perf_counter() - start)


def seconds_to_page() -> tuple[float, float]:
    """From the start of the app to a page with all its controls, and to its first picture."""
    with opened() as (_page, _process, seconds):
        return seconds


def choose_deep(page: Page) -> None:
    """Make the spiral's network one of all seven features and six hidden layers of 8, by hand."""
    for feature in ("x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂"):
        page.get_by_role("button", name=feature, exact=True).click()
        page.wait_for_timeout(500)
    page.get_by_role("tab", name="Layers").click()
    for number in (4, 5, 6):
        page.get_by_role("button", name=f"Duplicate layer {number - 1}").click()
        wait(page, 20, lambda count=number + 1: layers(page) == count, f"{number} layers")  # type: ignore[misc]
    if layers(page, "input_shape") != [7]:
        raise RuntimeError("the network does not have seven inputs")


def choose_endless(page: Page) -> None:
    """So many epochs that training goes on as long as anybody looks."""
    page.get_by_role("tab", name="Training").click()
    page.get_by_role("slider", name="Epochs").press("End")
    page.wait_for_timeout(2000)


def layers(page: Page, what: str = "layers.length") -> Any:
    """What the hello of the run says about its network."""
    return page.evaluate(f"() => window.__playground.hello?.{what}")


def train_endlessly(page: Page, preset: str, *, deep: bool = False) -> None:
    """Let that preset train in turbo, as long as anybody looks."""
    choose_preset(page, preset)
    wait_for_state(page, "running", "paused", "finished", "ready", seconds=60)
    if deep:
        choose_deep(page)
    choose_endless(page)
    wait_for_state(page, "running", "paused", "finished", "ready", seconds=60)
    if state(page) != "running":
        press(page, "Play")
    wait(page, 60, lambda: frame(page).get("epoch", 0) > 0 and state(page) == "running", "an epoch")


def drawing(page: Page, preset: str, seconds: float, repeats: int, *, deep: bool = False) -> list[dict[str, float]]:
    """What the page draws while that preset trains in turbo."""
    train_endlessly(page, preset, deep=deep)
    page.wait_for_timeout(2500)
    return [page.evaluate(WATCH, seconds) for _ in range(repeats)]


def web_megabytes() -> float:
    """The web process's own memory with ten learners on the page, each with a tab and a run of their own."""
    with opened() as (page, process, _), ExitStack() as stack:
        browser = page.context.browser
        assert browser is not None
        pages = [page, *(stack.enter_context(open_page(browser, page.url)) for _ in range(READERS - 1))]
        for each in pages:
            wait_for_state(each, "running", "paused", "finished", seconds=120)
        page.wait_for_timeout(6000)
        return own_megabytes(psutil.Process(process.pid))
