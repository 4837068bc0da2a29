"""The views draw whatever a network may give: nothing, one, zeros, NaN, infinity; in a browser, without an error."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.conftest import open_page
from tests.pages.stage import frame, train_some, wait

pytestmark = pytest.mark.browser

ODD = """async () => {
  const seen = window.__playground;
  const arrays = seen.arrays();
  const header = seen.frames;
  const filled = value => Object.fromEntries(Object.entries(arrays).map(([name, array]) => {
    const data = array.data.slice();
    if (data instanceof Float32Array || data instanceof Float64Array) data.fill(value);
    return [name, { ...array, data }];
  }));
  const cut = most => Object.fromEntries(Object.entries(arrays).map(([name, array]) => {
    const shape = array.shape.map((size, axis) => (axis ? size : Math.min(most, size)));
    return [name, { ...array, data: array.data.slice(0, shape.reduce((all, size) => all * size, 1)), shape }];
  }));
  const numbers = { nan: NaN, infinity: Infinity, huge: 1e30, zero: 0 };
  const made = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, filled(value)]));
  const variants = { ...made, empty: cut(0), single: cut(1), none: {} };
  const failed = [];
  for (const [name, variant] of Object.entries(variants)) {
    try {
      seen.drawOnce(variant, header);
      await new Promise(done => setTimeout(done, 250));
    } catch (error) {
      failed.push(`${name}: ${error.stack}`);
    }
  }
  seen.drawOnce(arrays, header);
  return { failed, count: Object.keys(arrays).length };
}"""


def check(page: Page) -> None:
    wait(page, 60, lambda: bool(frame(page)), "a picture")
    page.wait_for_timeout(500)
    found = page.evaluate(ODD)
    assert found["count"] > 0
    assert not found["failed"], "\n\n".join(found["failed"])


@pytest.mark.parametrize("preset", ["Circle", "Digits", "Regression"])
def test_every_view_draws_odd_values(browser: Browser, app: str, preset: str) -> None:
    with open_page(browser, app) as page:
        train_some(page, preset, 2)
        check(page)
        for name in ("Weights", "One sample", "Results"):
            page.get_by_role("link", name=name).click()
            at = {"One sample": "sample"}.get(name, name.lower())
            wait(page, 30, lambda at=at: page.evaluate("() => window.__playground?.page") == at, name)  # type: ignore[misc]
            check(page)
