"""The One sample page in a real browser: a sample is picked, changed, walked through and explained."""

import os
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import open_page
from tests.pages.stage import choose_preset, frame, pause, press, wait, wait_for_state

pytestmark = pytest.mark.browser


def open_sample_page(page: Page) -> None:
    page.get_by_role("link", name="One sample").click()
    wait(page, 30, lambda: page.evaluate("() => window.__playground?.page === 'sample'"), "the page")
    wait(page, 30, lambda: bool(walked(page, "walk:output")), "a walk")


def walked(page: Page, name: str) -> list[float]:
    """An array of the newest walk that was drawn."""
    found: list[float] = page.evaluate(
        "(name) => Array.from(window.__playground?.view?.walk?.[name]?.data ?? [])", name
    )
    return found


def chosen(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => window.__playground.view.sample")
    return found


def arithmetic(page: Page) -> str:
    return page.locator(".pi-sample-sum").inner_text()


def until(page: Page, condition: Callable[[], bool], what: str) -> None:
    wait(page, 30, condition, what)


def settle(page: Page) -> None:
    """The first example has been trained, and stands still."""
    wait_for_state(page, "running", "paused", "finished", seconds=60)
    wait(page, 60, lambda: frame(page).get("epoch", 0) >= 300, "300 epochs")
    wait_for_state(page, "paused", "finished")


def test_a_point_is_walked_through_moved_and_put_back(page: Page) -> None:
    settle(page)
    open_sample_page(page)
    until(page, lambda: "sigmoid(z)" in arithmetic(page), "the arithmetic of the output")
    before = walked(page, "walk:output")
    text = arithmetic(page)
    (z,) = walked(page, "z:output")
    assert f"{abs(z):.4f}" in text
    original = page.get_by_role("textbox", name="x₁").input_value()

    slider = page.get_by_role("slider", name="What if x₁ were …")
    slider.focus()
    for _ in range(30):
        page.keyboard.press("ArrowRight" if float(original) < 0 else "ArrowLeft")
    moved_to = pytest.approx(float(slider.input_value()), abs=1e-5)
    until(page, lambda: walked(page, "walk:raw")[0] == moved_to, "the move")
    assert walked(page, "walk:is_edited") == [1]
    assert walked(page, "walk:output") != before

    page.get_by_role("button", name="The sample: drag it").focus()
    moved = walked(page, "walk:raw")[1]
    page.keyboard.press("ArrowUp" if moved < 0 else "ArrowDown")
    until(page, lambda: abs(walked(page, "walk:raw")[1] - moved) == pytest.approx(0.1, abs=1e-3), "the keyboard's move")

    page.get_by_role("button", name="Original").click()
    until(page, lambda: walked(page, "walk:output") == before, "the original")
    assert page.get_by_role("textbox", name="x₁").input_value() == original


def test_a_missing_number_and_a_silly_one_are_explained_and_nothing_is_lost(page: Page) -> None:
    settle(page)
    open_sample_page(page)
    before = walked(page, "walk:output")
    field = page.get_by_role("textbox", name="x₂")
    field.fill("")
    said = page.locator(".pg-banner")
    expect(said.get_by_text("is missing. Enter a number")).to_be_visible()
    field.fill("two")
    expect(page.get_by_text("must be a number, but is “two”")).to_be_visible()
    assert field.input_value() == "two"
    field.fill("99999999999")
    expect(said.get_by_text("Enter another number.")).to_be_visible()
    assert walked(page, "walk:output") == before
    field.fill("1,5")
    until(page, lambda: walked(page, "walk:raw")[1:] == [1.5], "the number")
    expect(said.get_by_text("Enter another number.")).to_be_hidden()


def test_a_neuron_is_found_with_the_keyboard_and_stays_held_while_the_network_trains(page: Page) -> None:
    settle(page)
    open_sample_page(page)
    page.get_by_role("application", name="1 Dense").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    until(page, lambda: "1 Dense · neuron 2" in arithmetic(page), "the second neuron")
    expect(page.get_by_role("button", name="Let go")).to_be_visible()
    z = walked(page, "z:dense_1")
    until(page, lambda: f"{abs(z[1]):.4f}" in arithmetic(page), "its sum")
    page.get_by_role("button", name="The next sample").click()
    until(page, lambda: walked(page, "z:dense_1") != z, "the next sample")
    assert chosen(page) == {"part": "validation", "index": 1}
    shown = arithmetic(page)
    press(page, "Step epoch")
    until(page, lambda: arithmetic(page) != shown, "other numbers after an epoch")
    assert "1 Dense · neuron 2" in arithmetic(page)
    page.get_by_role("radio", name="Gradients").check(force=True)
    expect(page.get_by_text("‖∂loss‖").first).to_be_visible()

    page.reload()
    until(page, lambda: bool(walked(page, "walk:output")), "a walk after the reload")
    assert chosen(page) == {"part": "validation", "index": 1}
    until(page, lambda: "1 Dense · neuron 2" in arithmetic(page), "the same neuron after the reload")
    expect(page.get_by_role("button", name="Let go")).to_be_visible()


def test_shares_are_checked_in_words_and_numbers(page: Page) -> None:
    settle(page)
    open_sample_page(page)
    panel = page.locator(".pi-sample-why")
    expect(panel.get_by_text("The shares add up to")).to_be_visible(timeout=15_000)
    check = panel.get_by_role("status")
    panel.get_by_label("Method").select_option("integrated_gradients")
    expect(check).to_contain_text("points on the way", timeout=15_000)
    shares, difference = compared(check.inner_text())
    if shares == difference:  # equal is only said of numbers that look equal
        expect(check).to_contain_text("✓ Both are equal.")
    else:
        assert float(shares) == pytest.approx(float(difference), rel=0.02, abs=1e-3)
        expect(check).to_contain_text("Almost equal: they differ by")
    panel.get_by_label("Method").select_option("shapley")
    expect(check).to_contain_text("Exact; the network was asked", timeout=15_000)
    expect(check).to_contain_text("✓ Both are equal.")


def test_a_difference_is_actual_minus_predicted_everywhere(page: Page) -> None:
    choose_preset(page, "Regression")
    wait(page, 60, lambda: frame(page).get("epoch", 0) >= 1, "an epoch")
    pause(page)
    open_sample_page(page)
    difference = walked(page, "walk:label")[0] - walked(page, "walk:decoded")[0]
    fact = page.locator(".pi-sample-end div", has=page.get_by_text("Residual", exact=True)).last
    until(page, lambda: fact.locator("dd").inner_text() == as_shown(difference), "the difference")
    page.get_by_role("link", name="Results").click()
    listed = page.locator("[aria-label*=', residual ']").first
    words = listed.get_attribute("aria-label") or ""
    truth, predicted, residual = (float(each.replace("−", "-")) for each in re.findall(r"[−\d.]+(?=,|$)", words))
    assert residual == pytest.approx(truth - predicted, abs=0.002)
    assert residual != 0


def as_shown(value: float) -> str:
    return f"{value:.4f}".replace("-", "−")


def compared(text: str) -> tuple[str, str]:
    """What the shares add up to and what they should, as they are printed."""
    found = re.search(r"add up to (\S+)\. .* a difference of (\S+)\. ", text.replace("−", "-"), re.DOTALL)
    assert found, text
    return found[1], found[2]


CLASSES = 24


def towns() -> bytes:
    """Many classes, long names, and numbers whose last digits no narrow box would show."""
    random = np.random.default_rng(0)
    town = np.repeat(np.arange(CLASSES), 25)
    centers = random.uniform(-1, 1, (CLASSES, 2))
    table = pd.DataFrame(
        (centers[town] + random.normal(0, 0.02, (len(town), 2))) / [10, 1e5], columns=["east", "north"]
    )
    table["town"] = [f"The town of number {number:02}" for number in town]
    return table.to_csv(index=False).encode()


def test_nothing_is_cut_of_long_numbers_and_many_classes(browser: Browser, app: str) -> None:
    with open_page(browser, f"{app}/data") as page:
        chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
        chooser.set_input_files({"name": "towns.csv", "mimeType": "text/csv", "buffer": towns()})
        page.get_by_role("button", name="Train on it").click(timeout=60_000)
        wait(page, 120, lambda: frame(page).get("epoch", 0) >= 1, "an epoch")
        pause(page)
        open_sample_page(page)
        scroll = page.locator(".pi-sample-answer .pi-sample-scroll")
        expect(scroll.locator("tbody tr")).to_have_count(CLASSES)

        field = page.get_by_role("textbox", name="east")
        for _ in range(5):
            assert not page.evaluate(
                """() => Array.from(document.querySelectorAll(".pi-sample input"))
                  .filter((field) => field.scrollWidth > field.clientWidth).map((field) => field.value)"""
            )
            assert scroll.evaluate("(box) => box.scrollWidth <= box.clientWidth"), "a column of the classes is cut"
            truth, predicted = walked(page, "walk:label")[0], walked(page, "walk:class")[0]
            first = scroll.locator("tbody th").all_inner_texts()[:2]
            assert first[0].endswith(f"{predicted:02.0f}")
            assert any(name == f"★ The town of number {truth:02.0f}" for name in first)
            raw = walked(page, "walk:raw")
            field.focus()
            assert float(field.input_value()) == pytest.approx(raw[0], rel=1e-4), "all digits to whoever edits them"
            page.get_by_role("button", name="The next sample").click()
            until(page, lambda raw=raw: walked(page, "walk:raw") != raw, "the next sample")  # type: ignore[misc]


def test_a_digit_is_turned_cleared_and_drawn(page: Page) -> None:
    choose_preset(page, "Digits")
    wait(page, 60, lambda: len(page.evaluate("() => window.__playground?.hello?.input_shape ?? []")) == 3, "Digits")
    wait(page, 60, lambda: frame(page).get("epoch", 0) >= 3, "some epochs")
    open_sample_page(page)
    raw = walked(page, "walk:raw")
    page.get_by_role("button", name="Rotate right").click()
    until(page, lambda: walked(page, "walk:is_edited") == [1] and walked(page, "walk:raw") != raw, "the turn")
    page.get_by_role("button", name="Clear", exact=True).click()
    until(page, lambda: sum(walked(page, "walk:raw")) == 0, "the empty pad")
    board = page.get_by_role("application", name="Drawing pad").bounding_box()
    assert board
    page.mouse.move(board["x"] + board["width"] / 2, board["y"] + 30)
    page.mouse.down()
    page.mouse.move(board["x"] + board["width"] / 2, board["y"] + board["height"] - 30, steps=5)
    page.mouse.up()
    until(page, lambda: sum(walked(page, "walk:raw")) > 40, "a stroke")
    maps = page.get_by_role("application", name="1 Conv2D")
    maps.hover(position={"x": 20, "y": 20})
    until(page, lambda: "Kernel" in arithmetic(page) and "Products" in arithmetic(page), "the kernel on its patch")
    page.get_by_role("application", name="2 MaxPooling2D").hover(position={"x": 20, "y": 20})
    until(page, lambda: "max(" in arithmetic(page), "the chosen cell")


@pytest.mark.real_data
def test_a_misclassified_shirt_is_walked_through(page: Page) -> None:
    if not os.environ.get("PLAYGROUND_DATA_DIR"):
        pytest.skip("the setting PLAYGROUND_DATA_DIR names no folder with Fashion-MNIST")
    choose_preset(page, "Fashion-MNIST")
    wait(page, 120, lambda: frame(page).get("epoch", 0) >= 1, "an epoch")
    pause(page)
    open_sample_page(page)
    page.get_by_role("button", name="Misclassified …").click()
    shirt = page.get_by_role("button", name="truth Shirt, taken for")
    for _ in range(20):
        expect(page.locator(".pi-list-body")).not_to_have_attribute("aria-busy", "true")
        if shirt.count():
            break
        page.get_by_role("button", name="Samples after these").click()
    shirt.first.click()
    until(page, lambda: walked(page, "walk:label") == [6] and walked(page, "walk:class") != [6], "a shirt")
    expect(page.get_by_text("✗ Wrong")).to_be_visible()
    until(page, lambda: "softmax(z)" in arithmetic(page) or "a = e" in arithmetic(page), "the softmax written out")
    page.get_by_role("application", name="2 Dense").hover(position={"x": 20, "y": 20})
    until(
        page, lambda: "2 Dense" in arithmetic(page) and "more terms" in arithmetic(page), "784 terms, the largest first"
    )
    assert page.locator(".pi-sample-figures canvas").count() == 3
    assert not is_blank(page, ".pi-sample-column:first-child canvas")
    assert not is_blank(page, ".pi-sample-overlay canvas")


def is_blank(page: Page, selector: str) -> bool:
    """Whether a canvas is of one colour."""
    page.locator(selector).wait_for(timeout=15_000)
    found: bool = page.locator(selector).evaluate(
        """(canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const words = new Uint32Array(data.buffer);
          return words.every((word) => word === words[0]);
        }"""
    )
    return found
