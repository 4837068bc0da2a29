"""A learner's own files in a real browser: uploaded, understood, trained on, and gone when the tab is gone."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from playground.ui.words import translate
from tests.pages.conftest import GRACE_SECONDS, open_page, running_app
from tests.pages.stage import choose_preset, expect_choice, frame, pause, state, value, wait, wait_for_state

pytestmark = [pytest.mark.browser, pytest.mark.alone]

IMAGE = "![x](http://evil.test/a.png)"
TAG = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own")


@pytest.fixture(scope="module")
def app(store: Path) -> Iterator[str]:
    settings = {"PLAYGROUND_GRACE_SECONDS": str(GRACE_SECONDS), "PLAYGROUND_OWN_DATA_DIR": str(store)}
    with running_app(**settings) as (url, _process):
        yield url


@pytest.fixture
def page(browser: Browser, app: str) -> Iterator[Page]:
    with open_page(browser, f"{app}/data") as opened:
        yield opened


def kept(store: Path) -> set[str]:
    """The uploads and prepared sets that are on the disk."""
    return {path.name for path in store.glob("*/*") if path.is_dir() and len(path.name) == 32}


def upload(page: Page, name: str, content: bytes) -> None:
    chooser = page.get_by_test_id("stFileUploaderDropzoneInput")
    chooser.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})


def is_used(page: Page, language: str = "en") -> None:
    expect(page.get_by_role("button", name=translate("Train on it", language))).to_be_visible(timeout=60_000)


def train(page: Page, epochs: int) -> None:
    page.get_by_role("button", name="Train on it").click()
    wait(page, 120, lambda: frame(page).get("epoch", 0) >= epochs, f"{epochs} epochs")


def houses(rows: int = 400) -> bytes:
    """Prices as a spreadsheet in Europe writes them: semicolons, decimal commas, blanks, names of towns."""
    random = np.random.default_rng(0)
    area, age = random.uniform(40, 200, rows), random.integers(0, 60, rows)
    town = random.choice(["Köln", "Bonn", "Ulm"], rows)
    price = 2.5 * area - 1.2 * age + np.where(town == "Köln", 80, 0) + random.normal(0, 8, rows)
    table = pd.DataFrame({"id": range(1, rows + 1), "area": area.round(1), "age": age, "town": town})
    table["price"] = price.round(2)
    table.loc[random.choice(rows, 25, replace=False), "age"] = None
    table.loc[random.choice(rows, 10, replace=False), "town"] = None
    return table.to_csv(sep=";", decimal=",", index=False).encode("cp1252")


def cats() -> bytes:
    """Pictures of 64 x 64 in three colours, as a well-known course gives them; one class has a red square."""
    random = np.random.default_rng(1)
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        for part, count in (("train", 209), ("test", 50)):
            labels = random.integers(0, 2, count)
            pictures = random.integers(0, 120, (count, 64, 64, 3))
            pictures[labels == 1, 16:48, 16:48, 0] += 110
            file[f"{part}_set_x"], file[f"{part}_set_y"] = pictures.astype(np.uint8), labels
        file["list_classes"] = np.array([b"non-cat", b"cat"])
    return content.getvalue()


def shapes() -> bytes:
    """A zip of pictures: upright bars in one folder, squares in the other."""
    random = np.random.default_rng(2)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for index in range(80):
            pixels = random.integers(0, 60, (24, 24)).astype(np.uint8)
            place = (slice(None), slice(4 + index % 12, 8 + index % 12)) if index % 2 else (slice(8, 16), slice(8, 16))
            pixels[place] = 230
            picture = io.BytesIO()
            Image.fromarray(pixels).save(picture, "PNG")
            file.writestr(f"shapes/{'bars' if index % 2 else 'squares'}/{index}.png", picture.getvalue())
    return content.getvalue()


def test_a_table_trains_without_touching_the_form(page: Page) -> None:
    upload(page, "houses.csv", houses())
    is_used(page)
    expect(page.get_by_text("400 rows, 5 columns")).to_be_visible()
    expect_choice(page, "Target", "price")
    train(page, 60)
    assert value(page, "val_loss") < 0.15  # of a target with a spread of 1


def test_a_file_of_arrays_trains(page: Page) -> None:
    upload(page, "cats.h5", cats())
    is_used(page)
    expect(page.get_by_text("non-cat").first).to_be_visible()
    train(page, 8)
    assert value(page, "val_accuracy") > 0.9


def test_a_zip_of_pictures_trains(page: Page) -> None:
    upload(page, "shapes.zip", shapes())
    is_used(page)
    expect(page.get_by_text("80 pictures, 2 classes")).to_be_visible()
    train(page, 15)
    assert value(page, "val_accuracy") > 0.9


def test_a_bad_file_says_so_and_the_last_data_stay(page: Page) -> None:
    upload(page, "houses.csv", houses())
    is_used(page)
    upload(page, "empty.csv", b"")
    expect(page.get_by_text("The file is empty")).to_be_visible(timeout=60_000)
    is_used(page)
    expect_choice(page, "Dataset", "Own data · houses")


def test_a_name_shows_as_text_and_fetches_nothing(page: Page) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if "evil.test" in request.url else None)
    page.on("dialog", lambda dialog: outside.append(dialog.message))
    random = np.random.default_rng(3)
    numbers = random.normal(size=80)
    table = pd.DataFrame({TAG: numbers, IMAGE: random.normal(size=80), "**b** :material/home:": random.normal(size=80)})
    table["label"] = np.where(numbers > 0, "<script>alert(2)</script>", "[link](http://evil.test)")
    upload(page, "![n](http:evil.test) <b>.csv", table.to_csv(index=False).encode())
    is_used(page)
    pill = page.get_by_role("button", name="![x]").or_(page.get_by_role("checkbox", name="![x]"))
    expect(pill.first).to_contain_text("![x](http")
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(700)
    train(page, 5)
    page.wait_for_timeout(500)
    assert outside == []
    assert page.locator("img[src*=evil], img[onerror], a[href*='evil.test']").count() == 0


def test_a_reload_keeps_the_data_on_every_page(page: Page) -> None:
    upload(page, "houses.csv", houses())
    is_used(page)
    train(page, 3)
    page.reload()
    wait(page, 30, lambda: frame(page).get("epoch", 0) >= 3, "the run after the reload")
    expect_choice(page, "Dataset", "Own data · houses")
    page.get_by_role("link", name="Data", exact=True).click()
    is_used(page)
    page.reload()
    is_used(page)
    expect_choice(page, "Target", "price")
    page.wait_for_timeout((GRACE_SECONDS + 2) * 1000)
    page.get_by_role("link", name="Playground", exact=True).click()
    wait(page, 30, lambda: frame(page).get("epoch", 0) >= 3, "the same run")
    assert state(page) != "failed"


def test_closing_the_tab_deletes_its_files_after_the_grace_period(browser: Browser, app: str, store: Path) -> None:
    with open_page(browser, f"{app}/data") as page:
        before = kept(store)
        upload(page, "houses.csv", houses())
        is_used(page)
        mine = kept(store) - before
        assert len(mine) == 2  # the file, and what was prepared from it
        page.wait_for_timeout((GRACE_SECONDS + 2) * 1000)
        assert mine <= kept(store)
    end = time.monotonic() + 3 * GRACE_SECONDS
    while mine & kept(store) and time.monotonic() < end:
        time.sleep(0.2)
    assert not mine & kept(store)


def countries(number: int) -> bytes:
    """Points round as many centres as there are classes."""
    random = np.random.default_rng(3)
    classes = np.arange(number * 30) % number
    points = random.normal(0, 3, (number, 3))[classes] + random.normal(0, 0.8, (len(classes), 3))
    table = pd.DataFrame(points, columns=list("abc")).round(3)
    return table.assign(country=[f"country {label}" for label in classes]).to_csv(index=False).encode()


def test_many_classes_have_a_picture_of_their_confusion_and_a_table_of_the_worst(page: Page) -> None:
    upload(page, "countries.csv", countries(40))
    is_used(page)
    train(page, 10)
    picture = page.locator(".pg-many canvas")
    expect(picture).to_be_visible()
    expect(page.locator(".pg-confusion")).to_be_hidden()
    box = picture.bounding_box()
    assert box
    assert box["width"] >= 100
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] - 2)
    expect(page.get_by_text("prediction country 0:")).to_be_visible()
    pause(page)
    page.get_by_role("link", name="Results").click()
    expect(page.get_by_text("The 30 classes with the most mistakes, of 40.")).to_be_visible(timeout=30_000)
    expect(page.locator(".pi-results-matrix tbody tr")).to_have_count(30)


def test_the_way_leads_from_the_playground_and_the_own_set_stays_in_the_menu(browser: Browser, app: str) -> None:
    with open_page(browser, app) as page:
        wait_for_state(page, "running", "paused", "finished", seconds=60)
        page.get_by_role("link", name="Your own data").click()
        upload(page, "houses.csv", houses())
        is_used(page)
        train(page, 3)
        choose_preset(page, "XOR")
        expect_choice(page, "Dataset", "Points on a plane · Exclusive-or")
        page.get_by_role("combobox", name="Dataset").click()
        page.get_by_role("option", name="Own data · houses").click()
        expect_choice(page, "Dataset", "Own data · houses")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_uploader_speaks_every_language(browser: Browser, app: str, tmp_path: Path, language: str) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with open_page(browser, f"{app}/data?lang={language}") as page:
        uploader = page.locator(".st-key-own-uploader")
        # Streamlit's own word stays for those who listen: axe does not count what CSS writes as a name.
        ours = re.compile(f"{re.escape(translate('Upload your own data', language))}\\s*$")
        expect(uploader.locator("button")).to_have_accessible_name(ours)
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(huge)
        expect(uploader.locator("[aria-invalid=true]")).to_be_visible(timeout=30_000)
        expect(uploader.get_by_text("File must be")).to_be_hidden()
        said = uploader.evaluate(
            "box => getComputedStyle(box.querySelector('[data-testid=stFileUploader]'), '::after').content"
        )
        template = "The file was not taken. It may have at most {megabytes} MB; choose it again, or a smaller one."
        assert said == f'"{translate(template, language).format(megabytes=50)}"'
