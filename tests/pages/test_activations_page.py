"""The Activations page in a real browser: the input is dragged, every section draws, the own network is alive."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from playground.spec.activations import ACTIVATIONS
from playground.ui.words import translate
from tests.pages.conftest import open_page
from tests.pages.stage import choose_preset, pictures, wait, wait_for_state

pytestmark = pytest.mark.browser

SECTIONS = ("Curves", "Deep networks", "Two questions", "Your network")
WIDER_THAN_THE_WINDOW = """() => {
  const parts = [document.documentElement, document.querySelector('[data-testid="stMain"]')];
  return parts.some(part => part.scrollWidth > part.clientWidth + 1);
}"""


def settled(page: Page) -> None:
    page.wait_for_timeout(250)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def show(page: Page, number: int) -> None:
    page.get_by_role("tab").nth(number).click()
    settled(page)


def curves(page: Page) -> dict[str, dict[str, float]]:
    return {panel["name"]: panel for panel in page.evaluate("() => window.__curves.panels")}


@pytest.fixture
def activations(browser: Browser, app: str):
    with open_page(browser, f"{app}/activations") as page:
        page.locator(".pi-curves-drawing").nth(3).wait_for()
        settled(page)
        yield page


def test_the_input_is_moved_by_keys_and_pointer_in_all_pictures_at_once(activations: Page) -> None:
    sliders = activations.locator(".pi-curves-drawing")
    assert list(curves(activations)) == ["threshold", "sigmoid", "tanh", "relu"]
    sliders.nth(1).focus()
    sliders.nth(1).press("Home")
    assert activations.evaluate("() => window.__curves.z") == -6
    assert curves(activations)["relu"] == {"name": "relu", "value": 0, "slope": 0, "zone": "dead"}
    assert curves(activations)["sigmoid"]["zone"] == "saturated"
    for key in ("PageUp",) * 6 + ("ArrowRight",) * 5:
        sliders.nth(1).press(key)
    value, slope = ACTIVATIONS["tanh"].curve([0.5])
    assert curves(activations)["tanh"]["value"] == pytest.approx(value[0], rel=1e-5)
    assert curves(activations)["tanh"]["slope"] == pytest.approx(slope[0], rel=1e-5)
    expect(sliders.nth(0)).to_have_attribute("aria-valuenow", "0.50")
    box = sliders.nth(3).bounding_box()
    activations.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    activations.mouse.down()
    activations.mouse.move(box["x"] + box["width"] - 2, box["y"] + 60, steps=3)
    activations.mouse.up()
    assert curves(activations)["relu"]["value"] == 6
    expect(sliders.nth(2)).to_have_attribute("aria-valuenow", "6.00")


def test_other_activations_come_and_are_laid_over_each_other(activations: Page) -> None:
    activations.get_by_role("button", name="gelu", exact=True).or_(
        activations.get_by_role("checkbox", name="gelu", exact=True)
    ).first.click()
    settled(activations)
    expect(activations.locator(".pi-curves-drawing")).to_have_count(5)
    assert "gelu" in curves(activations)
    expect(activations.locator(".katex").first).to_be_visible()
    activations.get_by_text("Laid over each other", exact=True).first.click()
    settled(activations)
    expect(activations.locator(".pi-curves-drawing")).to_have_count(1)
    assert len(curves(activations)) == 5


def test_the_own_network_is_alive_and_dead_neurons_are_counted(page: Page) -> None:
    page.locator(".pg-play").wait_for()
    choose_preset(page, "Too fast")
    page.get_by_role("link", name="Activations").first.click()
    page.locator(".pi-curves-drawing").first.wait_for()
    show(page, 3)
    page.locator(".pi-activations-layer").nth(1).wait_for()
    seen = pictures(page)
    wait(page, 30, lambda: pictures(page) > seen, "another picture")
    wait_for_state(page, "paused", "finished", seconds=60)
    counted = page.evaluate("() => window.__playground.array('counted:dense_2')")
    assert counted[3] == 2
    expect(page.locator(".pi-activations-layer").nth(1)).to_contain_text(f"Dead: {counted[4]} of 2 neurons")
    expect(page.locator(".pi-activations-layer").nth(0)).to_contain_text("relu has no such zone")


def test_a_network_without_hidden_layer_is_told_so(page: Page) -> None:
    page.locator(".pg-play").wait_for()
    choose_preset(page, "XOR")
    page.get_by_role("link", name="Activations").first.click()
    page.locator(".pi-curves-drawing").first.wait_for()
    show(page, 3)
    expect(page.get_by_text("This network has no hidden layer")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [((1366, 768), "light", "en"), ((1920, 1080), "dark", "zh_CN")],
    ids=["small", "large"],
)
def test_every_section_fits_and_axe_finds_nothing_serious(
    browser: Browser, app: str, size: tuple[int, int], scheme: str, language: str
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    with open_page(browser, f"{app}/activations?lang={language}", viewport=viewport, color_scheme=scheme) as page:
        page.locator(".pi-curves-drawing").first.wait_for()
        for number, section in enumerate(SECTIONS):
            show(page, number)
            expect(page.get_by_role("tab", name=translate(section, language), exact=True)).to_be_visible()
            if section == "Your network":
                page.get_by_role("button", name=translate("Train an example", language)).click()
                page.locator(".pi-activations-layer canvas").first.wait_for()
            page.wait_for_timeout(800)
            assert not page.evaluate(WIDER_THAN_THE_WINDOW), section
            found = Axe().run(page).response["violations"]
            serious = [
                (one["id"], [node["target"] for node in one["nodes"]][:5], one["nodes"][0]["html"][:200])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            assert not serious, section
