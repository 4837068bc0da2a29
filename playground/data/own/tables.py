"""Reads tables of every format into raw columns: finds encoding, delimiter and header, knows nothing of targets."""

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.limits import Limits, check, check_bytes
from playground.spec.errors import N_, DataUnavailable, Explained, Term

ROWS, COLUMNS = N_("Rows"), N_("Columns")
_SAMPLE = 1024 * 1024
_RECORDS = 300
_DELIMITERS = ("\t", ";", ",", "|")
_SPACES = r"\s+"
_DELIMITER_NAMES = {
    "\t": N_("tab"),
    ";": N_("semicolon"),
    ",": N_("comma"),
    "|": N_("upright bar"),
    _SPACES: N_("spaces"),
}
BLANKS = ["?", "-", "--", "—", ".", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "无", "缺失", "空"]
"""What stands for a blank besides pandas's own list (NA, NaN, null, None, ...)."""
_PANDAS_BLANKS = {
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
}  # fmt: skip
_ALL_BLANKS = _PANDAS_BLANKS | set(BLANKS)
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)*|[.,]\d+)([eE][+-]?\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_DECIMAL_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_ENCODINGS = [
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254",
    "cp1255", "cp1256", "mac_roman",
]  # fmt: skip


@dataclass(frozen=True)
class Raw:
    """A table as it was read: ``frame`` has the columns 0, 1, ...; ``names`` are as in the file, cleaned and unique."""

    frame: pd.DataFrame
    names: tuple[str, ...]
    notes: list[Explained] = field(default_factory=list)
    choices: tuple[str, ...] = ()
    choice: str | None = None


def read_text(path: Path, limits: Limits) -> Raw:
    """A CSV, TSV or other text table.

    Raises:
        DataUnavailable: no table of a size that is allowed; the text says why.
    """
    notes: list[Explained] = []
    encoding, lines, quoted = _encoding(path, notes)
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
    names = _names(given, frame.shape[1], notes, header)
    return Raw(frame, names, notes)


def read_excel(path: Path, choice: str | None, limits: Limits) -> Raw:
    """A sheet of a workbook; formulas by the value that was last calculated.

    Raises:
        DataUnavailable: no table of a size that is allowed; the text says why.
    """
    import python_calamine

    notes: list[Explained] = []
    formulas = _check_workbook(path, limits)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        kinds = {sheet.name: sheet.typ for sheet in book.sheets_metadata}
        sheets = [name for name in book.sheet_names if kinds.get(name) == python_calamine.SheetTypeEnum.WorkSheet]
        sheet = _chosen(choice, sheets, _fullest(book, sheets))
        with path.open("rb") as file:
            frame = pd.read_excel(
                file, engine="calamine", sheet_name=sheet, header=None, dtype=object, nrows=limits.rows + 50
            )
    except python_calamine.PasswordError as error:
        raise DataUnavailable(
            N_("The workbook is protected by a password. Save it without one in Excel, and upload it again.")
        ) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise DataUnavailable(
            N_("The workbook could not be read: {reason}. Open it in Excel, save it as CSV, and upload that."),
            reason=str(error)[:200],
        ) from error
    frame = frame.replace(list(_ALL_BLANKS), np.nan).dropna(how="all").dropna(axis=1, how="all")
    if frame.empty:
        raise DataUnavailable(
            N_("The sheet “{sheet}” is empty. Choose another sheet, or a file that holds data."), sheet=sheet
        )
    check("columns", COLUMNS, frame.shape[1], limits.columns)
    check("rows", ROWS, len(frame) - 1, limits.rows, at_least=True)
    notes.append(Explained(N_("Read as an Excel table: sheet “{sheet}”."), sheet=sheet))
    if formulas:
        notes.append(
            Explained(
                N_(
                    "{count} cells of the workbook hold formulas. The values that were calculated when it was last "
                    "saved are taken; where there are none, the cell counts as blank."
                ),
                count=f"{formulas:,}",
            )
        )
    frame = _below_titles(frame, notes)
    records = [[_text(value) for value in row] for row in frame.head(_RECORDS).itertuples(index=False)]
    header = has_header(records)
    body = frame.iloc[1:] if header else frame
    body = body.reset_index(drop=True)
    body.columns = pd.RangeIndex(body.shape[1])
    typed = pd.DataFrame({column: _from_values(body[column]) for column in body.columns}, index=body.index)
    names = _names(records[0] if header else [], body.shape[1], notes, header)
    return Raw(typed, names, notes, tuple(sheets) if len(sheets) > 1 else (), sheet)


def read_parquet(path: Path, limits: Limits) -> Raw:
    """A Parquet file; its sizes are known before anything is unpacked.

    Raises:
        DataUnavailable: it is damaged, or larger than is allowed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        about, schema = file.metadata, file.schema_arrow
        check("columns", COLUMNS, len(schema), limits.columns)
        check("rows", ROWS, about.num_rows, limits.rows)
        unpacked = sum(about.row_group(index).total_byte_size for index in range(about.num_row_groups))
        check_bytes("unpacked_bytes", N_("Unpacked size"), unpacked, limits.unpacked_bytes)
        flat = [name for name, of in zip(schema.names, schema.types, strict=True) if not pa.types.is_nested(of)]
        frame = file.read(columns=flat).to_pandas(ignore_metadata=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataUnavailable(
            N_("The Parquet file is damaged or not complete. Write it again, or save the table as CSV.")
        ) from error
    notes = [Explained(N_("Read as a Parquet table."))]
    if len(flat) < len(schema):
        notes.append(
            Explained(
                N_("Columns that hold lists or records are left out: {names}."),
                names=[name for name in schema.names if name not in flat][:5],
            )
        )
    frame.columns = pd.RangeIndex(frame.shape[1])
    typed = pd.DataFrame({column: _from_parquet(frame[column]) for column in frame.columns}, index=frame.index)
    return Raw(typed, _names(flat, len(flat), notes, True), notes)


def from_array(array: np.ndarray[Any, Any], names: Sequence[str], limits: Limits) -> Raw:
    """A table from an array ``(rows, columns)`` of numbers, or from one with named fields.

    Raises:
        DataUnavailable: it is larger than is allowed.
    """
    notes: list[Explained] = []
    width = len(array.dtype.names) if array.dtype.names else array.shape[1]
    check("rows", ROWS, len(array), limits.rows)
    check("columns", COLUMNS, width, limits.columns)
    columns = [array[name] for name in array.dtype.names] if array.dtype.names else list(array.T)
    frame = pd.DataFrame({index: _from_array(values) for index, values in enumerate(columns)})
    return Raw(frame, _names(list(names), width, notes, True), notes)


def _from_array(values: np.ndarray[Any, Any]) -> "pd.Series[Any]":
    if values.dtype.kind == "S":
        return pd.Series(np.char.decode(values, "utf-8", "replace")).astype("str")
    if values.dtype.kind == "b":
        return pd.Series(values).astype("str")
    return pd.Series(values.astype(np.float64) if values.dtype.kind in "iuf" else values.astype(str)).copy()


# Text -----------------------------------------------------------------------------------------------------------------


def _encoding(path: Path, notes: list[Explained]) -> tuple[str, int, bool]:
    """The encoding, how many lines there are, and whether quotes may hold line ends."""
    content = path.read_bytes()
    named = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    if named is None and b"\0" in content[:4096]:
        named = _sixteen(content)
    lines = content.count(b"\n") or content.count(b"\r")
    quoted = b'"' in content
    if named in (None, "utf-8-sig"):
        named = (named or "utf-8") if _decodes(content, "utf-8") else _guess_encoding(content)
    elif not _decodes(content, named or ""):
        raise _not_text()
    return named or "utf-8", lines, quoted


def _sixteen(content: bytes) -> str:
    """UTF-16 without a mark has a zero in nearly every second byte; anything else with zeros is no text."""
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    if max(even, odd) < 4 * max(1, min(even, odd)) or max(even, odd) < len(content[:4096]) // 8:
        raise _not_text()
    return "utf-16-le" if odd > even else "utf-16-be"


def _not_text() -> DataUnavailable:
    return DataUnavailable(
        N_(
            "The file is not a text table, nor another kind that is known here. Known are: {known}. Save the data as "
            "one of these."
        ),
        known=["CSV", "TSV", "Excel", "Parquet", "NPZ", "NPY", "HDF5", "ZIP"],
    )


def _decodes(content: bytes, encoding: str) -> bool:
    """Whether all of it is text in an encoding, without a second copy in memory."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for start in range(0, len(content), _SAMPLE):
            decoder.decode(content[start : start + _SAMPLE])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _guess_encoding(content: bytes) -> str:
    """An encoding that is not UTF-8, from the lines that are not plain ASCII."""
    telling = b"\n".join(line for line in islice(_lines(content), 200_000) if not line.isascii())[: _SAMPLE // 4]
    # Chinese in GB 2312 is pairs of two high bytes; a single accented letter among ASCII is not, so few others pass.
    if _decodes(telling.rpartition(b"\n")[0] or telling, "gb2312") and _decodes(content, "gb18030"):
        return "gb18030"
    import charset_normalizer

    matches = list(charset_normalizer.from_bytes(telling, cp_isolation=_OTHER_ENCODINGS))
    for match in sorted(matches, key=lambda match: _mixed_words(str(match))):
        found = "cp1252" if "cp1252" in match.could_be_from_charset else str(match.encoding)
        if _decodes(content, found):
            return found
    for name in ("gb18030", "cp1252"):
        if _decodes(content, name):
            return name
    return "latin-1"


_MIXED = re.compile(r"[A-Za-z][\u0370-\u1fff\u2c00-\uffef]|[\u0370-\u1fff\u2c00-\uffef][A-Za-z]")


def _mixed_words(text: str) -> int:
    """How often a Latin letter stands beside one of another script, as in "Flдche": a sign of the wrong encoding."""
    return len(_MIXED.findall(text))


def _lines(content: bytes) -> Iterable[bytes]:
    return io.BytesIO(content)


def _sample(path: Path, encoding: str) -> str:
    """The beginning of the file as text, whole lines only where that is possible."""
    with path.open("rb") as file:
        content = file.read(_SAMPLE)
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
            allowed=f"{_SAMPLE:,}",
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
        return [line.split() for line in islice((line for line in sample.splitlines() if line.strip()), _RECORDS)]
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, skipinitialspace=True)
    found: list[list[str]] = []
    with suppress(csv.Error):  # a quote that is never closed, say: the whole parse explains it
        found.extend(islice(([cell.strip() for cell in record] for record in reader if record), _RECORDS))
    return found


def has_header(records: list[list[str]]) -> bool:
    """Whether the first record names the columns: it has words where the others have numbers."""
    first, others = records[0], records[1:]
    numeric = [index for index, cell in enumerate(first) if _is_number(cell)]
    if not numeric:
        return True
    counts = [float(first[index].replace(",", ".")) for index in numeric if first[index].isdigit()]
    if len(counts) == len(numeric) > 2 and all(b - a == 1 for a, b in pairwise(counts)):
        return bool(others)  # years, or 0, 1, 2, ...
    return not all(
        index < len(first) and _mostly_numbers(record[index] for record in others if index < len(record))
        for index in numeric
    )


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell) is not None


