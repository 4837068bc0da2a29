"""Every word exists in every language, and a translation keeps the values of its sentence."""

import ast
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

import playground.data  # noqa: F401  (registers the datasets)
from playground.lessons.presets import PRESETS
from playground.locale.catalogues import for_browser, forms, is_translated, words_of, words_of_browser
from playground.locale.update import catalogue_files, read, updated, words_in_code
from playground.spec import DATASETS, LAYERS, NP_, OPTIMIZERS
from playground.spec.objectives import LABELS
from playground.ui import fields
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[1]
PLACEHOLDER = re.compile(r"{(\w+)}")
SCRIPTS = sorted((ROOT / "playground" / "browser").rglob("*.js"))
STRING = r'"((?:[^"\\\n]|\\.)*)"'
LANGUAGE_FILES = {path.parents[1].name: path for path in catalogue_files()}


def test_every_language_but_english_has_a_catalogue() -> None:
    assert set(LANGUAGE_FILES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_every_word_of_the_code_is_translated(language: str) -> None:
    catalogue = read(LANGUAGE_FILES[language])
    found = {word: catalogue.get(word if isinstance(word, str) else word[0]) for word, _place in words_in_code()}
    missing = [word for word, entry in found.items() if not (entry and entry.id == word and is_translated(entry))]
    assert not missing, f"run `make catalogues` and translate: {missing}"


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_the_catalogue_holds_no_word_that_the_code_has_lost(language: str) -> None:
    old = read(LANGUAGE_FILES[language])
    new = updated(old, language)
    assert {entry.id for entry in old} == {entry.id for entry in new}


@pytest.mark.parametrize("language", LANGUAGE_FILES)
def test_a_translation_keeps_the_values_of_its_sentence(language: str) -> None:
    """In the form for one the number may be a word; in the last form, that for many, nothing is missing."""
    for entry in read(LANGUAGE_FILES[language]):
        if entry.id:
            *few, many = [set(PLACEHOLDER.findall(form)) for form in forms(entry)]
            *_one, english = [entry.id] if isinstance(entry.id, str) else entry.id
            assert many == set(PLACEHOLDER.findall(english)), entry.id
            assert all(form <= many for form in few), entry.id


def test_no_sentence_stands_in_the_code_with_a_number_and_without() -> None:
    """A catalogue has one entry for both, so one of the two would lose its translation."""
    words = {word for word, _place in words_in_code()}
    assert {word[0] for word in words if isinstance(word, tuple)} & words == set()


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
                hidden += [
                    f"{path.name}:{each.lineno}" for each in calls if getattr(each.func, "id", "") in ("N_", "NP_")
                ]
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
    for path in sorted((ROOT / "playground" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"st.{name}" for name in shown}:
                for argument in node.args[:1]:
                    plain_words = isinstance(argument, ast.Constant) and re.search("[A-Za-z]{3}", str(argument.value))
                    icon = isinstance(argument, ast.Constant) and str(argument.value).startswith(":material/")
                    assert not plain_words or icon, f"{path.name}:{node.lineno} shows {argument.value!r}"  # type: ignore[attr-defined]


def joined(path: Path) -> str:
    """A script with each sentence that goes over several lines in one piece."""
    return re.sub(r'"\s*\+\s*"', "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_babel_finds_every_word_of_a_script(path: Path) -> None:
    """It reads scripts word by word, and misses what stands within another call or too deep in a template."""
    place = path.relative_to(ROOT).as_posix()
    found = Counter(
        word if isinstance(word, str) else word[0] for word, (file, _line) in words_in_code() if file == place
    )
    calls = re.findall(rf"(?<!\w)(?:t|N_|plural)\(\s*{STRING}", joined(path))
    assert Counter(word.replace('\\"', '"') for word in calls) == found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_a_script_translates_is_a_sentence_or_was_marked_as_one(path: Path) -> None:
    """``t(full ? "Few" : "Many")`` would not be found; nor a sentence that waits in a table without its mark."""
    text = joined(path)
    unmarked = re.findall(r"(?<!\w)(?:t|plural)\((?!\s*[\"`])[^()]*[\"`][^()]*\)", text)
    assert [call for call in unmarked if not re.search(r"=== \"|\.join\(", call)] == []
    marked = re.sub(rf"(?<!\w)(?:(?:t|N_|Error)\(\s*{STRING}|plural\(\s*{STRING},\s*{STRING})", "", text)
    without_comments = re.sub(r"^\s*(?://|/?\*).*$|(?<=\s)//.*$", "", marked, flags=re.M)
    assert re.findall(r'"[A-Z][a-z]+ [a-z][^"\n]*"', without_comments) == []


def test_the_words_of_the_browser_are_those_of_scripts_and_of_runs() -> None:
    words = words_of_browser("zh_CN")
    assert words["Play"] == "播放"
    assert words["{count} neuron"] == {"other": "{count} 个神经元"}
    assert words[""] == "zh-CN"
    assert "How to read the playground" not in words


MADE_UP = """
msgid ""
msgstr ""
"Language: {language}\\n"

msgid "{{count}} row"
msgid_plural "{{count}} rows"
{forms}
"""
POLISH = ["{count} wiersz", "{count} wiersze", "{count} wierszy"]
ARABIC = ["لا صفوف", "صف واحد", "صفان", "{count} صفوف", "{count} صفًا", "{count} صف"]
ROWS = NP_("{count} row", "{count} rows")


def made_up(language: str, rows: list[str]) -> Catalog:
    from babel.messages.pofile import read_po

    lines = "\n".join(f'msgstr[{number}] "{form}"' for number, form in enumerate(rows))
    return read_po(io.BytesIO(MADE_UP.format(language=language, forms=lines).encode()), locale=language)


def test_a_language_with_three_forms_has_the_right_one_for_each_number() -> None:
    words = words_of(made_up("pl", POLISH))
    said = [words.plural("{count} row", count) for count in (1, 2, 4, 5, 12, 21, 22, 0, 1.5)]
    one, few, many = POLISH
    assert said == [one, few, few, many, many, many, few, many, many]


def test_a_language_with_six_forms_has_each_of_them() -> None:
    words = words_of(made_up("ar", ARABIC))
    assert {words.plural("{count} row", count) for count in (0, 1, 2, 3, 11, 100)} == set(ARABIC)


def test_the_browser_gets_the_forms_by_the_names_of_its_own_rules() -> None:
    polish, arabic = made_up("pl", POLISH), made_up("ar", ARABIC)
    assert for_browser(polish, polish)["{count} row"] == {
        "one": "{count} wiersz", "few": "{count} wiersze", "many": "{count} wierszy", "other": "{count} wierszy",
    }  # fmt: skip
    assert set(for_browser(arabic, arabic)["{count} row"]) == {"zero", "one", "two", "few", "many", "other"}
    assert set(for_browser(arabic, arabic)["{count} row"].values()) == set(ARABIC)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), ("1", "1 row"), ("1,001", "1,001 rows")]
)
def test_an_english_sentence_has_a_form_for_one(count: int | str, said: str) -> None:
    assert translate(ROWS, "en", count=count).format(count=count) == said


def test_a_sentence_that_gets_a_form_for_one_keeps_its_translation_where_the_language_has_one_form() -> None:
    old = Catalog(locale="zh_CN")
    old.add("{count} filters", string="{count} 个旧词")
    assert updated(old, "zh_CN").get("{count} filter").string == ("{count} 个旧词",)
    old = Catalog(locale="de")
    old.add("{count} filters", string="{count} Filter")
    assert updated(old, "de").get("{count} filter").string == ("", "")
