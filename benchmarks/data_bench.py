"""What data cost: Fashion-MNIST from the cache to a worker that trains, its memory, and what the Data page answers."""

import time
from statistics import median
from typing import NamedTuple

import psutil
from playwright.sync_api import Page

from benchmarks.engine_bench import cases
from benchmarks.page_bench import opened
from benchmarks.worker_bench import MEGABYTE, endless, newest_worker, own_megabytes, watched

SET_MEGABYTES = 70_000 * 28 * 28 * 4 / MEGABYTE
"""All pictures as float32."""

_IDLE = """() => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'"""
_SHOW = """([name, drawn]) => new Promise(done => {
  const tab = [...document.querySelectorAll('[data-testid="stMain"] [role="tab"]')]
    .find(one => one.textContent === name);
  const app = document.querySelector('[data-testid="stApp"]');
  const start = performance.now();
  const look = () => {
    const shown = document.querySelector('[data-testid="stMain"] [role="tab"][aria-selected="true"]');
    const panel = shown?.textContent === name && document.getElementById(shown.getAttribute('aria-controls'));
    const is_there = panel && panel.querySelector(drawn) && app.dataset.testScriptState === 'notRunning';
    if (is_there) done((performance.now() - start) / 1000); else requestAnimationFrame(look);
  };
  tab.click();
  look();
})"""
_CHANGED = """before => {
  const told = document.querySelectorAll('[data-testid="stMain"] [role="tabpanel"] strong')[1];
  return told && told.textContent !== before;
}"""


class Cost(NamedTuple):
    """Of a run of Fashion-MNIST whose files are in the data folder."""

    seconds_to_data: float
    """From the click on Play until the worker has the data, split and scaled."""
    seconds_to_training: float
    """From the same click to the first picture after a trained batch."""
    megabytes: float
    """The worker's own memory (USS) at its largest moment, starting and training."""


def cost(host: str, seconds: float = 3.0) -> Cost:
    """Start a run by a click on Play and watch it for so long after its first picture."""
    start = time.perf_counter()
    with watched(host, endless(cases()["fashion"].experiment)) as seen:
        seen.play()
        largest, loaded, trained = 0.0, 0.0, 0.0
        while not trained or time.perf_counter() < trained + seconds:
            came, header = seen.until(lambda header: True, 60)
            loaded = loaded or (came if header.get("loaded") else 0.0)
            trained = trained or (came if header["type"] == "frame" and header["step"] > 0 else 0.0)
            if loaded:
                largest = max(largest, own_megabytes(newest_worker(psutil.Process().pid)))
    return Cost(loaded - start, trained - start, largest)


def typical(costs: list[Cost]) -> Cost:
    """The medians, and of the memory the largest."""
    data, training, megabytes = zip(*costs, strict=True)
    return Cost(median(data), median(training), max(megabytes))


class Answers(NamedTuple):
    """Seconds until the Data page has answered, with a large table of the learner's own."""

    section: float
    """From a click on another section to its figures and tables."""
    longest: float
    """The longest of these."""
    summary: float
    """From another split to the page about it: everything is counted anew, in a process of its own."""


def answers(content: bytes, repeats: int = 3) -> Answers:
    """Upload a CSV and look at each section of the Data page in turn, in a real browser."""
    sections = {"Table": "[data-testid=stDataFrame] canvas", "Distributions": ".barlayer .point",
                "Pairs": ".scatterlayer .point", "Overview": ".barlayer .point"}  # fmt: skip
    with opened() as (page, _process, _seconds):
        page.get_by_role("link", name="Data", exact=True).click()
        upload = {"name": "table.csv", "mimeType": "text/csv", "buffer": content}
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(upload)  # type: ignore[arg-type]
        page.get_by_role("button", name="Train on it").wait_for(timeout=60_000)
        page.get_by_role("tab", name="Overview").wait_for(timeout=60_000)
        page.wait_for_timeout(3000)
        seconds = [_shown(page, name, drawn) for _ in range(repeats) for name, drawn in sections.items()]
        anew = [_split_anew(page, key) for key in ("ArrowRight", "ArrowLeft") * repeats]
        return Answers(median(seconds), max(seconds), median(anew))


def _shown(page: Page, section: str, drawn: str) -> float:
    seconds = float(page.evaluate(_SHOW, [section, drawn]))
    page.wait_for_timeout(1000)
    return seconds


def _split_anew(page: Page, key: str) -> float:
    """Move the share of training data by a step; the number of training samples in the overview follows."""
    panel = page.get_by_role("tabpanel", name="Overview")
    before = panel.locator("strong").nth(1).inner_text()
    page.get_by_role("slider", name="Share of training data").focus()
    start = time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_function(_CHANGED, arg=before)
    page.wait_for_function(_IDLE)
    spent = time.perf_counter() - start
    page.wait_for_timeout(2500)
    return spent
