"""Reads a sheet of a workbook, below the lines of text that may stand above its table."""

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.tables.encodings import SAMPLE_BYTES
from playground.data.own.tables.header import has_header
from playground.data.own.tables.raw import ALL_BLANKS, COLUMNS, RECORDS, ROWS, Raw, column_names
from playground.data.own.tables.values import cell_text, from_values
from playground.spec.errors import N_, NP_, DataUnavailable, Explained


def read(path: Path, choice: str | None, limits: Limits) -> Raw:
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
        hidden = {
            sheet.name for sheet in book.sheets_metadata if sheet.visible != python_calamine.SheetVisibleEnum.Visible
        }
        seen = [name for name in sheets if name not in hidden]
        sheets = seen + [name for name in sheets if name in hidden]
        sheet = _chosen(choice, sheets, _fullest(book, seen or sheets))
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
    frame = frame.replace(list(ALL_BLANKS), np.nan).dropna(how="all").dropna(axis=1, how="all")
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
                NP_(
                    "{count} cell of the workbook holds a formula. The value that was calculated when it was last "
                    "saved is taken; where there is none, the cell counts as blank.",
                    "{count} cells of the workbook hold formulas. The values that were calculated when it was last "
                    "saved are taken; where there are none, the cell counts as blank.",
                ),
                count=f"{formulas:,}",
            )
        )
    frame = _below_titles(frame, notes)
    records = [[cell_text(value) for value in row] for row in frame.head(RECORDS).itertuples(index=False)]
    header = has_header(records)
    body = frame.iloc[1:] if header else frame
    body = body.reset_index(drop=True)
    body.columns = pd.RangeIndex(body.shape[1])
    typed = pd.DataFrame({column: from_values(body[column]) for column in body.columns}, index=body.index)
    names = column_names(records[0] if header else [], body.shape[1], notes, header)
    return Raw(typed, names, notes, tuple(sheets) if len(sheets) > 1 else (), sheet)


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
    while (chunk := sheet.read(SAMPLE_BYTES)) and seen <= at_most:
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
