"""Points drawn by hand in a real browser: they train, they move the boundary while it trains, they come and go."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.pages.conftest import open_page
from tests.pages.stage import choose_speed, frame, pause, pictures, press, state, token, value, wait, wait_for_state

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    """A page whose dataset is the example drawing, its network untrained."""
    with open_page(browser, app) as opened:
        wait_for_state(opened, "paused", "finished", seconds=60)
        choose_dataset(opened, "Draw your own")
        expect(tools(opened)).to_be_visible()
        wait(opened, 30, lambda: num_samples(opened) == len(points(opened)) > 4, "a run of the drawing")
        wait_for_state(opened, "ready", "paused", "finished")
        yield opened


def choose_dataset(page: Page, name: str) -> None:
    page.get_by_role("combobox", name="Dataset").click()
    page.keyboard.type(name)  # the list is long: what is far below is not in the page
    page.get_by_role("option", name=name).first.click()


def tools(page: Page) -> Locator:
    return page.get_by_role("group", name="Drawing tools")


def points(page: Page) -> list[list[float]]:
    """The points that the stage shows, in the order in which they were drawn."""
    found: list[list[float]] = page.evaluate("() => window.__playground?.drawing.points ?? []")
    return found


def num_samples(page: Page) -> int:
    """How many samples the run has."""
    return int(
        page.evaluate(
            "() => (window.__playground?.hello?.num_train ?? 0) + (window.__playground?.hello?.num_validation ?? 0)"
        )
    )


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the plane is in the window."""
    left, top = page.evaluate(
        """([x, y]) => {
          const { drawing } = __playground;
          const frame = drawing.plane.getBoundingClientRect();
          const [left, top] = drawing.pixels(x, y);
          return [frame.left + left, frame.top + top];
        }""",
        [x, y],
    )
    return left, top


def click(page: Page, x: float, y: float) -> None:
    page.mouse.click(*place(page, x, y))


def drag(page: Page, *way: tuple[float, float]) -> None:
    page.mouse.move(*place(page, *way[0]))
    page.mouse.down()
    for x, y in way[1:]:
        page.mouse.move(*place(page, x, y), steps=12)
    page.mouse.up()


def choose(page: Page, brush: str) -> None:
    tools(page).get_by_role("radio", name=brush, exact=True).check(force=True)


def tool(page: Page, name: str) -> None:
    tools(page).get_by_role("button", name=name).click()


def output_at(page: Page, x: float, y: float) -> float:
    """What the network says there, 0 (orange) to 1 (blue)."""
    bytes_, size = page.evaluate("() => [__playground.array('output_map'), 50]")
    row, column = int((6 - y) / 12 * size), int((x + 6) / 12 * size)
    return bytes_[row * size + column] / 255


def test_points_drawn_by_hand_train(page: Page) -> None:
    tool(page, "Clear all points")
    expect(page.get_by_text("Too few points to train on")).to_be_visible()
    assert points(page) == []
    choose(page, "Orange")
    drag(page, (-4, -4), (-4, 4))
    choose(page, "Blue")
    drag(page, (4, -4), (4, 4))
    drawn = points(page)
    assert {label for _x, _y, label in drawn} == {0, 1}
    assert all((x > 0) == (label == 1) for x, _y, label in drawn)
    assert len(drawn) > 12
    wait(page, 30, lambda: num_samples(page) == len(drawn), "a run with the points")
    expect(page.get_by_text("Too few points to train on")).to_be_hidden()
    press(page, "Play")
    wait(page, 30, lambda: value(page, "val_accuracy") == 1, "every point on its side")
    wait(page, 30, lambda: output_at(page, -4, 0) < 0.3 and output_at(page, 4, 0) > 0.7, "the boundary between them")


def test_points_added_while_it_trains_move_the_boundary_and_keep_the_weights(page: Page) -> None:
    press(page, "Play")
    wait(page, 30, lambda: frame(page).get("epoch", 0) >= 300, "300 epochs")
    pause(page)
    choose_speed(page, "Epoch")
    press(page, "Play")
    wait_for_state(page, "running")
    before = output_at(page, 0, -2)
    assert before > 0.7
    loss, epoch, run, samples = value(page, "loss"), frame(page)["epoch"], token(page), num_samples(page)
    choose(page, "Orange")
    for x in (-1.5, -0.5, 0.5, 1.5):
        drag(page, (x, 0.5), (x, -4.5))
    wait(page, 30, lambda: num_samples(page) == len(points(page)) > samples, "a run with more points")
    first = frame(page)["epoch"]
    assert first >= epoch
    assert state(page) == "running"
    choose_speed(page, "Turbo")
    wait(page, 30, lambda: frame(page).get("epoch", 0) > first + 100, "more epochs")
    wait(page, 30, lambda: output_at(page, 0, -2) < before - 0.2, "another boundary")
    assert token(page) == run
    epochs = page.evaluate("() => __playground.history().epoch")
    assert epochs[:3] == [1, 2, 3]
    assert epochs == sorted(epochs)
    assert value(page, "loss") > loss  # the new points contradict the old ones: the same curve goes on, higher


