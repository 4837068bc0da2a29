"""From a file to an understanding, and from a form to a prepared set: the two things that the child process does."""

import json
import os
from pathlib import Path
from typing import Any

from playground.data.own import store, tables
from playground.data.own.columns import Table, typed
from playground.data.own.formats import recognise, title
from playground.data.own.forms import (
    FORM,
    ArrayForm,
    Choice,
    Column,
    Format,
    Note,
    PicturesForm,
    TableForm,
    Understanding,
)
from playground.data.own.guess import guess, preview
from playground.data.own.limits import Limits, check_bytes
from playground.data.own.prepare import pack, table, write
from playground.spec.errors import N_, DataUnavailable, Explained

_CACHE, _CACHE_ABOUT = "table.feather", "table.json"


def understand(folder: str, name: str, choice: str | None, limits: Limits) -> Understanding:
    """What is in an upload, with a filled form; a table is kept as it was read, for ``prepare``.

    Raises:
        DataUnavailable: the file cannot be used.
    """
    home = Path(folder)
    path = home / store.FILE
    check_bytes("bytes", N_("Size of the file"), path.stat().st_size, limits.bytes)
    kind, notes = recognise(path, name)
    if kind == "pictures":
        return _understand_pictures(path, name, notes, limits)
    if kind in ("npz", "npy", "hdf5"):
        return _understand_arrays(home, kind, name, choice, notes, limits)
    found = typed(_read_table(path, kind, choice, limits), limits)
    return _understand_table(home, found, kind, name, notes, limits)


def prepare(folder: str, name: str, form: dict[str, Any], target: str, limits: Limits) -> None:
    """Write the set that a form asks for into the folder ``target``.

    Raises:
        DataUnavailable: the form does not fit the file, or nothing can be learned from what it asks for.
    """
    home = Path(folder)
    path = home / store.FILE
    wanted = FORM.validate_python(form)
    kind, _notes = recognise(path, name)
    if isinstance(wanted, PicturesForm):
        from playground.data.own import pictures

        _check_kind(kind == "pictures")
        x, y, about = pictures.prepare(path, wanted, limits)
    elif isinstance(wanted, ArrayForm):
        from playground.data.own import arrays

        _check_kind(kind in ("npz", "npy", "hdf5"))
        with arrays.opened(path, kind, limits) as (found, _passed):
            x, y, about = arrays.prepare(found, wanted, limits)
    else:
        _check_kind(kind != "pictures")
        x, y, about = table(_table(home, path, kind, wanted, limits), wanted, limits)
    write(Path(target), x, y, about.replace(title=title(name), format=kind))


def _check_kind(fits: bool) -> None:
    if not fits:
        raise DataUnavailable(N_("These choices are for another kind of file. Upload the file again."))


# Tables ---------------------------------------------------------------------------------------------------------------


def _read_table(path: Path, format: Format, choice: str | None, limits: Limits) -> tables.Raw:
    if format == "excel":
        return tables.read_excel(path, choice, limits)
    return tables.read_parquet(path, limits) if format == "parquet" else tables.read_text(path, limits)


def _understand_table(
    home: Path,
    found: Table,
    format: Format,
    name: str,
    notes: list[Explained],
    limits: Limits,
    choices: tuple[Choice, ...] = (),
) -> Understanding:
    form, reasons = guess(found, limits)
    said = pack([*notes, *found.notes, *reasons])
    _keep(home, found)
    return Understanding(
        format=format, title=title(name),
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


def _table(home: Path, path: Path, format: Format, form: TableForm, limits: Limits) -> Table:
    """The table that a form is about: kept, or read again if another sheet was looked at since."""
    kept = _kept(home, form.choice)
    if kept is not None:
        return kept
    if format in ("npz", "npy", "hdf5"):
        return _array_table(path, format, form.choice, limits)
    return typed(_read_table(path, format, form.choice, limits), limits)


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


# Arrays and pictures --------------------------------------------------------------------------------------------------


def _understand_arrays(
    home: Path, format: Format, name: str, choice: str | None, notes: list[Explained], limits: Limits
) -> Understanding:
    from playground.data.own import arrays

    with arrays.opened(home / store.FILE, format, limits) as (found, passed):
        if choice is not None or arrays.is_table(found):
            as_table = _as_table(found, choice, limits)
            known = tuple(array.choice for array in found) if len(found) > 1 else ()
            return _understand_table(home, as_table, format, name, [*notes, *passed], limits, known)
        form = arrays.guess(found)
        if form is None:
            raise arrays.no_pair(found)
        rows = next(array.shape[0] for array in found if array.name == form.x)
        return Understanding(
            format=format, title=title(name), choices=tuple(array.choice for array in found), rows=rows,
            notes=pack([*notes, *_said_of(form), *passed]), form=form,
        )  # fmt: skip


def _said_of(form: ArrayForm) -> list[Explained]:
    notes = [Explained(N_("Samples: “{x}”; labels: “{y}”."), x=form.x, y=form.y)]
    if form.test_x and form.test_y:
        notes.append(
            Explained(N_("“{x}” and “{y}” are kept for checking, as the file says."), x=form.test_x, y=form.test_y)
        )
    if form.names:
        notes.append(Explained(N_("The names of the classes are in “{name}”."), name=form.names))
    return notes


def _array_table(path: Path, format: Format, choice: str | None, limits: Limits) -> Table:
    from playground.data.own import arrays

    with arrays.opened(path, format, limits) as (found, _passed):
        return _as_table(found, choice, limits)


def _as_table(found: list[Any], choice: str | None, limits: Limits) -> Table:
    """A two-dimensional array (or one with named fields) as a table."""
    from dataclasses import replace

    from playground.data.own import arrays

    array = next((array for array in found if array.name == choice), None) if choice else arrays.is_table(found)
    if array is None or arrays.is_table([array]) is None:
        raise DataUnavailable(
            N_("“{name}” is no table. A table is an array of rows and columns of numbers."), name=choice or ""
        )
    raw = tables.from_array(array.load(), array.dtype.names or (), limits)
    names = tuple(array.name for array in found) if len(found) > 1 else ()
    return replace(typed(raw, limits), choices=names, choice=array.name)


def _understand_pictures(path: Path, name: str, notes: list[Explained], limits: Limits) -> Understanding:
    from playground.data.own import pictures

    found = pictures.look(path, limits)
    sizes = tuple((width, height, count) for (width, height), count in found.sizes.most_common(10))
    said: tuple[Note, ...] = pack([*notes, *found.notes])
    return Understanding(
        format="pictures", title=title(name), rows=len(found.entries),
        classes=tuple((tables.clean(label), count) for label, count in found.classes), sizes=sizes,
        num_test=found.num_test, notes=said,
        form=pictures.guess(found, limits),
    )  # fmt: skip
