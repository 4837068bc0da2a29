"""axe finds no serious or critical violation, on any page, in either theme; nothing sticks out of the window."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages.conftest import open_page
from tests.pages.stage import pictures, wait, wait_for_state

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "guide"])
def test_axe_finds_nothing_serious(browser: Browser, app: str, scheme: str, path: str) -> None:
    with open_page(browser, f"{app}/{path}", color_scheme=scheme) as page:
        if path:
            page.get_by_role("heading", name="How to read the playground").wait_for()
        else:
            wait_for_state(page, "paused", "finished", seconds=60)
        page.wait_for_timeout(1000)
        check(page)


INSIDE = ("activations", "weights", "sample", "results")


@pytest.mark.parametrize(
    ("scheme", "language", "width", "height"),
    [("light", "en-US", 1366, 768), ("dark", "zh-CN", 1920, 1080)],
)
def test_the_pages_that_look_inside_are_as_good(
    browser: Browser, app: str, scheme: str, language: str, width: int, height: int
) -> None:
    viewport = {"width": width, "height": height}
    with open_page(browser, app, color_scheme=scheme, locale=language, viewport=viewport) as page:
        wait_for_state(page, "paused", "finished", seconds=60)
        for name in INSIDE:
            page.locator(f'[data-testid="stTopNavLink"][href*="/{name}"]').click()
            if name == "activations":
                page.get_by_role("tab").nth(3).wait_for()
                page.wait_for_timeout(1500)
                check(page)
                page.get_by_role("tab").nth(3).click()
            wait(page, 30, lambda name=name: page.evaluate("() => window.__playground?.page") == name, name)  # type: ignore[misc]
            wait(page, 30, lambda: pictures(page) > 0, "a picture")
            page.wait_for_timeout(1500)
            check(page)


def check(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    serious = [
        (violation["id"], [node["target"] for node in violation["nodes"]][:5], violation["nodes"][0]["html"][:200])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert not serious
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1024, 768)])
def test_a_tablet_and_a_telephone_show_everything_side_by_side(
    browser: Browser, app: str, width: int, height: int
) -> None:
    with open_page(browser, app, viewport={"width": width, "height": height}) as page:
        wait_for_state(page, "paused", "finished", seconds=60)
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        switches = page.locator(".st-key-preferences").bounding_box()
        play = page.locator(".pg-play").bounding_box()
        assert switches
        assert play
        assert switches["x"] + switches["width"] <= width
        assert play["x"] + play["width"] <= width
        for item in page.locator("[data-testid=stTopNavLink], [data-testid=stTopNavSection]").all():
            box = item.bounding_box()
            if box and box["height"] and item.is_visible():
                assert box["x"] + box["width"] <= switches["x"], item.inner_text()
        page.locator(".pg-play").click(trial=True)  # nothing lies over it
        clipped = page.locator(".pg-tile dd").evaluate_all(
            "all => all.filter((dd) => dd.scrollWidth > dd.clientWidth).map((dd) => dd.textContent)"
        )
        assert not clipped
