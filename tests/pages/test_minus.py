"""No number that a page shows has a hyphen for its minus sign, neither in a text nor in what is read aloud."""

import pytest
from playwright.sync_api import Page

from tests.pages.stage import press, train_some, wait

pytestmark = pytest.mark.browser

# A word with a hyphen before a digit (CIFAR-10) and a range of years are no negative numbers.
HYPHENS = r"""() => {
  const found = [];
  const negative = /(?:^|[\s(=≈×·,:\[])-\s?\d|\de-\d/;
  const look = (text) => { if (text && negative.test(text)) found.push(text.trim().slice(0, 120)); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const inside = walker.currentNode.parentElement;
    if (!inside.closest("script, style, code, input, textarea, annotation")) look(walker.currentNode.data);
  }
  for (const element of document.querySelectorAll("[aria-label], [aria-valuetext], [title]"))
    for (const name of ["aria-label", "aria-valuetext", "title"]) look(element.getAttribute(name));
  return found;
}"""
SHOWN = "() => document.body.innerText.includes('−')"


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    wait(page, 60, lambda: page.evaluate("() => window.__playground?.view != null"), f"the page {name}")


def test_every_negative_number_has_the_minus_sign(page: Page) -> None:
    train_some(page, "Regression", 3)
    press(page, "Table")
    wait(page, 30, lambda: page.evaluate(SHOWN), "a negative number in the table of the network")
    assert page.evaluate(HYPHENS) == []
    for name in ("Weights", "One sample", "Results", "Activations"):
        if name == "Activations":
            page.get_by_role("link", name=name, exact=True).click()
            page.locator(".pi-curves-drawing canvas").first.wait_for()
        else:
            go(page, name)
        wait(page, 60, lambda: page.evaluate(SHOWN), f"a negative number on {name}")
        assert page.evaluate(HYPHENS) == [], name


def test_the_check_itself_finds_a_hyphen(page: Page) -> None:
    wait(page, 60, lambda: page.evaluate("() => window.__playground?.pictures > 0"), "the stage")
    assert page.evaluate(HYPHENS) == []
    page.evaluate("() => document.body.append('a weight of -0.5', document.createElement('br'), '1.0e-7')")
    assert page.evaluate(HYPHENS) == ["a weight of -0.5", "1.0e-7"]
