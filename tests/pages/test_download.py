"""A set that is not here yet is downloaded, over real HTTP: from a mirror, as a school has one in its own network."""

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, expect

from playground.data.sets.mnist import FILES
from tests.mirror import noise, served
from tests.pages.conftest import open_page, running_app
from tests.pages.stage import choose_preset, frame, wait

pytestmark = [pytest.mark.browser, pytest.mark.real_data]


class SlowFiles(SimpleHTTPRequestHandler):
    """Serves a folder at some MB a second, so that there is progress to see."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        while block := source.read(200_000):
            outputfile.write(block)
            time.sleep(0.05)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def mirror() -> Iterator[str]:
    """The address of a web server with the real data files."""
    folder = os.environ.get("PLAYGROUND_DATA_DIR")
    if not folder:
        pytest.skip("the setting PLAYGROUND_DATA_DIR names no folder with MNIST and Fashion-MNIST")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SlowFiles, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_sets_are_downloaded_with_progress_and_then_they_are_here(
    browser: Browser, mirror: str, tmp_path: Path
) -> None:
    settings = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_DATA_MIRRORS": mirror}
    with running_app(**settings) as (url, _process), open_page(browser, url) as page:
        choose_preset(page, "Fashion-MNIST")
        expect(page.get_by_text("Downloading the data:")).to_be_visible(timeout=30_000)
        wait(page, 120, lambda: frame(page).get("step", 0) > 0, "training on what was downloaded")
        expect(page.get_by_text("Downloading the data:")).to_be_hidden()

        page.get_by_role("link", name="Data", exact=True).click()
        menu = page.get_by_role("combobox", name="Dataset")
        menu.click()
        menu.fill("MNIST")
        page.get_by_role("option", name="Pictures · MNIST", exact=True).click()
        page.get_by_role("button", name="Download 11.6 MB").click()
        expect(page.get_by_role("progressbar")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("tab", name="Pictures")).to_be_visible(timeout=60_000)
    assert {path.name for path in tmp_path.iterdir()} == {"fashion_mnist", "mnist"}
    assert len([*tmp_path.glob("*/*.gz")]) == 8


def downloading(app: int) -> list[psutil.Process]:
    """The processes that download, or wait for that."""
    found = []
    for child in psutil.Process(app).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "playground.data.download_job" in child.cmdline():
                found.append(child)
    return found


def test_a_download_that_hangs_ends_with_its_tab(browser: Browser, tmp_path: Path) -> None:
    with served({f"/mnist/{FILES[0].name}": noise()}) as hanging:
        settings = {"PLAYGROUND_DATA_DIR": str(tmp_path), "PLAYGROUND_DATA_MIRRORS": hanging.url}
        with running_app(**settings) as (url, process):
            with open_page(browser, url) as page:
                page.get_by_role("link", name="Data", exact=True).click()
                menu = page.get_by_role("combobox", name="Dataset")
                menu.click()
                menu.fill("MNIST")
                page.get_by_role("option", name="Pictures · MNIST", exact=True).click()
                page.get_by_role("button", name="Download 11.6 MB").click()
                hanging.wait_half_way()
                assert downloading(process.pid)
            _, alive = psutil.wait_procs(downloading(process.pid), timeout=60)
            assert not alive
            assert len(hanging.asked) == 1
