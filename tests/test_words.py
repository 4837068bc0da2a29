"""Every word exists in every language, and a translation keeps the values of its sentence."""

import ast
import re
from pathlib import Path

import pytest

import playground.data  # noqa: F401  (registers the datasets)
from playground.lessons.presets import PRESETS
from playground.locale.update import catalogue_files, read, updated, words_in_code
from playground.spec import DATASETS, LAYERS, OPTIMIZERS
from playground.spec.objectives import LABELS
from playground.ui import fields
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"{(\w+)}")
LANGUAGE_FILES = {path.parents[1].name: path for path in catalogue_files()}


def test_every_language_but_english_has_a_catalogue() -> None:
    assert set(LANGUAGE_FILES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_every_word_of_the_code_is_translated(language: str) -> None:
    catalogue = read(LANGUAGE_FILES[language])
    missing = sorted(
        {word for word, _place in words_in_code() if not (catalogue.get(word) and catalogue.get(word).string)}
    )
    assert not missing, f"run `make catalogues` and translate: {missing}"


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_the_catalogue_holds_no_word_that_the_code_has_lost(language: str) -> None:
    old = read(LANGUAGE_FILES[language])
    new = updated(old, language)
    assert {entry.id for entry in old} == {entry.id for entry in new}


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_a_translation_keeps_the_values_of_its_sentence(language: str) -> None:
    for entry in read(LANGUAGE_FILES[language]):
        if entry.id:
            assert set(PLACEHOLDER.findall(entry.string)) == set(PLACEHOLDER.findall(entry.id)), entry.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_menu_have_one_name(language: str) -> None:
    """Streamlit takes a chosen entry by the words it shows: of two that say the same it would take the first."""
    menus = [[kind.label for kind in kinds] for kinds in (DATASETS, LAYERS, OPTIMIZERS)]
    menus += [list(LABELS.values()), [preset.label for preset in PRESETS.values()], list(fields._CHOICES.values())]
    for menu in menus:
        shown = [translate(label, language) for label in dict.fromkeys(menu)]
        assert len(shown) == len(set(shown)), [label for label in shown if shown.count(label) > 1]


def test_no_word_is_marked_inside_an_f_string() -> None:
    """There the extraction does not find it, and it would stay English without anybody noticing."""
    hidden = []
    for path in sorted((ROOT / "playground").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
                hidden += [f"{path.name}:{each.lineno}" for each in calls if getattr(each.func, "id", "") == "N_"]
    assert not hidden


def test_an_unknown_word_is_shown_in_english() -> None:
    assert translate("No such sentence", "zh_CN") == "No such sentence"


def test_no_word_on_a_page_bypasses_the_catalogues() -> None:
    """A text given to a Streamlit call as a plain string would stay English; calls of ``_`` and N_ are the way."""
    shown = {
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "write",
        "button",
        "error",
        "warning",
        "info",
        "toast",
    }
    for path in sorted((ROOT / "playground" / "ui").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"st.{name}" for name in shown}:
                for argument in node.args[:1]:
                    plain_words = isinstance(argument, ast.Constant) and re.search("[A-Za-z]{3}", str(argument.value))
                    icon = isinstance(argument, ast.Constant) and str(argument.value).startswith(":material/")
                    assert not plain_words or icon, f"{path.name}:{node.lineno} shows {argument.value!r}"  # type: ignore[attr-defined]
