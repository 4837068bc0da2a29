"""Bring the English words of the code into every catalogue: ``python -m playground.locale.update``.

Translations that exist are kept, words that are gone are removed, new ones are left empty for a translator.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).parent
PACKAGE = LOCALES.parent
# Without dates and names: equal words make an equal file.
HEADER = """# The words of the playground. Run `make catalogues` after a change of English words.
msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
KEYWORDS = {"_": None, "N_": None}


def words_in_code() -> Iterator[tuple[str, tuple[str, int]]]:
    """Every marked English word or sentence, with the file and line where it stands."""
    found = extract_from_dir(str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for file, line, message, _comments, _context in found:
        if isinstance(message, str) and message:
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
    for message, (file, _line) in sorted(words_in_code()):
        entry = old.get(message)
        new.add(message, string=entry.string if entry else "", locations=[(file, 0)])
    return new


def main() -> int:
    """Rewrite every catalogue; says how many words still wait for a translator."""
    waiting = 0
    for path in catalogue_files():
        locale = path.parents[1].name
        catalogue = updated(read(path), locale)
        with path.open("wb") as file:
            file.write(HEADER.format(locale=locale).encode())
            write_po(file, catalogue, width=110, omit_header=True, sort_output=True, include_lineno=False)
        missing = [entry.id for entry in catalogue if entry.id and not entry.string]
        waiting += len(missing)
        sys.stdout.write(
            f"{locale}: {len([entry for entry in catalogue if entry.id])} words, {len(missing)} without translation\n"
        )
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
