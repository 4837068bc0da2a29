"""What the browser fetches of our scripts is what the page's header has named."""

import re
import urllib.request

import pytest
from playwright.sync_api import Browser, Page

from playground.live.preload import modules_of
from tests.pages.conftest import open_page
from tests.pages.stage import frame, press, wait
from tests.pages.test_data_page import choose, settled, show

pytestmark = pytest.mark.browser
KEYS = {"run/keys.js"}
"""What the buttons over a run ask for by themselves once they stand; nothing on the page waits for it."""


def trains(page: Page) -> None:
    wait(page, 60, lambda: frame(page).get("epoch", 0) > 0, "training")


def opens_weights(page: Page) -> None:
    press(page, "Train an example")
    trains(page)


def opens_activations(page: Page) -> None:
    page.locator(".pi-curves-drawing canvas").first.wait_for()
    settled(page)


def opens_both_parts_of_data(page: Page) -> None:
    page.get_by_role("tab", name="Overview").wait_for()
    settled(page)
    choose(page, "Digits")
    show(page, "Pictures")
    page.locator(".gallery canvas").first.wait_for()
    show(page, "One picture")
    page.locator(".unrolling canvas").wait_for()


def opens_guide(page: Page) -> None:
    page.get_by_test_id("stMain").get_by_role("heading").first.wait_for()
    settled(page)


@pytest.mark.parametrize(
    ("path", "opened", "later"),
    [
        ("", trains, set()),
        ("weights", opens_weights, KEYS),
        ("activations", opens_activations, set()),
        ("data", opens_both_parts_of_data, set()),
        ("guide", opens_guide, set()),
    ],
)
def test_a_page_needs_no_script_that_its_header_does_not_name(
    browser: Browser, app: str, path: str, opened, later
) -> None:
    with urllib.request.urlopen(f"{app}/{path}") as answer:
        named = set(re.findall(r"<live/static/([^>]+)>", answer.headers["Link"] or ""))
    with open_page(browser, f"{app}/{path}") as page:
        opened(page)
        wait_for_keys(page, later)
        assert served(page) == named | later


def test_the_network_of_activations_is_fetched_when_it_is_opened(browser: Browser, app: str) -> None:
    with open_page(browser, f"{app}/activations") as page:
        opens_activations(page)
        page.get_by_role("tab", name="Your network").click()
        opens_weights(page)
        named = set(modules_of("pages/activations/curves.js", "pages/activations/page.js"))
        wait_for_keys(page, KEYS)
        assert served(page) == named | KEYS


def wait_for_keys(page: Page, later: set[str]) -> None:
    wait(page, 30, lambda: later <= served(page), "what is fetched later")


def served(page: Page) -> set[str]:
    """Our scripts that the browser has fetched."""
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    return {name.partition("/live/static/")[2] for name in loaded if name.endswith(".js")} - {""}
