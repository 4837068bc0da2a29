"""What a test asks of the stage in the page: its newest frame, and its buttons."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page, expect


def frame(page: Page) -> dict[str, Any]:
    """The header of the newest frame that was drawn; empty before the first."""
    found: dict[str, Any] = page.evaluate("() => window.__playground?.frames ?? {}")
    return found


def state(page: Page) -> str:
    return str(page.evaluate("() => window.__playground?.state ?? ''"))


def pictures(page: Page) -> int:
    return int(page.evaluate("() => window.__playground?.pictures ?? 0"))


def wait(page: Page, seconds: float, condition: Callable[[], bool], what: str) -> float:
    """Wait until a condition holds; returns how long it took, in seconds."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"not within {seconds} s: {what}; state {state(page)!r}, frame {frame(page)}")
        page.wait_for_timeout(20)
    return time.monotonic() - start


def wait_for_state(page: Page, *states: str, seconds: float = 30) -> float:
    return wait(page, seconds, lambda: state(page) in states, f"one of {states}")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def token(page: Page) -> str:
    """Of the run that the page follows; empty before the first."""
    return str(page.evaluate("() => sessionStorage.getItem('playground.run') ?? ''"))


def choose_preset(page: Page, name: str) -> None:
    """Click on an example, and wait until the page follows its run: until then all that is seen is the run before."""
    wait(page, 60, lambda: token(page) != "", "the first run")
    before = token(page)
    # The one that is shown bears a mark.
    page.get_by_role("button", name=re.compile(rf"^(✓ ?)?{re.escape(name)}$")).first.click()
    wait(page, 30, lambda: token(page) != before, f"the run of {name}")


def expect_choice(page: Page, label: str, value: str) -> None:
    """A menu shows that value, and is the only one of its name: the old one leaves just after the new one came."""
    menus = page.get_by_role("combobox", name=label)
    expect(menus.and_(page.locator(f'[value="{value}"]'))).to_have_count(1, timeout=30_000)
    expect(menus).to_have_count(1, timeout=30_000)


def pause(page: Page) -> None:
    """Let a run stand still with its last picture; it may be ending just now, and then there is nothing to press."""
    for _ in range(20):
        if state(page) != "running":
            break
        with suppress(Error):
            page.get_by_role("button", name="Pause", exact=True).first.click(timeout=1000)
    wait(page, 30, lambda: frame(page).get("state") in ("paused", "finished"), "a picture that stands still")


def train_some(page: Page, preset: str, epochs: int) -> None:
    """A run of that example which has trained for so many epochs, and stands still with its last picture."""
    choose_preset(page, preset)
    wait(page, 240, lambda: frame(page).get("epoch", 0) >= epochs, f"{epochs} epochs")
    pause(page)


def value(page: Page, name: str) -> float:
    return float(frame(page).get("values", {}).get(name, float("nan")))


def choose_speed(page: Page, name: str) -> None:
    page.locator(".pg-segments").get_by_role("radio", name=name, exact=True).check()
