"""How a text table is laid out: what separates its values, which lines are no rows, and where its names are."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from playground.data.own.tables.header import has_header, is_number
from playground.data.own.tables.raw import ALL_BLANKS, RECORDS
from playground.spec.errors import N_, DataUnavailable, Explained

DELIMITERS = ("\t", ";", ",", "|")
SPACES, WIDE = r"\s+", r"\s{2,}"
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_MOST_ABOVE = 40
_ATTRIBUTE = re.compile(r"""\s*@attribute\s+('[^']*'|"[^"]*"|\S+)""", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """Where the table is in the text."""

    delimiter: str
    records: list[list[str]]
    """The first records of the table, with its header."""
    header: bool
    names: list[str]
    above: int = 0
    """How many records stand above the table, and are no part of it."""
    below: int = 0
    """How many records below the names are no values: units, or a second line of names."""
    comments: str = ""
    """What a line begins with that is a remark."""

    @property
    def plain(self) -> bool:
        """Whether pandas can read it as it is."""
        return self.delimiter not in (SPACES, WIDE) and not (self.above or self.below or self.comments)


def shape_of(sample: str, notes: list[Explained], given: str = "") -> Shape:
    """The layout of a table, from its beginning.

    Args:
        sample: the beginning of the text.
        notes: what is said of the layout is added here.
        given: what separates values, where it is known.
    """
    weka = _weka(sample, notes)
    if weka:
        return weka
    comments = _comments(sample)
    remarks = [line for line in sample.splitlines() if comments and line.lstrip().startswith(comments)]
    text = without_comments(sample, comments)
    delimiter = given or delimiter_of(text)
    records = records_of(text, delimiter)
    if not records:
        raise DataUnavailable(N_("The file holds no values, only empty lines. Choose a file that holds data."))
    width = _usual_width(records)
    above = _above(records, width)
    records = records[above:]
    if above:
        notes.append(Explained(N_("Lines above the table that are left out: {count}."), count=above))
    header = has_header(records)
    names = list(records[0]) if header else []
    if remarks:
        notes.append(Explained(N_("Lines that begin with “{mark}” are remarks, and are left out."), mark=comments))
        last = records_of(remarks[0 if len(remarks) == 1 else -1].lstrip().lstrip(comments), delimiter)
        if not header and last and len(last[0]) == width > 1:
            names = last[0]
    below = 0
    if header and second_header(records):
        below, names = 1, _joined(names, records[1], notes)
    return Shape(delimiter, records, header, names, above, below, comments)


def delimiter_of(sample: str) -> str:
    """What separates values: most rows have as many values as the first row of that width has names."""
    best, score, wide = "", 0.0, 0
    for delimiter in DELIMITERS:
        records = records_of(sample, delimiter)
        width = _usual_width(records)
        if width < 2:
            continue
        table = records[_above(records, width) :]
        share = sum(len(record) == width for record in table) / len(records)
        if len(table[0]) > 1 and share > score + 0.05:
            best, score, wide = delimiter, share, width
    for spaces in (SPACES, WIDE) if best in ("", "\t") else ():
        records = records_of(sample, spaces)
        width = _usual_width(records)
        even = sum(len(record) == width for record in records) >= (0.9 if spaces == WIDE else 0.8) * len(records)
        if len(records) > 1 and width > max(1, wide) and even and len(records[0]) == width:
            return spaces
    return best or ","


def records_of(sample: str, delimiter: str, at_most: int = RECORDS, whole: bool = False) -> list[list[str]]:
    """The first records that are not empty.

    Raises:
        DataUnavailable: with ``whole``, where a quote is not closed.
    """
    if delimiter in (SPACES, WIDE):
        lines = islice((line for line in sample.splitlines() if line.strip()), at_most)
        return [_cells(line, delimiter) for line in lines]
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True, strict=whole)
    found: list[list[str]] = []
    if whole:
        try:
            return [[cell.strip() for cell in record] for record in reader if record]
        except csv.Error as error:
            raise DataUnavailable(
                N_("A double quote that is opened near row {row} is never closed. Close it, or take it out."),
                row=f"{reader.line_num:,}",
            ) from error
    with suppress(csv.Error):  # a quote that is never closed, say: the whole parse explains it
        found.extend(islice(([cell.strip() for cell in record] for record in reader if record), at_most))
    return found


def _cells(line: str, delimiter: str) -> list[str]:
    if delimiter == WIDE:
        return [cell.strip('"') for cell in re.split(r"\s{2,}|\t", line.strip())]
    return [match[1] if match[1] is not None else match[2] for match in _WORD.finditer(line)]


