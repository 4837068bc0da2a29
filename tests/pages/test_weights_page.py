"""The Weights page in a real browser: weights are seen, changed by hand, put back; what cannot be is refused."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.stage import press, train_some, wait, wait_for_state

pytestmark = pytest.mark.browser


def array(page: Page, name: str) -> list[float]:
    found: list[float] = page.evaluate("(name) => window.__playground?.array?.(name) ?? []", name)
    return found


def open_page(page: Page, name: str, shown: str) -> None:
    """Go to a page of the menu and wait for an array that it shows."""
    page.get_by_role("link", name=name, exact=True).click()
    wait(page, 30, lambda: len(array(page, shown)) > 0, f"the page {name}")


def choose_cell(page: Page, row: int, column: int) -> None:
    """Click a cell of the heat map; row −1 is the bias."""
    place = page.evaluate(
        """([row, column]) => {
          const { heat } = window.__playground.view.matrix;
          const { box } = heat;
          const frame = heat.canvas.getBoundingClientRect();
          const top = row < 0 ? box.biasTop + box.biasHeight / 2 : box.top + (row + 0.5) * box.cell[1];
          return [frame.left + box.left + (column + 0.5) * box.cell[0], frame.top + top];
        }""",
        [row, column],
    )
    page.mouse.click(*place)


def name_of_bias(page: Page, rows: int, row: int) -> str:
    """What a cell of the bias is called where the layer has so many rows of it."""
    found: str = page.evaluate(
        """([rows, row]) => {
          const { arrays, drawOnce, frames, view } = window.__playground;
          const shown = arrays();
          const { data } = shown["matrix:bias"];
          const bias = { shape: [rows, data.length], data: new data.constructor(rows * data.length) };
          drawOnce({ ...shown, "matrix:bias": bias }, frames);
          const name = view.matrix.nameOf({ row, column: 5, isBias: true });
          drawOnce(shown, frames);
          return name;
        }""",
        [rows, row],
    )
    return found


def number(page: Page) -> Any:
    return page.get_by_role("textbox", name="Value of the weight")


@pytest.fixture
def spiral(page: Page) -> Page:
    """The spiral after a few epochs, standing still."""
    train_some(page, "Spiral", 20)
    return page


def test_a_weight_is_edited_on_the_spiral_and_the_boundary_moves_and_is_put_back(spiral: Page) -> None:
    page = spiral
    boundary = array(page, "output_map")
    assert boundary
    open_page(page, "Weights", "matrix")
    before = array(page, "matrix")
    choose_cell(page, 1, 2)
    number(page).fill("4.5")
    number(page).press("Enter")
    wait(page, 30, lambda: array(page, "matrix")[10] == 4.5, "the weight that was typed")
    assert array(page, "output_map") != boundary
    expect(page.locator(".pi-weights-output")).to_be_visible()
    expect(page.get_by_role("button", name="Put back (1)")).to_be_enabled()
    open_page(page, "Playground", "output_map")
    wait(page, 30, lambda: array(page, "output_map") != boundary, "another boundary")

    open_page(page, "Weights", "matrix")
    page.get_by_role("button", name="Put back (1)").click()
    wait(page, 30, lambda: array(page, "matrix") == before, "the weights from before")
    expect(page.get_by_role("button", name="Put back", exact=True)).to_be_disabled()
    open_page(page, "Playground", "output_map")
    wait(page, 30, lambda: array(page, "output_map") == boundary, "the boundary from before")


def test_rows_and_columns_go_to_zero_and_what_is_no_weight_is_refused(spiral: Page) -> None:
    page = spiral
    open_page(page, "Weights", "matrix")
    choose_cell(page, 0, 3)
    page.get_by_role("button", name="Row to 0").click()
    wait(page, 30, lambda: array(page, "matrix")[:8] == [0] * 8, "a row of zeros")
    page.get_by_role("button", name="Column to 0").click()
    wait(page, 30, lambda: array(page, "matrix")[8 + 3] == 0, "a column of zeros")
    bias = array(page, "matrix:bias")
    expect(page.get_by_role("button", name="Put back (9)")).to_be_enabled()

    number(page).fill("1e30")
    number(page).press("Enter")
    expect(page.get_by_text("1e+30 is too large for a weight. Type a number from −1000000 to 1000000.")).to_be_visible()
    number(page).fill("")
    number(page).press("Enter")
    expect(page.get_by_text("This is not a number that a weight can be.")).to_be_visible()
    assert array(page, "matrix")[3] == 0

    choose_cell(page, -1, 5)
    expect(page.locator(".pi-weights-name")).to_have_text("bias → 6")
    names = [name_of_bias(page, *each) for each in ((1, 0), (2, 0), (2, 1))]
    assert names == ["bias → 6", "bias for the input → 6", "bias for the state → 6"]  # two in a GRU
    page.get_by_role("slider", name="Value of the weight").press("ArrowRight")
    wait(page, 30, lambda: array(page, "matrix:bias") != bias, "another bias")
    page.locator(".pi-weights-heat").press("ArrowUp")
    expect(page.locator(".pi-weights-name")).to_have_text("x₂ → 6")
    press(page, "Play")
    wait_for_state(page, "running")
    wait(page, 30, lambda: array(page, "matrix")[3] != 0, "training goes on from the edited weights")


def test_without_a_hidden_layer_the_page_shows_the_equation(page: Page) -> None:
    wait_for_state(page, "running", "paused", "finished", seconds=60)
    page.get_by_role("tab", name="Layers").click()
    removes = page.get_by_role("button", name="Remove layer")
    expect(removes.first).to_be_visible()
    for left in reversed(range(removes.count())):
        removes.first.click()
        expect(removes).to_have_count(left)
    wait(page, 30, lambda: len(page.evaluate("() => window.__playground.hello?.layers ?? []")) == 1, "no hidden layer")
    wait_for_state(page, "ready", "paused", "finished")
    open_page(page, "Weights", "equation:raw")
    expect(page.get_by_role("tab", name="Equation")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".pi-weights-formula")).to_contain_text("· x₁")
    expect(page.locator(".pi-weights-bars tbody tr")).to_have_count(2)
    page.get_by_role("radio", name="Standardised").check()
    expect(page.locator(".pi-weights-formula")).to_contain_text("z(x₁)")
    page.get_by_role("tab", name="Over time").click()
    expect(page.locator(".pi-weights-over .main-svg").first).to_be_visible(timeout=20000)
