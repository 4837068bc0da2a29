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
ON_DEMAND = {"run/keys.js"}
"""What a stage asks for by itself once it stands; nothing on the page waits for it."""


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
    ("path", "opened"),
    [
        ("", trains),
        ("weights", opens_weights),
        ("activations", opens_activations),
        ("data", opens_both_parts_of_data),
        ("guide", opens_guide),
    ],
)
def test_a_page_needs_no_script_that_its_header_does_not_name(browser: Browser, app: str, path: str, opened) -> None:
    with urllib.request.urlopen(f"{app}/{path}") as answer:
        named = set(re.findall(r"<live/static/([^>]+)>", answer.headers["Link"] or ""))
    with open_page(browser, f"{app}/{path}") as page:
        opened(page)
        assert named <= served(page) <= named | ON_DEMAND


def test_the_network_of_activations_is_fetched_when_it_is_opened(browser: Browser, app: str) -> None:
    with open_page(browser, f"{app}/activations") as page:
        opens_activations(page)
        page.get_by_role("tab", name="Your network").click()
        opens_weights(page)
        named = set(modules_of("pages/activations/curves.js", "pages/activations/page.js"))
        assert named <= served(page) <= named | ON_DEMAND


def served(page: Page) -> set[str]:
    """Our scripts that the browser has fetched."""
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    return {name.partition("/live/static/")[2] for name in loaded if name.endswith(".js")} - {""}
