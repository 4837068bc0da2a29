"""The pages that look inside a network: from a click or a move of the rewind handle to the drawn picture, and the cost.

Times are taken in the page, from the event to the animation frame after which the picture is there.
"""

import time
from typing import Any

import psutil
from playwright.sync_api import Page

from benchmarks.engine_bench import Case
from benchmarks.page_bench import choose_endless, opened
from benchmarks.worker_bench import endless, is_new_frame, newest_worker, own_megabytes, ready, watched
from tests.pages.stage import choose_preset, frame, press, state, train_some, wait, wait_for_state

MOVES = 9
PAGE_SECONDS = 4.0
EPOCHS = (4_000, 20_000)

MOVE = """index => new Promise(done => {
  const slider = document.querySelector('.pg-timeline input');
  const before = window.__playground.frames.viewed?.step ?? null;
  const start = performance.now();
  slider.value = String(index);
  slider.dispatchEvent(new Event('input'));
  const look = () => {
    const step = window.__playground.frames.viewed?.step ?? null;
    if (step !== null && step !== before) {
      requestAnimationFrame(() => done((performance.now() - start) / 1000));
      return;
    }
    if (performance.now() - start > 20000) { done(Infinity); return; }
    requestAnimationFrame(look);
  };
  look();
})"""

NEXT = """name => new Promise(done => {
  const key = () => JSON.stringify(window.__playground.array('walk:x').slice(0, 800));
  const before = key();
  const start = performance.now();
  [...document.querySelectorAll('button')].find(button => [button.title, button.ariaLabel].includes(name)).click();
  const look = () => {
    if (key() !== before) {
      requestAnimationFrame(() => done((performance.now() - start) / 1000));
      return;
    }
    if (performance.now() - start > 20000) { done(Infinity); return; }
    requestAnimationFrame(look);
  };
  look();
})"""


def moves(preset: str, epochs: int) -> list[float]:
    """Seconds from a move of the rewind handle to the drawn picture."""
    with opened() as (page, _process, _seconds):
        train_some(page, preset, epochs)
        page.wait_for_timeout(1000)
        last = int(page.locator(".pg-timeline input").get_attribute("max") or 0)
        places = [round(last * (1 + number) / (MOVES + 2)) for number in range(MOVES)]
        found = []
        for place in dict.fromkeys(places):
            found.append(page.evaluate(MOVE, place))
            page.wait_for_timeout(600)
        return found


def samples(name: str = "The next sample") -> list[float]:
    """Seconds from a click on the next sample to its drawn walk, through 784-128-10 with Fashion-MNIST."""
    with opened() as (page, _process, _seconds):
        train_some(page, "Fashion-MNIST", 1)
        page.get_by_role("link", name="One sample").click()
        wait(page, 30, lambda: bool(page.evaluate("() => window.__playground.array('walk:x').length")), "a sample")
        page.wait_for_timeout(2000)
        found = []
        for _ in range(MOVES):
            found.append(page.evaluate(NEXT, name))
            page.wait_for_timeout(400)
        return found


def weights_page() -> tuple[float, float]:
    """Pictures per second of the weights page while the default network trains, and the speed that is left of it.

    The speed without the page is that of the same run while a page without a network is read.
    """
    with opened() as (page, _process, _seconds):
        choose_preset(page, "Circle")
        wait_for_state(page, "paused", "finished", seconds=60)
        choose_endless(page)
        press(page, "Play")
        wait(page, 30, lambda: state(page) == "running" and frame(page).get("epoch", 0) > 0, "training")
        seen: list[dict[str, float]] = []
        alone: list[float] = []
        for _ in range(3):
            page.get_by_role("link", name="Weights").click()
            wait(page, 30, lambda: page.evaluate("() => window.__playground.page === 'weights'"), "the page")
            wait(page, 30, lambda: bool(frame(page)), "a picture")
            page.wait_for_timeout(3000)
            first = look(page)
            page.wait_for_timeout(1000 * PAGE_SECONDS)
            last = look(page)
            seconds = last["at"] - first["at"]
            seen.append({name: (last[name] - first[name]) / seconds for name in ("epoch", "pictures")})
            page.get_by_role("link", name="Guide").click()
            page.wait_for_timeout(1000 * PAGE_SECONDS)
            page.evaluate("() => { window.__playground = null; }")
            page.get_by_role("link", name="Weights").click()
            wait(page, 30, lambda: page.evaluate("() => window.__playground?.page === 'weights'"), "the page")
            wait(page, 30, lambda after=last["epoch"]: frame(page).get("epoch", 0) > after, "a picture")  # type: ignore[misc]
            back = look(page)
            alone.append((back["epoch"] - last["epoch"]) / (back["at"] - last["at"]))
        middle = sorted(range(3), key=lambda index: seen[index]["epoch"] / alone[index])[1]
        return seen[middle]["pictures"], seen[middle]["epoch"] / alone[middle]


def look(page: Page) -> dict[str, float]:
    """Epoch, pictures and the page's clock in seconds, at one moment."""
    found: dict[str, float] = page.evaluate(
        "() => ({ epoch: window.__playground.frames.epoch, pictures: window.__playground.pictures,"
        " at: Date.now() / 1000 })"
    )
    return found


def memory_over_time(host: str, case: Case) -> tuple[float, float]:
    """A worker's own memory in MB after some thousand epochs and after twenty thousand."""
    found = []
    with watched(host, endless(case.experiment)) as seen:
        ready(seen)
        seen.play()
        for epochs in EPOCHS:
            seen.until(lambda header, least=epochs: header["type"] == "frame" and header["epoch"] >= least, 120)
            found.append(own_megabytes(newest_worker(psutil.Process().pid)))
            seen.until(is_new_frame(time.perf_counter() + 0.1), 30)
    return found[0], found[1]


def middle(values: list[Any]) -> float:
    """The median."""
    ordered = sorted(values)
    return float(ordered[len(ordered) // 2])
