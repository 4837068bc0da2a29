"""Reads CSV, TSV and other text tables: finds the delimiter, the decimal sign and the header."""

import codecs
import io
import re
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from playground.data.own.limits import Limits, check
from playground.data.own.tables.encodings import SAMPLE_BYTES, encoding_of, not_text
from playground.data.own.tables.raw import ALL_BLANKS, BLANKS, COLUMNS, ROWS, Raw, column_names
from playground.data.own.tables.shape import SPACES, WIDE, rewritten, shape_of
from playground.spec.errors import N_, NP_, DataUnavailable, Explained, Term

_DELIMITER_NAMES = {
    "\t": N_("tab"),
    ";": N_("semicolon"),
    ",": N_("comma"),
    "|": N_("upright bar"),
    SPACES: N_("spaces"),
    WIDE: N_("several spaces"),
}
_DECIMAL_COMMA = re.compile(r"[+-]?\d[\d.]*,\d+|[+-]?,\d+")
_COMMA_OF_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{2,3})*,\d{3}")
_DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")
_POINT_OF_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
_CODE = re.compile(r"0\d{2,}")


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
    shape = shape_of(sample, notes, said[1] if said else "")
    records, header, delimiter = shape.records, shape.header, shape.delimiter
    width = max((len(record) for record in [*records, shape.names]), default=0)
    check("columns", COLUMNS, width, limits.columns)
    decimal = _decimal(records[header + shape.below :], delimiter)
    codes = {index: str for index in range(width) if _has_codes(records[header:], index)}
    source: Any = path
    how: dict[str, Any] = {"encoding": encoding, "sep": delimiter, "skiprows": skip, "header": 0 if header else None}
    if not shape.plain:
        text = path.read_text(encoding, errors="strict").replace("\0", "")
        source = io.StringIO(rewritten(text.partition("\n")[2] if skip else text, shape, notes))
        how = {"sep": ";", "header": None}
    as_text: Any = str if decimal == "," else codes or None
    frame = _parse(source, limits, names=range(width), dtype=as_text, **how)
    check("rows", ROWS, len(frame), limits.rows, at_least=True)
    notes.append(
        Explained(
            N_("Read as a text table. Between values: {delimiter}; decimal sign: {decimal}; encoding: {encoding}."),
            delimiter=Term(_DELIMITER_NAMES.get(delimiter, delimiter)), decimal=decimal,
            encoding=encoding.upper().replace("-SIG", " (BOM)"),
        )
    )  # fmt: skip
    words = sorted({cell for record in records[header:] for cell in record if cell and cell in ALL_BLANKS})
    if words:
        notes.append(Explained(N_("Taken as blanks: {words}."), words=[f"“{word}”" for word in words]))
    named = bool(shape.names)
    frame, given = _without_empty_tail(frame, list(shape.names))
    names = column_names(given, frame.shape[1], notes, named)
    return Raw(frame, names, notes, decimal=decimal)


def _has_codes(records: list[list[str]], index: int) -> bool:
    """Whether a column has numbers with zeros in front, which pandas would take away."""
    return any(_CODE.fullmatch(record[index]) is not None for record in records if index < len(record))


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


def _decimal(records: list[list[str]], delimiter: str) -> str:
    """The decimal sign: what numbers of the file show that can only be read in one way settles it for all."""
    cells = [cell for record in records for cell in record]
    commas = [cell for cell in cells if _DECIMAL_COMMA.fullmatch(cell)]
    points = [cell for cell in cells if _DECIMAL_POINT.fullmatch(cell) and not _POINT_OF_THOUSANDS.fullmatch(cell)]
    sure = sum(not _COMMA_OF_THOUSANDS.fullmatch(cell) for cell in commas)
    if delimiter == ",":  # quoted values alone can hold a comma; each column of them speaks for itself
        return "."
    if sure or points:
        return "," if sure > len(points) else "."
    return "," if commas and delimiter == ";" else "."


def _parse(path: Any, limits: Limits, **how: Any) -> pd.DataFrame:
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
        # the lines of a text that was written anew are not those of the file: better none than a wrong one
        raise _parse_problem(str(error) if isinstance(path, Path) else "") from error
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
