"""From a file to a table with types, which is kept as it was read; and what is said of it."""

import json
import os
from importlib import import_module
from pathlib import Path

from playground.data.own.forms import (
    Choice,
    Column,
    Understanding,
    pack,
)
from playground.data.own.limits import Limits
from playground.data.own.tables.columns import Table, typed
from playground.data.own.tables.guess import guess, preview
from playground.data.own.tables.raw import Raw
from playground.data.own.upload import Upload
from playground.spec.errors import Explained

_CACHE, _CACHE_ABOUT = "table.feather", "table.json"


def understand(upload: Upload, choice: str | None, notes: list[Explained], limits: Limits) -> Understanding:
    """What is in a table, with a filled form; it is kept as it was read."""
    return described(upload, _read(upload, choice, limits), notes, limits)


def _read(upload: Upload, choice: str | None, limits: Limits) -> Table:
    raw: Raw = upload.format.read(upload.path, choice, limits)
    return typed(raw, limits)


def described(
    upload: Upload, found: Table, notes: list[Explained], limits: Limits, choices: tuple[Choice, ...] = ()
) -> Understanding:
    """What is said of a table, wherever it was read from; it is kept.

    Args:
        upload: the file that it is from.
        found: the table.
        notes: what was said before.
        limits: for what can be learned.
        choices: what else there is in the file, where the table does not say.
    """
    form, reasons = guess(found, limits)
    said = pack([*notes, *found.notes, *reasons])
    _keep(upload.home, found)
    return Understanding(
        format=upload.format.name, title=upload.title,
        choices=choices or tuple(Choice(name=choice) for choice in found.choices), choice=found.choice,
        columns=found.columns, rows=len(found.frame), preview=preview(found), notes=said, form=form,
    )  # fmt: skip


def _keep(home: Path, found: Table) -> None:
    """Keep a table as it was read, so that ``prepare`` need not read it again."""
    frame = found.frame.rename(columns=str).reset_index(drop=True)
    frame.to_feather(home / (_CACHE + ".new"), compression="uncompressed")
    about = {"choice": found.choice, "columns": [column.model_dump() for column in found.columns]}
    (home / (_CACHE_ABOUT + ".new")).write_text(json.dumps(about), encoding="utf-8")
    (home / _CACHE_ABOUT).unlink(missing_ok=True)
    os.replace(home / (_CACHE + ".new"), home / _CACHE)
    os.replace(home / (_CACHE_ABOUT + ".new"), home / _CACHE_ABOUT)


def table_of(upload: Upload, choice: str | None, limits: Limits) -> Table:
    """The table that a form is about: kept, or read again if another sheet was looked at since."""
    kept = _kept(upload.home, choice)
    if kept is not None:
        return kept
    if upload.format.family != "tables":
        found: Table = import_module(f"playground.data.own.{upload.format.family}.as_table").table_of(
            upload, choice, limits
        )
        return found
    return _read(upload, choice, limits)


def _kept(home: Path, choice: str | None) -> Table | None:
    import pandas as pd

    try:
        about = json.loads((home / _CACHE_ABOUT).read_text(encoding="utf-8"))
        if choice not in (None, about["choice"]):
            return None
        frame = pd.read_feather(home / _CACHE)
    except (OSError, ValueError):
        return None
    frame.columns = pd.RangeIndex(frame.shape[1])
    return Table(frame, tuple(Column(**column) for column in about["columns"]), [], (), about["choice"])
