"""Reads the catalogues: English → the words of a language. Which form a number asks for is decided here."""

import gettext
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent
_PAGES_ONLY = ("playground/ui/", "playground/lessons/")
_TRIED = (*range(201), 1_000_000)
"""Whole numbers that have among them one for each form of a language."""


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    sentences: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The forms of a sentence with a number, by its English form for one."""
    form_of: Callable[[int], int] = int
    """Which of the forms is that for a whole number."""

    def plural(self, one: str, count: float) -> str:
        """The form of a sentence for a number; empty where the catalogue lacks it."""
        forms = self.plurals.get(one)
        # A broken number (1.5) has the form of many; the rules of a catalogue know whole ones.
        return forms[self.form_of(int(count) if count == int(count) else 100)] if forms else ""


def catalogue(language: str) -> Words:
    """All words of a language; empty for English itself, and where there is no catalogue."""
    return _words(language) if language in languages() else Words()


def words_of_browser(language: str) -> Mapping[str, Any]:
    """All that the scripts in the browser and a run may say; the words of the pages alone are left out.

    A sentence with a number has its forms by the names of ``Intl.PluralRules``: one, few, many, other. "" holds the
    language of these words as browsers write it. Empty where there is no catalogue.
    """
    return _words_of_browser(language) if language in languages() else {}


# What is kept is kept for ever, so only languages that there are come here: a stranger can think of many that are not.
@cache
def _words(language: str) -> Words:
    return words_of(_read(language))


@cache
def _words_of_browser(language: str) -> Mapping[str, Any]:
    found = _read(language)
    return for_browser(found, _said_elsewhere(found))


def words_of(catalogue: Catalog) -> Words:
    """The words of a catalogue as Python needs them."""
    entries = list(_entries(catalogue))
    return Words(
        {str(entry.id): str(entry.string) for entry in entries if not entry.pluralizable},
        {entry.id[0]: forms(entry) for entry in entries if entry.pluralizable and is_translated(entry)},
        gettext.c2py(catalogue.plural_expr),
    )


def for_browser(catalogue: Catalog, entries: Iterable[Message]) -> dict[str, Any]:
    """Entries of a catalogue as the scripts need them."""
    numbers = _numbers_of_categories(catalogue)
    found: dict[str, Any] = {"": str(catalogue.locale_identifier).replace("_", "-")}
    for entry in entries:
        if not entry.pluralizable:
            found[str(entry.id)] = str(entry.string)
        elif is_translated(entry):
            found[entry.id[0]] = {category: forms(entry)[form] for category, form in numbers.items()}
    return found


def forms(entry: Message) -> tuple[str, ...]:
    """The translations of an entry: one, or as many as the language has forms."""
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


def is_translated(entry: Message) -> bool:
    """Whether every form of an entry has its words."""
    return all(forms(entry))


def _numbers_of_categories(catalogue: Catalog) -> dict[str, int]:
    """Which form of a catalogue each category of the language's numbers has; "other", for broken ones, the last."""
    category_of, form_of = Locale.parse(str(catalogue.locale)).plural_form, gettext.c2py(catalogue.plural_expr)
    return {"other": catalogue.num_plurals - 1} | {category_of(number): form_of(number) for number in reversed(_TRIED)}


def _said_elsewhere(catalogue: Catalog) -> Iterator[Message]:
    for entry in _entries(catalogue):
        if any(not place.startswith(_PAGES_ONLY) for place, _line in entry.locations):
            yield entry


def _entries(catalogue: Catalog) -> Iterator[Message]:
    return (entry for entry in catalogue if entry.id)


@cache
def languages() -> frozenset[str]:
    """The languages that have a catalogue: all but English."""
    return frozenset(path.parents[1].name for path in LOCALES.glob("*/LC_MESSAGES/playground.po"))


def _read(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES" / "playground.po").open("rb") as file:
        return read_po(file, locale=language)
