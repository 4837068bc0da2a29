"""The timeline in a real browser: back to an earlier moment, on from there, a branch, and pages without a run."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import open_page, running_app
from tests.pages.stage import choose_speed, frame, pause, press, token, train_some, wait

pytestmark = [pytest.mark.browser, pytest.mark.alone]


def viewed(page: Page) -> dict[str, int] | None:
    found: dict[str, int] | None = frame(page).get("viewed")
    return found


def go_to(page: Page, epoch: int) -> None:
    """Move the handle with the keyboard to the end of that epoch, one of the first ten, past moments within epochs."""
    wait(page, 30, lambda: walks_to(page, f"Epoch {epoch}"), "that moment, which comes after its picture")
    wait(page, 30, lambda: (viewed(page) or {}).get("epoch") == epoch, f"epoch {epoch} in sight")


def walks_to(page: Page, moment: str) -> bool:
    """Go from the first moment to the one of that name; False where the list does not hold it yet."""
    slider = page.get_by_role("slider", name="Rewind: earlier moments of this run")
    if slider.is_disabled():
        return False
    slider.focus()
    slider.press("Home")
    while (here := str(slider.get_attribute("aria-valuetext"))) != moment and "Now" not in here:
        slider.press("ArrowRight")
    return here == moment


def output(page: Page) -> list[int]:
    found: list[int] = page.evaluate("() => window.__playground.array('output_map')")
    return found


def test_rewind_to_epoch_1_and_branch_and_find_the_other_run_again(page: Page) -> None:
    train_some(page, "Spiral", 50)
    now, epoch = output(page), frame(page)["epoch"]
    go_to(page, 1)
    assert output(page) != now
    expect(page.locator(".pg-tile-epoch dd")).to_have_text("1")
    press(page, "Now")
    wait(page, 30, lambda: viewed(page) is None, "now")
    assert output(page) == now

    go_to(page, 1)
    parent = token(page)
    press(page, "Branch")
    wait(page, 30, lambda: frame(page).get("epoch") == 1 and viewed(page) is None, "the branch")
    assert token(page) != parent
    press(page, "Step epoch")
    wait(page, 30, lambda: frame(page).get("epoch") == 2, "an epoch of the branch")
    press(page, "Other branch")
    wait(page, 30, lambda: frame(page).get("epoch") == epoch, "the run that was left")
    assert output(page) == now


def test_playing_from_an_earlier_moment_goes_on_from_it(page: Page) -> None:
    wait(page, 60, lambda: frame(page).get("epoch") == 300, "the end of the example")
    go_to(page, 2)
    press(page, "Play from here")
    wait(page, 30, lambda: viewed(page) is None and frame(page).get("epoch", 0) > 2, "training")
    pause(page)
    epochs = page.evaluate("() => window.__playground.history().epoch")
    assert epochs[:4] == [1, 2, 3, 4]
    assert epochs == sorted(set(epochs))


def test_the_timeline_works_while_training_goes_on(page: Page) -> None:
    train_some(page, "Digits", 2)
    choose_speed(page, "Epoch")
    press(page, "Play")
    wait(page, 60, lambda: frame(page).get("state") == "running", "training")
    go_to(page, 1)
    epoch = frame(page)["epoch"]
    wait(
        page,
        60,
        lambda: frame(page).get("epoch", 0) > epoch,
        "training going on",
    )
    assert viewed(page)["epoch"] == 1  # type: ignore[index]


@pytest.mark.parametrize("path", ["weights", "sample", "results"])
def test_a_page_without_a_run_offers_an_example_with_one_click(browser: Browser, app: str, path: str) -> None:
    with open_page(browser, f"{app}/{path}") as page:
        press(page, "Train an example")
        wait(page, 60, lambda: frame(page).get("epoch", 0) > 0, "training")


def test_a_page_says_politely_why_a_run_failed(browser: Browser) -> None:
    with running_app(PLAYGROUND_MAX_WORKER_MB="16") as (url, _process), open_page(browser, f"{url}/weights") as page:
        press(page, "Train an example")
        expect(page.get_by_text("This run needs more memory")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("button", name="Start over")).to_be_visible()
