"""A table as it was read, before its columns have types, and the names of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from playground.data.own.names import clean, numbered
from playground.spec.errors import N_, Explained

ROWS, COLUMNS = N_("Rows"), N_("Columns")
RECORDS = 300
BLANKS = ["?", "-", "--", "—", ".", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "无", "缺失", "空"]
"""What stands for a blank besides pandas's own list (NA, NaN, null, None, ...)."""
_PANDAS_BLANKS = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
}  # fmt: skip
ALL_BLANKS = _PANDAS_BLANKS | set(BLANKS)


@dataclass(frozen=True)
class Raw:
    """A table as it was read: ``frame`` has the columns 0, 1, ...; ``names`` are as in the file, cleaned and unique."""

    frame: pd.DataFrame
    names: tuple[str, ...]
    notes: list[Explained] = field(default_factory=list)
    choices: tuple[str, ...] = ()
    choice: str | None = None
    decimal: str = ""
    """The decimal sign of the file, where it shows one."""


def column_names(given: Sequence[str], count: int, notes: list[Explained], header: bool) -> tuple[str, ...]:
    """A name for each column, no two alike."""
    cleaned = [clean(name) for name in given][:count] + [""] * (count - len(given))
    nameless = [index for index, name in enumerate(cleaned) if not name]
    for index in nameless:
        cleaned[index] = f"#{index + 1}"
    names = numbered(cleaned)
    if not header:
        notes.append(
            Explained(
                N_("The first row holds values, not names, so the columns are called {first} to {last}."),
                first=names[0], last=names[-1],
            )
        )  # fmt: skip
    elif nameless:
        notes.append(
            Explained(
                N_("Columns without a name are called by their number: {names}."),
                names=[names[index] for index in nameless[:5]],
            )
        )  # fmt: skip
    changed = [names[index] for index, name in enumerate(cleaned) if names[index] != name]
    if changed:
        notes.append(
            Explained(N_("Several columns have the same name. They are numbered: {names}."), names=changed[:5])
        )
    return tuple(names)
