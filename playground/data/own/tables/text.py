"""Reads CSV, TSV and other text tables: finds the delimiter, the decimal sign and the header."""

import codecs
import csv
import io
import re
import warnings
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from playground.data.own.limits import Limits, check
from playground.data.own.tables.encodings import SAMPLE_BYTES, encoding_of, not_text
from playground.data.own.tables.header import has_header
from playground.data.own.tables.raw import BLANKS, COLUMNS, RECORDS, ROWS, Raw, column_names
from playground.spec.errors import N_, NP_, DataUnavailable, Explained, Term

_DELIMITERS = ("\t", ";", ",", "|")
_SPACES = r"\s+"
_DELIMITER_NAMES = {
    "\t": N_("tab"),
    ";": N_("semicolon"),
    ",": N_("comma"),
    "|": N_("upright bar"),
    _SPACES: N_("spaces"),
}
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")


def read(path: Path, choice: str | None, limits: Limits) -> Raw:
    """A CSV, TSV or other text table; there is nothing to choose in it.

    Raises:
        DataUnavailable: no table of a size that is allowed; the text says why.
    """
    notes: list[Explained] = []
    encoding, lines, quoted = encoding_of(path, notes)
    if lines > limits.rows + 1 and not quoted:
        check("rows", ROWS, lines - 1, limits.rows)
    sample = _sample(path, encoding)
    skip = 0
    said = re.match(r'"?sep=(.)"?\r?\n', sample, re.IGNORECASE)
    if said:
        skip, sample = 1, sample[said.end() :]
    delimiter = said[1] if said else _delimiter(sample)
    records = _records(sample, delimiter)
    if not records:
        raise DataUnavailable(N_("The file holds no values, only empty lines. Choose a file that holds data."))
    width = max(len(record) for record in records)
    check("columns", COLUMNS, width, limits.columns)
    header = has_header(records)
    decimal = _decimal(records, delimiter)
    frame = _parse(path, limits, encoding=encoding, sep=delimiter, decimal=decimal, skiprows=skip,
                   header=0 if header else None, names=range(width))  # fmt: skip
    check("rows", ROWS, len(frame), limits.rows, at_least=True)
    notes.append(
        Explained(
            N_("Read as a text table. Between values: {delimiter}; decimal sign: {decimal}; encoding: {encoding}."),
            delimiter=Term(_DELIMITER_NAMES.get(delimiter, delimiter)), decimal=decimal,
            encoding=encoding.upper().replace("-SIG", " (BOM)"),
        )
    )  # fmt: skip
    given = records[0] if header else []
    frame, given = _without_empty_tail(frame, list(given))
    names = column_names(given, frame.shape[1], notes, header)
    return Raw(frame, names, notes)


def _sample(path: Path, encoding: str) -> str:
    """The beginning of the file as text, whole lines only where that is possible."""
    with path.open("rb") as file:
        content = file.read(SAMPLE_BYTES)
        whole = not file.read(1)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(content).replace("\0", "")
    if whole:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    if end < 0:
        raise DataUnavailable(
            N_(
                "The first line is longer than {allowed} characters, so this is not a table of rows and columns. "
                "Save the data as CSV with one row in each line."
            ),
            allowed=f"{SAMPLE_BYTES:,}",
        )
    return text[: end + 1]


def _delimiter(sample: str) -> str:
    """What separates values: it is in the header, and gives most rows as many values as the header has names."""
    best, score = "", 0.0
    for delimiter in _DELIMITERS:
        records = _records(sample, delimiter)
        if records and len(records[0]) > 1:
            share = sum(len(record) == len(records[0]) for record in records) / len(records)
            if share > score + 0.05:
                best, score = delimiter, share
    if best:
        return best
    records = _records(sample, _SPACES)
    if len(records) > 1 and len(records[0]) > 1 and len({len(record) for record in records}) == 1:
        return _SPACES
    return ","


def _records(sample: str, delimiter: str) -> list[list[str]]:
    """The first records that are not empty."""
    if delimiter == _SPACES:
        return [line.split() for line in islice((line for line in sample.splitlines() if line.strip()), RECORDS)]
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    found: list[list[str]] = []
    with suppress(csv.Error):  # a quote that is never closed, say: the whole parse explains it
        found.extend(islice(([cell.strip() for cell in record] for record in reader if record), RECORDS))
    return found


def _decimal(records: list[list[str]], delimiter: str) -> str:
    """The decimal sign: a comma where numbers have commas and none has a point."""
    if delimiter == ",":
        return "."
    cells = [cell for record in records[1:] for cell in record]
    commas = sum(_DECIMAL_COMMA.fullmatch(cell) is not None for cell in cells)
    points = sum(_DECIMAL_POINT.fullmatch(cell) is not None for cell in cells)
    return "," if commas > points else "."


def _parse(path: Path, limits: Limits, **how: Any) -> pd.DataFrame:
    """pandas's reading of the whole file.

    Raises:
        DataUnavailable: a row has more values than there are columns, or a quote is not closed.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame: pd.DataFrame = pd.read_csv(
                path, index_col=False, na_values=BLANKS, low_memory=False, skipinitialspace=True,
                nrows=limits.rows + 1, **how,
            )  # fmt: skip
            return frame
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise _parse_problem(str(error)) from error
    except pd.errors.EmptyDataError as error:
        raise DataUnavailable(
            N_("The file holds no values, only empty lines. Choose a file that holds data.")
        ) from error
    except UnicodeDecodeError as error:
        raise not_text() from error


def _parse_problem(said: str) -> DataUnavailable:
    uneven = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", said)
    if uneven:
        return DataUnavailable(
            NP_(
                "Line {line} has {got} values, but the table has {allowed} column. Put a value that holds the "
                "separator into double quotes, or take the surplus out.",
                "Line {line} has {got} values, but the table has {allowed} columns. Put a value that holds the "
                "separator into double quotes, or take the surplus out.",
                "allowed",
            ),
            line=f"{int(uneven[2]):,}", got=int(uneven[3]), allowed=int(uneven[1]),
        )  # fmt: skip
    unclosed = re.search(r"EOF inside string starting at row (\d+)", said)
    if unclosed:
        return DataUnavailable(
            N_("A double quote that is opened near row {row} is never closed. Close it, or take it out."),
            row=f"{int(unclosed[1]) + 1:,}",
        )
    return DataUnavailable(
        N_(
            "Some rows have more values than the table has columns. Put values that hold the separator into double "
            "quotes, or take the surplus out."
        )
    )


def _without_empty_tail(frame: pd.DataFrame, given: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Without columns at the end that have neither a name nor a value: each row ended with a separator."""
    while frame.shape[1] > 1 and frame[frame.shape[1] - 1].isna().all():
        last = frame.shape[1] - 1
        if len(given) > last and given[last].strip():
            break
        frame, given = frame.drop(columns=last), given[:last]
    if len(given) == frame.shape[1] - 1 and _counts_rows(frame[0]):
        given = ["", *given]  # R writes no name above the numbers of the rows
    return frame, given


def _counts_rows(column: "pd.Series[Any]") -> bool:
    return bool(column.is_unique and not column.isna().any())
