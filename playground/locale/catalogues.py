"""Reads the catalogues: English → the words of a language."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent
_PAGES_ONLY = ("playground/ui/", "playground/lessons/")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All words of a language; empty for English itself, and where there is no catalogue."""
    return _read(language, ())


@cache
def words_of_browser(language: str) -> Mapping[str, str]:
    """All that the scripts in the browser and a run may say; the words of the pages alone are left out."""
    return _read(language, _PAGES_ONLY)


def _read(language: str, without: tuple[str, ...]) -> dict[str, str]:
    path = LOCALES / language / "LC_MESSAGES" / "playground.po"
    if not re.fullmatch(r"\w+", language) or not path.exists():
        return {}
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id]
    return {
        str(entry.id): str(entry.string)
        for entry in entries
        if not without or any(not place.startswith(without) for place, _line in entry.locations)
    }