def _mostly_numbers(cells: Iterable[str]) -> bool:
    known = [_is_number(cell) for cell in cells if cell not in _ALL_BLANKS]
    return sum(known) >= 0.8 * len(known)


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
        raise _not_text() from error


def _parse_problem(said: str) -> DataUnavailable:
    uneven = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", said)
    if uneven:
        return DataUnavailable(
            N_(
                "Line {line} has {got} values, but the table has {allowed} columns. Put a value that holds the "
                "separator into double quotes, or take the surplus out."
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


# Excel ----------------------------------------------------------------------------------------------------------------


def _check_workbook(path: Path, limits: Limits) -> int:
    """How many formulas a workbook holds; its sizes are checked before it is unpacked."""
    if not zipfile.is_zipfile(path):
        return 0  # the old binary format is not packed
    count = 0
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(entry.file_size for entry in packed.infolist())
        check_bytes("unpacked_bytes", N_("Unpacked size"), unpacked, limits.unpacked_bytes)
        for entry in packed.infolist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename):
                with packed.open(entry) as sheet:
                    count += _count_formulas(sheet, limits.unpacked_bytes)
    return count


def _count_formulas(sheet: Any, at_most: int) -> int:
    count, tail, seen = 0, b"", 0
    while (chunk := sheet.read(_SAMPLE)) and seen <= at_most:
        seen += len(chunk)
        text = tail + chunk
        count += len(re.findall(rb"<f[ >]", text))
        tail = text[-2:]
    return count


def _fullest(book: Any, sheets: list[str]) -> str:
    """The sheet with most cells: the first one is often a cover."""
    if not sheets:
        raise DataUnavailable(N_("The workbook has no sheet with cells. Choose a file that holds a table."))
    if len(sheets) == 1:
        return sheets[0]

    def cells(name: str) -> int:
        sheet = book.get_sheet_by_name(name)
        return int(sheet.height * sheet.width)

    return max(sheets[:20], key=cells)


def _chosen(choice: str | None, known: Sequence[str], best: str) -> str:
    if choice is None:
        return best
    if choice not in known:
        raise DataUnavailable(
            N_("There is no “{name}” in the file. There are: {known}."), name=choice, known=list(known)[:20]
        )
    return choice


def _below_titles(frame: pd.DataFrame, notes: list[Explained]) -> pd.DataFrame:
    """Without lines of text above the table: rows with one filled cell, in a table of at least three columns."""
    filled = frame.notna().sum(axis=1).to_numpy()
    if frame.shape[1] < 3:
        return frame
    first = next((index for index, count in enumerate(filled[:20]) if count > 1), 0)
    if first:
        notes.append(Explained(N_("Lines above the table that are left out: {count}."), count=first))
    return frame.iloc[first:]


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value).strip()


