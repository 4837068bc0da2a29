"""The place of the table in ``docs/benchmarks.md``: between two lines that say so."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.load.report import HEAD

TARGET = Path(__file__).parents[2] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- load: begin -->", "<!-- load: end -->"


def write(where: str, rows: Sequence[str], target: Path = TARGET) -> None:
    """Put the rows where the last ones were.

    Raises:
        ValueError: the document has no place for them.
    """
    target.write_text(filled(target.read_text(encoding="utf-8"), where, rows), encoding="utf-8")


def filled(text: str, where: str, rows: Sequence[str]) -> str:
    """The document with these rows between the two lines."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no {BEGIN} … {END}")
    table = "\n".join((HEAD, *rows))
    return f"{before}{BEGIN}\n\n{where}\n\n{table}\n\n{END}{after}"