def test_erase_undo_and_clear(page: Page) -> None:
    example = points(page)
    click(page, -5, -5)
    assert len(points(page)) == len(example) + 1
    assert points(page)[-1] == [pytest.approx(-5, abs=0.1), pytest.approx(-5, abs=0.1), 0]
    choose(page, "Eraser")
    drag(page, (-5, -5.2), (-5, -4.8))
    assert points(page) == example
    tool(page, "Undo the last stroke")
    assert len(points(page)) == len(example) + 1
    tool(page, "Clear all points")
    assert points(page) == []
    tool(page, "Undo the last stroke")
    tool(page, "Undo the last stroke")
    assert points(page) == example
    expect(tools(page).get_by_role("button", name="Undo the last stroke")).to_be_disabled()
    wait(page, 30, lambda: num_samples(page) == len(example), "the run has the example again")
    expect(page.get_by_text("Too few points to train on")).to_be_hidden()


def test_too_few_points_pause_the_run_and_enough_let_it_go_on(page: Page) -> None:
    choose_speed(page, "Epoch")
    press(page, "Play")
    wait(page, 30, lambda: frame(page).get("epoch", 0) > 5, "some epochs")
    run = token(page)
    tool(page, "Clear all points")
    expect(page.get_by_text("Too few points to train on: 0, in 0 colours")).to_be_visible()
    wait_for_state(page, "paused")
    epoch = frame(page)["epoch"]
    for x in (-4, -3, -2):
        click(page, x, 2)
    expect(page.get_by_text("Too few points to train on: 3, in 1 colour")).to_be_visible()
    choose(page, "Blue")
    click(page, 3, 2)
    expect(page.get_by_text("Too few points to train on")).to_be_hidden()
    wait(page, 30, lambda: num_samples(page) == 4 and state(page) == "running", "the run goes on with four points")
    wait(page, 30, lambda: frame(page).get("epoch", 0) > epoch, "more epochs")
    assert token(page) == run
    choose_speed(page, "Turbo")


def test_other_colours_are_another_network_with_the_same_points(page: Page) -> None:
    click(page, 5, 5)
    before, run = points(page), token(page)
    page.get_by_role("slider", name="Colours").press("ArrowRight")
    expect(tools(page).get_by_role("radio")).to_have_count(4)
    wait(page, 30, lambda: token(page) != run and num_samples(page) == len(before), "a run with three outputs")
    assert points(page) == before
    choose(page, "Teal")
    drag(page, (-4, -4), (4, -5))
    wait(page, 30, lambda: num_samples(page) == len(points(page)) > len(before), "three colours")
    page.get_by_role("slider", name="Colours").press("ArrowLeft")
    expect(page.get_by_text("There is a point of class Teal")).to_be_visible()
    assert len(points(page)) > len(before)


def test_the_keyboard_draws_too(page: Page) -> None:
    before = points(page)
    page.get_by_role("application").focus()
    page.keyboard.press("2")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert points(page)[-1] == [4, 0.25, 1]
    page.keyboard.press("Control+z")
    assert points(page) == before
    assert frame(page).get("epoch") == 0


def test_a_finger_draws_and_the_stage_stays_in_place(browser: Browser, app: str) -> None:
    with open_page(browser, app, has_touch=True) as page:
        wait_for_state(page, "paused", "finished", seconds=60)
        choose_dataset(page, "Draw your own")
        wait(page, 30, lambda: num_samples(page) == len(points(page)) > 4, "a run of the drawing")
        page.evaluate(
            """() => {
              window.__replaced = 0;
              new MutationObserver((changes) => {
                for (const change of changes) for (const node of change.removedNodes)
                  if (node.nodeType === 1 && node.matches('canvas, section, button, label, .pg-stage, .js-plotly-plot'))
                    window.__replaced += 1;
              }).observe(document.querySelector('.stage-root'), { childList: true, subtree: true });
            }"""
        )
        before = len(points(page))
        page.touchscreen.tap(*place(page, 5, 5))
        assert len(points(page)) == before + 1
        wait(page, 30, lambda: num_samples(page) == before + 1, "a run with the new point")
        page.wait_for_timeout(500)
        assert page.evaluate("() => window.__replaced") == 0


def test_a_reload_finds_the_drawing_again(page: Page) -> None:
    click(page, 5, 5)
    click(page, 5, -5)
    drawn = points(page)
    wait(page, 30, lambda: num_samples(page) == len(drawn), "a run with the points")
    run = token(page)
    page.reload()
    wait(page, 30, lambda: num_samples(page) == len(drawn) and points(page) == drawn, "the drawing after the reload")
    assert token(page) == run


def test_a_function_is_fitted_by_a_line_in_place(browser: Browser, app: str) -> None:
    with open_page(browser, app) as page:
        wait_for_state(page, "paused", "finished", seconds=60)
        choose_dataset(page, "Sine")
        wait(page, 30, lambda: bool(page.evaluate("() => __playground.hello?.is_line")), "a run of the sine")
        wait_for_state(page, "ready")
        expect(page.get_by_role("heading", name="Fitted line")).to_be_visible()
        expect(page.get_by_role("img", name="The network's answer over the whole range of x")).to_be_visible()
        page.evaluate(
            "() => { window.__canvas = document.querySelector('.pg-output canvas[role=img]:not([hidden])'); }"
        )
        before = page.evaluate("() => __playground.array('line_y')")
        assert len(before) == 200
        choose_speed(page, "Epoch")
        drawn = pictures(page)
        press(page, "Play")
        wait(page, 30, lambda: pictures(page) - drawn > 20, "twenty pictures")
        assert page.evaluate("() => __playground.array('line_y')") != before
        assert page.evaluate("() => window.__canvas.isConnected")
        choose_speed(page, "Turbo")
