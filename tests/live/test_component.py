"""The stage as an element of a page, its words and its files; what it draws is checked in a real browser."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.figures import stage_options
from playground.live import component
from playground.live.words import WORDS

FRONTEND = Path(component.__file__).parent / "frontend"
SCRIPTS = sorted(FRONTEND.rglob("*.js"))
STYLES = sorted(FRONTEND.rglob("*.css"))


def _page():
    from playground.figures import stage_options
    from playground.live.component import stage

    stage(token="secret", language="zh_CN", options=stage_options())


def test_the_stage_mounts_in_a_page():
    at = AppTest.from_function(_page, default_timeout=30).run()
    assert not at.exception


def test_the_inline_script_only_imports_and_holds_no_address_of_a_server():
    assert len(component._SCRIPT) < 1500
    assert "live/static/MODULE" in component._SCRIPT
    assert "http" not in component._SCRIPT


def test_every_word_that_the_scripts_ask_for_is_listed():
    asked = set()
    for script in SCRIPTS:
        text = script.read_text(encoding="utf-8")
        asked |= set(re.findall(r'(?<!\w)(?:\w+\.)*t\(\s*"([^"]+)"', text))
        asked |= set(re.findall(r'this\.(?:add|pair)\("\w+", "([^"]+)"\)', text))
        asked |= set(re.findall(r'(?<!\.)toggle\("([^"]+)"', text))
    assert asked
    assert asked <= set(WORDS), asked - set(WORDS)


def test_every_listed_word_stands_in_a_script():
    text = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    unused = [word for word in WORDS if f'"{word}"' not in text and not re.search(rf"\b{re.escape(word)}:", text)]
    assert unused == []


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
    for line in re.findall(r".*innerHTML.*", text):
        assert "ICONS" in line or 'name === "html"' in line
    for value in re.findall(r"html: ([\w.\[\]]+)", text):
        assert value.startswith("ICONS[")


def test_the_palette_names_what_the_scripts_read():
    palette = stage_options()["palette"]["light"]
    text = (FRONTEND / "colors.js").read_text(encoding="utf-8")
    for name in re.findall(r"palette\.(\w+)", text):
        assert name in palette
