"""From a table and a filled form to the arrays that a network is trained on."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from playground.data.own.forms import Prepared, TableForm, Words, pack
from playground.data.own.labels import labels_of, note_rows
from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.names import clean, numbered
from playground.data.own.tables.columns import Table
from playground.data.own.tables.read import table_of
from playground.data.own.upload import Upload
from playground.spec.errors import N_, DataUnavailable, Explained

_DAY = np.timedelta64(1, "D")


def prepare(upload: Upload, form: TableForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The arrays of a table: ``x`` float32 ``(n, inputs)`` with NaN for blanks, ``y``, and what is known of them.

    Raises:
        DataUnavailable: the form does not fit the table, or nothing can be learned from what is left.
    """
    source = table_of(upload, form.choice, limits)
    _check_form(source, form)
    notes: list[Explained] = []
    kept = np.ones(len(source.frame), bool)
    if form.blanks == "drop":
        kept = source.frame[[_index(source, name) for name in form.inputs]].notna().all(axis=1).to_numpy(copy=True)
        note_rows(notes, kept, N_("Rows left out for a blank in an input: {count}."))
    labels = labels_of(source.values(form.target)[kept], form.target, form.task, limits)
    kept[np.flatnonzero(kept)[~labels.kept]] = False
    names, columns = _inputs(source, form, kept, limits, notes)
    x = np.column_stack(columns)
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), x.nbytes, limits.unpacked_bytes)
    standard = "standard" if labels.task == "regression" else "none"
    about = Prepared(
        title="", format="csv", task=labels.task, size=len(x), sample_shape=(x.shape[1],),
        class_names=labels.class_names, feature_names=tuple(names), target_name=form.target,
        blanks=form.blanks if np.isnan(x).any() else None, default_scaling="standard",
        default_target_scaling=standard, notes=pack(notes + labels.notes),
    )  # fmt: skip
    return x, labels.y, about


def _check_form(source: Table, form: TableForm) -> None:
    known = [column.name for column in source.columns]
    for name in (form.target, *form.inputs):
        if name not in known:
            raise DataUnavailable(
                N_("There is no column “{name}” in the table. There are: {known}."), name=name, known=known[:20]
            )
    if form.target in form.inputs:
        raise DataUnavailable(
            N_(
                "“{name}” is the target and an input too, so the answer would be given away. Take it out of the inputs."
            ),
            name=form.target,
        )
    if not form.inputs:
        raise DataUnavailable(N_("No input is chosen. Choose at least one column as an input."))
    if len(set(form.inputs)) < len(form.inputs):
        raise DataUnavailable(N_("A column is chosen twice as an input. Choose each once."))


def _index(source: Table, name: str) -> int:
    return [column.name for column in source.columns].index(name)


def _inputs(
    source: Table, form: TableForm, kept: NDArray[np.bool_], limits: Limits, notes: list[Explained]
) -> tuple[list[str], list[NDArray[np.float32]]]:
    """The network's inputs, column by column; those that never change are left out."""
    names: list[str] = []
    columns: list[NDArray[np.float32]] = []
    constant: list[str] = []
    for name in form.inputs:
        found = _columns(source.values(name)[kept], name, form.words, limits, len(columns))
        changing = [(label, values) for label, values in found if _changes(values)]
        if not changing:
            constant.append(name)
        names += [label for label, _ in changing]
        columns += [values for _, values in changing]
        check("inputs", N_("Inputs"), len(columns), limits.inputs)
    if constant:
        notes.append(Explained(N_("Inputs that never change are left out: {names}."), names=constant[:5]))
    if not columns:
        raise DataUnavailable(
            N_("None of the chosen inputs ever changes, so nothing can be learned from them. Choose others.")
        )
    return numbered(names), columns


def _changes(values: NDArray[np.float32]) -> bool:
    filled = values[~np.isnan(values)]
    return bool(len(filled)) and bool((filled != filled[0]).any())


def _columns(
    values: "pd.Series[Any]", name: str, words: Words, limits: Limits, before: int
) -> list[tuple[str, NDArray[np.float32]]]:
    """What one column of the table becomes: itself, one input for each category, or the parts of a date."""
    if values.dtype.kind == "f":
        return [(name, values.to_numpy().astype(np.float32))]
    if values.dtype.kind == "M":
        return _date_columns(values, name, words)
    return _one_hot(values, name, words, limits, before)


def _one_hot(
    values: "pd.Series[Any]", name: str, words: Words, limits: Limits, before: int
) -> list[tuple[str, NDArray[np.float32]]]:
    """A 0/1 input for each category; a single one where there are two; blanks are a category of their own."""
    codes, found = pd.factorize(values, sort=True)
    labels = [clean(value) for value in found]
    if (codes < 0).any():
        codes = np.where(codes < 0, len(labels), codes)
        labels.append(f"({words.blank})")
    check("inputs", N_("Inputs"), before + len(labels), limits.inputs)
    chosen = range(len(labels)) if len(labels) > 2 else range(1, len(labels))
    return [(f"{name} = {labels[code]}", (codes == code).astype(np.float32)) for code in chosen]


def _date_columns(values: "pd.Series[Any]", name: str, words: Words) -> list[tuple[str, NDArray[np.float32]]]:
    """Days since the first date, and the month, the day of the week (Monday is 1) and the hour."""
    moments = values.to_numpy()
    blank = np.isnat(moments)
    days = (moments - (values.min().to_datetime64() if not blank.all() else moments[:1])) / _DAY
    parts = {
        words.days: days,
        words.month: values.dt.month.to_numpy(),
        words.weekday: values.dt.day_of_week.to_numpy() + 1,
        words.hour: values.dt.hour.to_numpy(),
    }
    return [(f"{name} ({word})", np.where(blank, np.nan, part).astype(np.float32)) for word, part in parts.items()]
