"""Layers and activations that no file of the playground knows, on every page of a real browser, in both languages."""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from playground.spec.extensions import VARIABLE
from tests.pages.conftest import ROOT, open_page, running_app
from tests.pages.stage import frame, pause, pictures, press, token, wait, wait_for_state
from tests.test_contributing import recipe

pytestmark = pytest.mark.browser

ADDED = ("RepeatVector", "SimpleRNN", "Dense", "Detour", "RMSNormalization")
"""Behind the two layers of the first example; the last is that of CONTRIBUTING."""
CHOSEN = {1: "ripple", 2: "snake", 5: "hard_tanh"}
"""The activation of the layer of that number, of Dense ones."""
ROLES = ["neurons", "neurons", "block", "neurons", "neurons", "neurons", "pill", "neurons"]
PLAN = """() => {
  const { plan } = window.__playground.network;
  return {
    kinds: plan.columns.map(({ kind }) => kind),
    drawn: plan.columns.map(({ nodes }) => nodes.length),
    links: plan.links.map(({ from, to, curves }) => [from.layer?.name ?? "input", to.layer.name, curves.length]),
    fans: plan.fans.map(({ from, to }) => [from.layer?.name ?? "input", to.layer.name]),
  };
}"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "recipe_layer.py").write_text(recipe("A layer"), encoding="utf-8")
    (folder / "recipe_activation.py").write_text(recipe("An activation"), encoding="utf-8")
    paths = os.pathsep.join([str(ROOT / "tests" / "extensions"), str(folder)])
    with running_app(PYTHONPATH=paths, **{VARIABLE: "strangers,recipe_layer,recipe_activation"}) as (url, _process):
        yield url


def add_layer(page: Page, name: str) -> None:
    before = token(page)
    page.get_by_role("button", name="Add a layer").click()
    page.get_by_role("menuitem", name=re.compile(f"^{name}:")).click()
    wait(page, 30, lambda: token(page) != before, f"a run with {name}")


def choose_activation(page: Page, number: int, name: str) -> None:
    before = token(page)
    card = page.locator(f".st-key-card-{number - 1}")
    card.get_by_role("combobox", name="Activation").click()
    page.keyboard.type(name)
    page.get_by_role("option", name=name, exact=True).click()
    wait(page, 30, lambda: token(page) != before, f"a run with {name}")


def go_to(page: Page, path: str) -> None:
    page.locator(f'[data-testid="stTopNavLink"][href$="/{path}"]').click()


def look_inside(page: Page, path: str) -> None:
    """Go to a page that looks inside the network, and wait for its picture."""
    go_to(page, path)
    if path == "activations":
        page.get_by_role("tab").nth(3).click()
    wait(page, 30, lambda: page.evaluate("() => window.__playground?.page") == path, path)
    wait(page, 30, lambda: pictures(page) > 0, f"a picture of {path}")


def traits(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => window.__playground.hello")
    return found


def is_shown(page: Page) -> None:
    """All of the page was drawn, and nothing went wrong in it."""
    page.wait_for_timeout(250)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page.locator(".pg-banner.pg-warning:visible")).to_have_count(0)


def test_kinds_that_no_file_knows_are_trained_drawn_and_explained(browser: Browser, app: str) -> None:
    with open_page(browser, app) as page:
        wait_for_state(page, "paused", "finished", seconds=60)
        page.get_by_role("tab", name="Layers").click()
        for name in ADDED:
            add_layer(page, name)
        for number, activation in CHOSEN.items():
            choose_activation(page, number, activation)
        wait_for_state(page, "ready", "paused")
        press(page, "Play")
        wait(page, 60, lambda: frame(page).get("epoch", 0) >= 3, "3 epochs")
        pause(page)
        assert {"ripple", "snake", "hard_tanh"} < set(traits(page)["activations"])
        assert [layer["role"] for layer in traits(page)["layers"]] == ROLES
        check_stage(page)
        check_weights(page)
        check_sample(page)
        check_activations(page)
        check_all_pages(page)
        page.get_by_text("简体中文", exact=True).click()
        check_all_pages(page)


def check_stage(page: Page) -> None:
    """Its neurons are drawn one by one, and from them lead the lines of the layer behind."""
    plan = page.evaluate(PLAN)
    assert plan["kinds"] == ["neurons", *ROLES]
    units = [layer["units"] for layer in traits(page)["layers"]]
    assert plan["drawn"] == [2, *(0 if role in ("pill", "block") else n for n, role in zip(units, ROLES, strict=True))]
    detour = next(layer for layer in traits(page)["layers"] if layer["kind"] == "Detour")
    assert [detour["name"], "output", detour["units"]] in plan["links"]
    assert ["dense_3", detour["name"]] in plan["fans"]


def check_weights(page: Page) -> None:
    look_inside(page, "weights")
    for kind in ("Detour", "RMSNormalization"):
        layer = next(layer for layer in traits(page)["layers"] if layer["kind"] == kind)
        page.get_by_role("radio", name=layer["name"]).check(force=True)
        wait(page, 30, lambda: page.evaluate("() => window.__playground.view.matrix.weight") in layer["weights"], kind)  # noqa: B023


def check_sample(page: Page) -> None:
    """Each layer stands in the walk; numbers of a strange one are told, and the formula of a strange activation."""
    look_inside(page, "sample")
    wait(page, 30, lambda: page.evaluate("() => Boolean(window.__playground.view.walk['walk:output'])"), "a walk")
    for title, said in (
        ("4 SimpleRNN", "a = "), ("6 Detour", "a = "), ("7 RMSNormalization", "a = "),
        ("1 Dense", "a = ripple(z) = ripple(z) = "), ("2 Dense", "a = snake(z) = z + sin² z = "),
    ):  # fmt: skip
        page.get_by_role("application", name=title).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        part = page.locator(".pi-sample-sum")
        expect(part).to_contain_text(title)
        expect(part).to_contain_text(said)


def check_activations(page: Page) -> None:
    look_inside(page, "activations")
    texts = page.locator(".pi-activations-layer").all_inner_texts()
    assert [name for name in CHOSEN.values() if not any(f"{name} ·" in text for text in texts)] == []
    page.get_by_role("tab").first.click()
    for name in CHOSEN.values():
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("checkbox", name=name, exact=True)
        ).first.click()
    expect(page.locator(".pi-curves-drawing")).to_have_count(4 + len(CHOSEN))
    drawn = page.evaluate("() => window.__curves.panels.map(({ name }) => name)")
    assert set(CHOSEN.values()) < set(drawn)
    expect(page.locator(".katex", has_text="sin").first).to_be_visible()


def check_all_pages(page: Page) -> None:
    for path in ("", "weights", "sample", "results", "activations"):
        if path:
            look_inside(page, path)
        else:
            go_to(page, path)
            wait(page, 30, lambda: bool(page.evaluate("() => window.__playground?.network?.plan")), "the stage")
        is_shown(page)
    for path in ("data", "guide"):
        go_to(page, path)
        is_shown(page)