def rewritten(text: str, shape: Shape, notes: list[Explained]) -> str:
    """The values of a table alone as CSV with semicolons, where pandas cannot read it as it is."""
    text = without_comments(text, shape.comments)
    records = records_of(text, shape.delimiter, at_most=10**9, whole=True)[shape.above + shape.header + shape.below :]
    width = max(len(shape.names), _usual_width(records[:RECORDS]))
    if shape.delimiter in (SPACES, WIDE):
        short = [record for record in records if len(record) < width]
        if short:
            records = [record for record in records if len(record) >= width]
            notes.append(
                Explained(
                    N_(
                        "Rows with fewer values than there are columns are left out, as nobody can tell which are "
                        "missing: {count}."
                    ),
                    count=f"{len(short):,}",
                )
            )
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\n").writerows(records)
    return file.getvalue()


def without_comments(text: str, mark: str) -> str:
    """The text without the lines that begin with a mark."""
    if not mark:
        return text
    return "".join(line for line in text.splitlines(keepends=True) if not line.lstrip().startswith(mark))


def _comments(sample: str) -> str:
    """The mark of remarks: some lines begin with it, the first of them at the top, and most do not."""
    lines = [line.lstrip() for line in sample.splitlines() if line.strip()]
    for mark in ("#", "%"):
        marked = [line.startswith(mark) for line in lines[:RECORDS]]
        if lines and any(marked) and sum(marked) < 0.5 * len(marked):
            alone = sum(marked) == 1 and marked[0] and re.match(r"#?\w*[,;\t|]", lines[0])
            if not alone:
                return mark
    return ""


def _weka(sample: str, notes: list[Explained]) -> Shape | None:
    """The layout of Weka's ARFF, whose names are above its line @data."""
    lines = sample.splitlines()
    begin = next((index for index, line in enumerate(lines) if line.strip().lower() == "@data"), None)
    if begin is None or not any(line.lower().lstrip().startswith("@relation") for line in lines[:begin]):
        return None
    names = [match[1].strip("'\"") for line in lines[:begin] if (match := _ATTRIBUTE.match(line))]
    notes.append(Explained(N_("Read as Weka's ARFF: the names are those of its attributes.")))
    head = without_comments("\n".join(lines[: begin + 1]), "%")
    above = len(records_of(head, ",", at_most=10**6))
    body = without_comments("\n".join(lines[begin + 1 :]), "%")
    return Shape(",", records_of(body, ","), False, names, above, 0, "%")


def _usual_width(records: Sequence[Sequence[str]]) -> int:
    """How many values most records have."""
    counts = Counter(len(record) for record in records)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def _above(records: Sequence[Sequence[str]], width: int) -> int:
    """How many records stand above the table: remarks, which are of another width, or hold one filled value alone."""
    first = 0
    for index, record in enumerate(records[:_MOST_ABOVE]):
        filled = sum(bool(cell) for cell in record)
        after = records[index + 1] if index + 1 < len(records) else []
        of_r = len(record) == width - 1 and len(after) == width and any(map(is_number, after))  # no name above numbers
        if (len(record) == width or of_r) and filled > min(1, width - 1):
            first = index
            break
    else:
        return 0
    return first if all(not _is_row(record, width) for record in records[:first]) else 0


def _is_row(record: Sequence[str], width: int) -> bool:
    """Whether a record of another width is rather a row that went wrong: it holds numbers."""
    numbers = sum(is_number(cell) for cell in record)
    return len(record) > 1 and numbers > 0.5 * len(record) and len(record) >= width - 1


def second_header(records: Sequence[Sequence[str]]) -> bool:
    """Whether the second record holds units or more names: words, above columns that are numbers."""
    if len(records) < 4:
        return False
    second, others = records[1], records[2:]
    numeric = [
        index for index in range(len(second)) if _numeric(record[index] for record in others if index < len(record))
    ]
    words = [second[index] for index in numeric]
    said = [word for word in words if word and word not in ALL_BLANKS]
    return bool(said) and len(said) >= 0.5 * len(numeric) and not any(is_number(word) for word in second if word)


def _numeric(cells: Iterable[str]) -> bool:
    known = [is_number(cell) for cell in cells if cell not in ALL_BLANKS]
    return len(known) > 1 and sum(known) >= 0.95 * len(known)


def _joined(names: list[str], second: Sequence[str], notes: list[Explained]) -> list[str]:
    """The names, with the second line's where they do not differ or are missing alone."""
    notes.append(
        Explained(
            N_("The second line holds no values but units or more names: {names}."),
            names=[cell for cell in second if cell][:5],
        )
    )
    filled = [name for name in names if name]
    if len(set(filled)) == len(names):
        return names
    joined, last = [], ""
    for name, more in zip(names, [*second, *[""] * len(names)], strict=False):
        last = name or last
        joined.append(f"{last} {more}".strip())
    return joined
