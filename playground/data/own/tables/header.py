"""Whether the first row of a table holds names or values."""

import re
from collections.abc import Iterable
from itertools import pairwise

from playground.data.own.tables.raw import ALL_BLANKS

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)([eE][+-]?\d+)?")


def has_header(records: list[list[str]]) -> bool:
    """Whether the first record names the columns: it has words where the others have numbers."""
    first, others = records[0], records[1:]
    numeric = [index for index, cell in enumerate(first) if is_number(cell)]
    if not numeric:
        return True
    counts = [float(first[index].replace(",", ".")) for index in numeric if first[index].isdigit()]
    if len(counts) == len(numeric) > 2 and all(b - a == 1 for a, b in pairwise(counts)):
        return bool(others)  # years, or 0, 1, 2, ...
    return not all(
        index < len(first) and _mostly_numbers(record[index] for record in others if index < len(record))
        for index in numeric
    )


def is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _mostly_numbers(cells: Iterable[str]) -> bool:
    known = [is_number(cell) for cell in cells if cell not in ALL_BLANKS]
    return sum(known) >= 0.8 * len(known)
