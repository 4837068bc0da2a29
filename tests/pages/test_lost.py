"""What is not lost when the tab was away for long, and when the server was started anew."""

from playwright.sync_api import Browser, Page, expect

from .conftest import GRACE_SECONDS, free_port, open_page, running_app
from .stage import choose_preset, frame, press, state, token, wait, wait_for_state

EXAMPLE = "Three classes"
SAID = "no longer on the server"


def epochs(page: Page) -> int:
    return int(frame(page).get("epoch", 0))


def expect_the_example_again(page: Page, before: str) -> None:
    """The example is still the one that was chosen, untrained, with a word on it; Play trains it."""
    expect(page.get_by_text(SAID)).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name=f"✓ {EXAMPLE}")).to_be_visible()
    wait(page, 30, lambda: token(page) not in ("", before), "a run of its own")
    wait_for_state(page, "ready")
    assert epochs(page) == 0
    press(page, "Play")
    wait(page, 60, lambda: epochs(page) > 5, "training")
    expect(page.locator(".pg-banner")).to_be_hidden()


def test_a_tab_that_was_away_for_long_finds_its_experiment_and_is_told_of_its_run(browser: Browser, app: str) -> None:
    with open_page(browser, app) as page:
        choose_preset(page, EXAMPLE)
        wait(page, 60, lambda: epochs(page) > 5, "training")
        before = token(page)
        page.goto("about:blank")
        page.wait_for_timeout((GRACE_SECONDS + 5) * 1000)
        page.goto(app)
        expect_the_example_again(page, before)
        press(page, "OK")
        expect(page.get_by_text(SAID)).to_be_hidden()


def test_a_page_outlives_its_server(browser: Browser) -> None:
    port = free_port()
    with browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US") as page:  # its console may complain
        with running_app(port) as (url, server):
            page.goto(url)
            choose_preset(page, EXAMPLE)
            wait(page, 60, lambda: epochs(page) > 5, "training")
            before = token(page)
            server.kill()
        with running_app(port):
            expect_the_example_again(page, before)
            assert state(page) in ("running", "finished")
