"""From a table and a filled form to the arrays that a network is trained on."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from playground.data.own import store
from playground.data.own.columns import Table, shown
from playground.data.own.forms import Prepared, Sort, TableForm, Words
from playground.data.own.guess import MIN_ROWS
from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.tables import clean, numbered
from playground.spec.errors import N_, DataUnavailable, Explained
from playground.spec.objectives import Task

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Labels:
    """What is to be predicted: ``y`` int32 class numbers or float32; ``kept`` says which samples have one."""

    y: NDArray[Any]
    class_names: tuple[str, ...]
    kept: NDArray[np.bool_]
    notes: list[Explained] = field(default_factory=list)

    @property
    def task(self) -> Task:
        """The task as an experiment names it."""
        return ("binary" if len(self.class_names) == 2 else "multiclass") if self.class_names else "regression"


def table(source: Table, form: TableForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The arrays of a table: ``x`` float32 ``(n, inputs)`` with NaN for blanks, ``y``, and what is known of them.

    Raises:
        DataUnavailable: the form does not fit the table, or nothing can be learned from what is left.
    """
    _check_form(source, form)
    notes: list[Explained] = []
    kept = np.ones(len(source.frame), bool)
    if form.blanks == "drop":
        kept = source.frame[[_index(source, name) for name in form.inputs]].notna().all(axis=1).to_numpy(copy=True)
        _note_rows(notes, kept, N_("Rows left out for a blank in an input: {count}."))
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


def pack(notes: list[Explained]) -> tuple[dict[str, Any], ...]:
    """Explanations as plain JSON values."""
    return tuple(note.pack() for note in notes)


def write(target: Path, x: NDArray[Any], y: NDArray[Any], about: Prepared) -> None:
    """Write a prepared set; what is known of it last, so that it is whole where that is there."""
    np.save(target / store.X, np.ascontiguousarray(x), allow_pickle=False)
    np.save(target / store.Y, np.ascontiguousarray(y), allow_pickle=False)
    (target / store.META).write_text(about.model_dump_json(), encoding="utf-8")


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


# Targets --------------------------------------------------------------------------------------------------------------


def labels_of(values: "pd.Series[Any]", name: str, task: Sort, limits: Limits) -> Labels:
    """The labels of a column (or of an array as one), blank ones left out.

    Raises:
        DataUnavailable: too few samples or classes, too many classes, or text where numbers are needed.
    """
    notes: list[Explained] = []
    kept = values.notna().to_numpy()
    _note_rows(notes, kept, N_("Rows left out, as their target is blank: {count}."))
    _check_rows(int(kept.sum()), name)
    if task == "regression":
        return _numbers(values, name, kept, notes)
    return _classes(values, name, kept, notes, limits)


def _check_rows(got: int, name: str) -> None:
    if got < MIN_ROWS:
        raise DataUnavailable(
            N_(
                "Only {got} rows are left that have the target “{name}”; at least {allowed} are needed. Fill in "
                "blanks, choose another target, or let blanks be filled."
            ),
            got=got, name=name, allowed=MIN_ROWS,
        )  # fmt: skip


def _numbers(values: "pd.Series[Any]", name: str, kept: NDArray[np.bool_], notes: list[Explained]) -> Labels:
    if values.dtype.kind != "f":
        raise DataUnavailable(
            N_(
                "Regression needs a target of numbers, but “{name}” holds text or dates, such as “{example}”. Choose "
                "classification, or another target."
            ),
            name=name, example=clean(shown(values[kept].iloc[0]))[:40],
        )  # fmt: skip
    y = values.to_numpy()[kept].astype(np.float32)
    if (y == y[0]).all():
        raise _one_value(name, values[kept].iloc[0])
    return Labels(y, (), kept, notes)


def _one_value(name: str, value: object) -> DataUnavailable:
    return DataUnavailable(
        N_(
            "The target “{name}” is “{value}” in every row, so there is nothing to tell apart. Choose another target, "
            "or add rows with another value."
        ),
        name=name, value=clean(shown(value))[:40],
    )  # fmt: skip


def _classes(
    values: "pd.Series[Any]", name: str, kept: NDArray[np.bool_], notes: list[Explained], limits: Limits
) -> Labels:
    filled = values[kept]
    codes, found = pd.factorize(filled, sort=True)
    if len(found) == 1:
        raise _one_value(name, found[0])
    counts = np.bincount(codes, minlength=len(found))
    _check_classes(name, found, counts, filled.dtype.kind == "f", limits)
    single = counts < 2
    if single.any():
        names = [clean(shown(value)) for value in np.asarray(found, dtype=object)[single][:5]]
        notes.append(
            Explained(
                N_(
                    "Classes with a single sample are left out, as it cannot be for training and for checking at once: "
                    "{names}."
                ),
                names=names,
            )
        )
        place = np.cumsum(~single) - 1
        kept = kept.copy()
        kept[np.flatnonzero(kept)[single[codes]]] = False
        codes, found = place[codes[~single[codes]]], found[~single]
    class_names = numbered([clean(shown(value)) or f"#{index + 1}" for index, value in enumerate(found)])
    return Labels(codes.astype(np.int32), tuple(class_names), kept, notes)


def _check_classes(name: str, found: Any, counts: NDArray[Any], numbers: bool, limits: Limits) -> None:
    several = int((counts > 1).sum())
    if len(found) > limits.classes and numbers:
        raise DataUnavailable(
            N_(
                "The target “{name}” has {got} different values; at most {allowed} classes are allowed here. Choose "
                "regression, or another target."
            ),
            name=name, got=f"{len(found):,}", allowed=f"{limits.classes:,}",
        )  # fmt: skip
    if len(found) > limits.classes:
        raise DataUnavailable(
            N_(
                "The target “{name}” has {got} different values; at most {allowed} classes are allowed here. Choose "
                "another target, or put rare classes together."
            ),
            name=name, got=f"{len(found):,}", allowed=f"{limits.classes:,}",
        )  # fmt: skip
    if several < 2:
        raise DataUnavailable(
            N_(
                "The target “{name}” has {got} classes, but fewer than two of them have at least two samples, one for "
                "training and one for checking. Add samples, or choose another target."
            ),
            name=name, got=f"{len(found):,}",
        )  # fmt: skip


def _note_rows(notes: list[Explained], kept: NDArray[np.bool_], template: str) -> None:
    gone = int((~kept).sum())
    if gone:
        notes.append(Explained(template, count=f"{gone:,}"))


# Inputs ---------------------------------------------------------------------------------------------------------------


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
