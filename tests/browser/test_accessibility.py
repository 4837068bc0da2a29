"""axe finds no serious or critical violation, on either page, in either theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import open_page
from tests.browser.stage import wait_for_state

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
        found = Axe().run(page).response["violations"]
        serious = [
            (violation["id"], [node["target"] for node in violation["nodes"]][:5], violation["nodes"][0]["html"][:200])
            for violation in found
            if violation["impact"] in ("serious", "critical")
        ]
        assert not serious