def _from_values(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column of Python values as numbers, dates or text."""
    kept = values.dropna()
    types = {type(value) for value in kept}
    if not types or types <= {int, float}:
        return values.astype(np.float64)
    if all(hasattr(value, "year") for value in kept.head(1000)) and all(hasattr(kind, "year") for kind in types):
        return pd.to_datetime(values, errors="coerce").astype("datetime64[us]")
    text: pd.Series[Any] = values.map(_text, na_action="ignore").astype("str")
    return text


def _from_parquet(values: "pd.Series[Any]") -> "pd.Series[Any]":
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        moments: pd.Series[Any] = values.dt.tz_localize(None)
        return moments
    if values.dtype.kind in "iufM":
        return values
    if isinstance(values.dtype, pd.CategoricalDtype) or values.dtype.kind == "b":
        return values.astype("str")
    if values.dtype == object:
        from decimal import Decimal

        kept = values.dropna()
        if len(kept) and all(isinstance(value, Decimal) for value in kept.head(100)):
            return values.astype(np.float64)
        return _from_values(values)
    return values.astype("str")


# Names ----------------------------------------------------------------------------------------------------------------

_MAX_NAME = 80
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def clean(name: object) -> str:
    """A stranger's name in one line, without control and bidirectional marks, and not too long."""
    text = " ".join(_CONTROL.sub(" ", _MARKS.sub("", str(name))).split())
    return text if len(text) <= _MAX_NAME else text[: _MAX_NAME - 1] + "…"


def _names(given: Sequence[str], count: int, notes: list[Explained], header: bool) -> tuple[str, ...]:
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


def numbered(names: Sequence[str]) -> list[str]:
    """The names with " (2)", " (3)", ... behind those that were there before."""
    seen: Counter[str] = Counter()
    taken = set(names)
    result = []
    for name in names:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and (unique := f"{name} ({seen[name]})") in taken:
            seen[name] += 1
        taken.add(unique)
        result.append(unique)
    return result
