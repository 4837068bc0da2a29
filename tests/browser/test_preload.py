"""What the browser fetches of our scripts is what the page's header has named."""

import re
import urllib.request

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import open_page
from tests.browser.stage import frame, press, wait

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "weights"])
def test_a_page_needs_no_script_that_its_header_does_not_name(browser: Browser, app: str, path: str) -> None:
    with urllib.request.urlopen(f"{app}/{path}") as answer:
        named = set(re.findall(r"<live/static/([^>]+)>", answer.headers["Link"]))
    with open_page(browser, f"{app}/{path}") as page:
        if path:
            press(page, "Train an example")
        wait(page, 60, lambda: frame(page).get("epoch", 0) > 0, "training")
        loaded = page.evaluate("() => performance.getEntriesByType('resource').map((entry) => entry.name)")
    served = [name.partition("/live/static/")[2] for name in loaded if name.endswith(".js")]
    assert set(served) - {""} == named
