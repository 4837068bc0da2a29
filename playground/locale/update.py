"""Bring the English words of the code into every catalogue: ``python -m playground.locale.update``.

Translations that exist are kept, words that are gone are removed, new ones are left empty for a translator.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from playground.locale.catalogues import forms, is_translated

LOCALES = Path(__file__).parent
PACKAGE = LOCALES.parent
# Without dates and names: equal words make an equal file.
HEADER = """# The words of the playground. Run `make catalogues` after a change of English words.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plurals}\\n"

"""
KEYWORDS = {"_": None, "N_": None, "NP_": (1, 2)}
"""Of Python: ``NP_`` has the form for one and that for many."""
SCRIPT_KEYWORDS = {"t": None, "N_": None, "plural": (1, 2)}
"""Of the scripts: ``t.plural`` likewise."""

Sentence = str | tuple[str, ...]
"""A pair is a sentence with a number: the form for one, and that for many."""


def words_in_code() -> Iterator[tuple[Sentence, tuple[str, int]]]:
    """Every marked English word or sentence, with the file and line where it stands."""
    yield from _found([("**.py", "python")], KEYWORDS)
    yield from _found([("**.js", "javascript")], SCRIPT_KEYWORDS, {"**.js": {"parse_template_string": True}})


def _found(
    methods: list[tuple[str, str]], keywords: Mapping[str, Any], options: Any = None
) -> Iterator[tuple[Sentence, tuple[str, int]]]:
    found = extract_from_dir(str(PACKAGE), method_map=methods, options_map=options, keywords=keywords)
    for file, line, message, _comments, _context in found:
        if message and all(message):
            yield message, (f"playground/{Path(file).as_posix()}", line)


def catalogue_files() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/playground.po"))


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def updated(old: Catalog, locale: str) -> Catalog:
    """A catalogue with the words of the code, and the translations that the old one has."""
    new = Catalog(locale=locale, charset="utf-8")
    for message, (file, _line) in sorted(words_in_code(), key=lambda found: (_first(found[0]), found)):
        new.add(message, string=_translation(old, message), locations=[(file, 0)])
    return new


def _first(message: Sentence) -> str:
    return message if isinstance(message, str) else message[0]


def _translation(old: Catalog, message: Sentence) -> str | tuple[str, ...]:
    """What the old catalogue says; a sentence that has only now got a form for one keeps its words, where those do."""
    if isinstance(message, str):
        entry = old.get(message)
        return forms(entry)[0] if entry and not entry.pluralizable else ""
    entry = old.get(message[0])
    if entry and entry.pluralizable:
        return forms(entry)
    many = old.get(message[1])
    return forms(many) if many and old.num_plurals == 1 else ("",) * old.num_plurals


def main() -> int:
    """Rewrite every catalogue; says how many words still wait for a translator."""
    waiting = 0
    for path in catalogue_files():
        locale = path.parents[1].name
        catalogue = updated(read(path), locale)
        with path.open("wb") as file:
            file.write(HEADER.format(locale=locale, plurals=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
        missing = [entry.id for entry in catalogue if entry.id and not is_translated(entry)]
        waiting += len(missing)
        sys.stdout.write(
            f"{locale}: {len([entry for entry in catalogue if entry.id])} words, {len(missing)} without translation\n"
        )
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
