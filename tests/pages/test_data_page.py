"""The Data page in a real browser: every section draws without an error, in both themes, languages and sizes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from playground.ui.words import translate
from tests.pages.conftest import open_page

pytestmark = pytest.mark.browser

TABLE = ("Overview", "Table", "Distributions", "Pairs")
PICTURES = ("Overview", "Pictures", "One picture", "Values")
SEQUENCES = ("Overview", "Sequences", "Values")
WIDER_THAN_THE_WINDOW = """() => {
  const parts = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
  return parts.some(part => part.scrollWidth > part.clientWidth + 1);
}"""


def show(page: Page, section: str) -> None:
    page.get_by_role("tab", name=section, exact=True).click()
    expect(page.get_by_role("tab", name=section, exact=True)).to_have_attribute("aria-selected", "true")
    settled(page)


def settled(page: Page) -> None:
    """Wait until the script has run and what it draws is there."""
    page.wait_for_timeout(250)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def choose(page: Page, dataset: str) -> None:
    box = page.get_by_test_id("stSidebar").get_by_role("combobox").first
    box.click()
    box.fill(dataset)
    page.get_by_role("option", name=dataset).first.click()
    settled(page)


@pytest.fixture
def data(browser: Browser, app: str):
    with open_page(browser, f"{app}/data") as page:
        page.get_by_role("tab", name="Overview").wait_for()
        settled(page)
        yield page


@pytest.mark.parametrize(
    ("dataset", "sections"), [("Iris", TABLE), ("Digits", PICTURES), ("Noisy sine", SEQUENCES), ("Sine", TABLE)]
)
def test_every_section_draws(data: Page, dataset: str, sections: tuple[str, ...]) -> None:
    choose(data, dataset)
    for section in sections:
        show(data, section)
        seen = data.locator(".js-plotly-plot, [data-testid='stDataFrame'], .gallery canvas")
        expect(seen.first).to_be_visible()


def test_the_leak_switch_says_why_the_score_is_false(data: Page) -> None:
    switch = data.get_by_text("Leak validation samples into training")
    switch.click()
    expect(data.get_by_text("learn their answers by heart")).to_be_visible()
    expect(data.get_by_text("Validation, trained on as well")).to_be_visible()
    switch.click()
    expect(data.get_by_text("learn their answers by heart")).to_have_count(0)


def test_a_picture_is_chosen_with_the_mouse_and_becomes_a_vector(data: Page) -> None:
    choose(data, "Digits")
    show(data, "Pictures")
    data.get_by_role("button", name="7 3", exact=True).click()
    expect(data.get_by_role("tab", name="One picture")).to_have_attribute("aria-selected", "true")
    expect(data.get_by_role("heading", name="7", exact=True)).to_be_visible()
    said = data.locator(".said")
    expect(said).to_contain_text("of the vector")
    data.get_by_role("slider", name="Rows that are unrolled").fill("8")
    expect(said).to_contain_text("8 × 8 pixels have become a vector of 64 numbers")
    data.get_by_role("button", name="Unroll").click()
    expect(data.get_by_role("button", name="Hold")).to_be_visible()
    expect(said).to_contain_text("becomes the numbers")
    data.get_by_role("button", name="Next picture").click()
    expect(data.get_by_role("heading", name="7", exact=True)).to_be_visible()


def test_another_picture_leaves_the_controls_that_unroll_it_where_they_are(data: Page) -> None:
    choose(data, "Digits")
    show(data, "One picture")
    expect(data.locator(".said")).to_contain_text("of the vector")
    slider = data.get_by_role("slider", name="Rows that are unrolled")
    slider.evaluate("element => { window.before = element; }")
    data.get_by_role("button", name="Next picture").click()
    settled(data)
    assert slider.evaluate("element => element === window.before")


def test_the_arrow_keys_move_in_the_pictures(data: Page) -> None:
    choose(data, "Digits")
    show(data, "Pictures")
    first = data.get_by_role("button", name="0 1", exact=True)
    first.focus()
    first.press("ArrowRight")
    second = data.get_by_role("button", name="0 2", exact=True)
    expect(second).to_be_focused()
    second.press("Enter")
    expect(data.get_by_role("tab", name="One picture")).to_have_attribute("aria-selected", "true")


def test_choosing_a_column_redraws_only_the_sections(data: Page) -> None:
    choose(data, "Iris")
    show(data, "Distributions")
    box = data.get_by_test_id("stMain").get_by_role("combobox").first
    box.click()
    data.get_by_role("option", name="petal width").click()
    settled(data)
    expect(data.get_by_role("tab", name="Distributions")).to_have_attribute("aria-selected", "true")
    expect(box).to_have_value("petal width")


@pytest.mark.parametrize(("size", "language"), [((1366, 768), "en"), ((1366, 768), "zh"), ((1920, 1080), "zh")])
def test_nothing_is_wider_than_the_window(browser: Browser, app: str, size: tuple[int, int], language: str) -> None:
    with open_page(browser, f"{app}/data?lang={language}", viewport={"width": size[0], "height": size[1]}) as page:
        name = "zh_CN" if language == "zh" else "en"
        page.get_by_role("tab", name=translate("Overview", name)).wait_for()
        for dataset, sections in (("Wine", TABLE), ("Digits", PICTURES)):
            choose(page, translate(dataset, name))
            for section in sections:
                show(page, translate(section, name))
                assert not page.evaluate(WIDER_THAN_THE_WINDOW), (dataset, section)


@pytest.mark.parametrize(
    ("dataset", "sections", "scheme"),
    [("Iris", TABLE, "light"), ("Iris", TABLE, "dark"), ("Digits", PICTURES, "dark"), ("Echo", SEQUENCES, "light")],
)
def test_axe_finds_nothing_serious(
    browser: Browser, app: str, dataset: str, sections: tuple[str, ...], scheme: str
) -> None:
    with open_page(browser, f"{app}/data", color_scheme=scheme) as page:
        page.get_by_role("tab", name="Overview").wait_for()
        choose(page, dataset)
        for section in sections:
            show(page, section)
            page.wait_for_timeout(500)
            found = Axe().run(page).response["violations"]
            serious = [
                (one["id"], [node["target"] for node in one["nodes"]][:5], one["nodes"][0]["html"][:200])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            assert not serious, section
