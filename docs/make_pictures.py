"""Takes the pictures of the README from the running app: ``make pictures``. Overwrites ``docs/pictures/*.png``.

With names, ``python docs/make_pictures.py dark chinese``, only those are taken.
"""

import os
import sys
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # a script's own folder is on the path, the project is not

from tests.pages.conftest import ARGUMENTS, chromium, open_page, running_app  # noqa: E402
from tests.pages.stage import choose_preset, frame, wait, wait_for_state  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
LONGEST_SECONDS = 180


class Shot(NamedTuple):
    """One picture: which example, in which window, and after how many epochs at least."""

    name: str
    preset: str | None
    """Its label in the language of the picture; None for the example that the page opens with."""
    epochs: int
    width: int = 1366
    height: int = 768
    locale: str = "en-US"
    theme: str = "light"
    tab: str | None = None
    page: str | None = None
    """The address of another page, which is opened when the network is trained."""


SHOTS = (
    Shot("playground", None, 300),
    Shot("dark", "Spiral", 500, width=1920, height=1080, theme="dark", tab="Layers"),
    Shot("chinese", "三个类别", 500, locale="zh-CN"),
    Shot("activations", None, 300, page="activations"),
    Shot("weights", "Spiral", 500, page="weights"),
    Shot("sample", "Digits", 30, page="sample", theme="dark"),
)
FASHION = (
    Shot("fashion_mnist", "Fashion-MNIST", 5, tab="Training"),
    Shot("results", "Fashion-MNIST", 5, locale="zh-CN", page="results"),
)


def shots() -> tuple[Shot, ...]:
    """What to take. Fashion-MNIST only where its files are at hand: a picture is no reason to download them."""
    possible = (*SHOTS, *FASHION) if os.environ.get("PLAYGROUND_DATA_DIR") else SHOTS
    wanted = sys.argv[1:] or [shot.name for shot in possible]
    return tuple(shot for shot in possible if shot.name in wanted)


def take(browser: Browser, url: str, shot: Shot) -> None:
    """Train the example in a fresh tab, and keep what is seen."""
    viewport = {"width": shot.width, "height": shot.height}
    with open_page(browser, url, viewport=viewport, locale=shot.locale, color_scheme=shot.theme) as page:
        wait_for_state(page, "paused", "finished", seconds=LONGEST_SECONDS)
        if shot.preset:
            choose_preset(page, shot.preset)
        wait(page, LONGEST_SECONDS, lambda: is_trained(page, shot), f"{shot.epochs} epochs for {shot.name}")
        if shot.tab:
            page.get_by_role("tab", name=shot.tab).click()
        if shot.page:
            page.locator(f'[data-testid="stTopNavLink"][href*="/{shot.page}"]').click()
            page.wait_for_timeout(4000)  # the curves need no run: there is nothing else to wait for
        page.mouse.move(shot.width - 1, shot.height - 1)
        page.wait_for_timeout(1500)  # the last picture, the curves, and the page round them
        page.screenshot(path=PICTURES / f"{shot.name}.png")


def is_trained(page: Page, shot: Shot) -> bool:
    """Whether the example has come to its end, and not the one shown before it."""
    shown = frame(page)
    return shown.get("state") in ("paused", "finished") and shown.get("epoch") == shot.epochs


def main() -> None:
    """Start the app, take every picture, stop the app."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        running_app() as (url, _process),
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS) as browser,
    ):
        for shot in shots():
            take(browser, url, shot)
            sys.stdout.write(f"docs/pictures/{shot.name}.png\n")


if __name__ == "__main__":
    main()
