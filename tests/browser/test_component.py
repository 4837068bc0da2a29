"""The stage as an element of a page, its words and its files; what it draws is checked in a real browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.browser import component
from playground.figures import stage_options

FRONTEND = Path(component.__file__).parent
SCRIPTS = sorted(FRONTEND.rglob("*.js"))
STYLES = sorted(FRONTEND.rglob("*.css"))


def _page():
    from playground.browser.component import stage
    from playground.figures import stage_options

    stage(token="secret", language="zh_CN", options=stage_options())


def test_the_stage_mounts_in_a_page():
    at = AppTest.from_function(_page, default_timeout=30).run()
    assert not at.exception


def test_the_inline_script_only_imports_and_holds_no_address_of_a_server():
    assert len(component._SCRIPT) < 1500
    assert "live/static/MODULE" in component._SCRIPT
    assert "http" not in component._SCRIPT


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=lambda path: path.name)
def test_nothing_is_fetched_from_outside(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://", text)
    assert "@import" not in text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_import_of_a_script_exists(path):
    for name in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8")):
        assert (path.parent / name).is_file()


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_strangers_words_never_become_html(path):
    text = path.read_text(encoding="utf-8")
    for before, line in re.findall(r"(.*)\n(.*innerHTML.*)", text):
        assert "ICONS" in line or 'name === "html"' in before + line
    drawings = set(re.findall(r"^const ([A-Z]+) = svg\(", text, re.MULTILINE))
    for value in re.findall(r"html: ([\w.\[\]]+)", text):
        assert value.startswith("ICONS[") or value in drawings


def test_the_palette_names_what_the_scripts_read():
    palette = stage_options()["palette"]["light"]
    text = (FRONTEND / "kit" / "colors.js").read_text(encoding="utf-8")
    for name in re.findall(r"palette\.(\w+)", text):
        assert name in palette
