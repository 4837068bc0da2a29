"""The page of results in a real browser: cells list their samples, the threshold moves, values are drawn."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.pages.stage import choose_speed, frame, pause, press, state, train_some, wait, wait_for_state

pytestmark = pytest.mark.browser


def to_results(page: Page) -> None:
    page.get_by_role("link", name="Results").click()
    wait(page, 30, lambda: len(array(page, "results:looked_at")) == 2, "results")
    expect(page.get_by_role("tabpanel")).to_be_visible()


def array(page: Page, name: str) -> list[float]:
    found: list[float] = page.evaluate("(name) => window.__playground?.array?.(name) ?? []", name)
    return found


def drawing(page: Page) -> Locator:
    """The plot of the open tab; the first one of a page waits for Plotly."""
    return page.locator(".pi-results-panel:visible .main-svg").first


def listed(page: Page) -> int:
    """How many samples the list says there are."""
    note = page.locator(".pi-list-note")
    expect(note).to_have_text(re.compile(r"of [\d,]+|No sample"))
    found = re.search(r"of ([\d,]+)", note.inner_text())
    return int(found[1].replace(",", "")) if found else 0


def test_a_cell_lists_its_samples_and_the_threshold_moves_the_counts(page: Page):
    wait_for_state(page, "paused", seconds=60)
    choose_speed(page, "Epoch")
    to_results(page)
    press(page, "Reset")
    wait(page, 30, lambda: frame(page).get("epoch") == 0, "the initial weights")
    wrong = page.locator(".pi-results-matrix-area td:not(.pi-results-right-cell) button:enabled").first
    count = int(wrong.inner_text())
    words = re.match(r"Truth (\w+), prediction (\w+)", wrong.get_attribute("aria-label") or "")
    assert words
    wrong.click()
    expect(page.locator(".pi-results-choice select option:checked")).to_have_text(f"{words[1]}, taken for {words[2]}")
    wait(page, 30, lambda: listed(page) == count, "the samples of the cell")
    rows = page.locator(".pi-list-table tbody tr")
    assert set(rows.locator("td:nth-child(2)").all_inner_texts()) == {words[1]}
    assert {text.strip("✗ ") for text in rows.locator("td:nth-child(3)").all_inner_texts()} == {words[2]}

    page.get_by_role("tab", name="ROC and threshold").click()
    expect(drawing(page)).to_be_visible(timeout=20_000)
    slider = page.get_by_role("slider", name="Threshold")
    shown = page.locator(".pi-results-two strong")
    for key, at in (("ArrowRight", 51), ("ArrowRight", 52), ("Home", 0), ("End", 100)):
        slider.press(key)
        counts = array(page, "results:counts")[4 * at : 4 * at + 4]
        assert [int(text) for text in shown.all_inner_texts()] == counts
    assert counts[1] == counts[3] == 0  # no output is above 1
    page.locator(".pi-results-two button:enabled").first.click()
    wait(page, 30, lambda: listed(page) == counts[0], "the samples at this threshold")


def test_the_list_stays_while_it_trains_and_follows_when_it_stands_still(page: Page):
    wait_for_state(page, "paused", seconds=60)
    choose_speed(page, "Epoch")
    to_results(page)
    press(page, "Reset")
    wait(page, 30, lambda: frame(page).get("epoch") == 0, "the initial weights")
    note = page.locator(".pi-list-note")
    expect(note).to_contain_text("Epoch 0")
    press(page, "Play")
    wait(page, 30, lambda: state(page) == "running" and frame(page).get("epoch", 0) > 3, "training")
    expect(page.get_by_role("button", name="Refresh")).to_be_visible()
    expect(note).to_contain_text("Epoch 0")
    pause(page)
    expect(note).not_to_contain_text("Epoch 0")
    expect(page.get_by_role("button", name="Refresh")).to_be_hidden()


def test_a_misclassified_picture_opens_the_page_of_one_sample(page: Page):
    train_some(page, "Digits", 1)
    to_results(page)
    card = page.locator(".pi-list-card").first
    expect(card).to_be_visible()
    confidences = [float(text.strip("<> %")) for text in page.locator(".pi-list-card small").all_inner_texts()]
    assert confidences == sorted(confidences, reverse=True)
    page.get_by_role("tab", name="By class").click()
    expect(page.locator(".pi-results-table tbody tr")).to_have_count(11)
    page.get_by_role("tab", name="Calibration").click()
    expect(drawing(page)).to_be_visible(timeout=20_000)
    card.click()
    expect(page).to_have_url(re.compile("/sample"))


def test_a_regression_is_drawn_in_every_tab(page: Page):
    train_some(page, "Regression", 1)
    to_results(page)
    for tab in ("Predicted and actual", "Residuals", "Over the samples"):
        page.get_by_role("tab", name=tab).click()
        expect(drawing(page)).to_be_visible(timeout=20_000)
    shown = page.locator(".pi-list-table tbody td:nth-child(4)").all_inner_texts()
    errors = [abs(float(text.replace("−", "-"))) for text in shown]
    assert any("−" in text for text in shown)
    assert not all("−" in text for text in shown)
    assert errors == sorted(errors, reverse=True)
    assert len(errors) >= 30
    page.get_by_role("radio", name="Training data").check()
    num_train = page.evaluate("() => window.__playground.hello.num_train")
    assert num_train != page.evaluate("() => window.__playground.hello.num_validation") or listed(page) == num_train
    wait(page, 30, lambda: array(page, "results:looked_at")[1] == num_train, "the training samples")
