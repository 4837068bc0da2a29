"""What is to be predicted: class numbers or values from a column of labels, whatever kind of file it comes from."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from playground.data.own.forms import Sort
from playground.data.own.limits import Limits
from playground.data.own.names import clean, numbered, shown
from playground.spec.errors import N_, NP_, DataUnavailable, Explained
from playground.spec.objectives import Task

MIN_ROWS = 4
"""Two to train on and two to check with."""
FEW = 20
"""Whole numbers with at most so many different values, each repeated, are taken for classes."""


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


def guess_task(values: "pd.Series[Any]") -> Sort:
    """Classification for text and for few whole numbers that are repeated, regression for other numbers."""
    if values.dtype.kind != "f":
        return "classification"
    numbers = values.dropna().to_numpy()
    distinct = len(np.unique(numbers))
    few = distinct <= FEW and (distinct == 2 or len(numbers) >= 3 * distinct)
    return "classification" if few and np.equal(np.mod(numbers, 1), 0).all() else "regression"


def labels_of(values: "pd.Series[Any]", name: str, task: Sort, limits: Limits) -> Labels:
    """The labels of a column (or of an array as one), blank ones left out.

    Raises:
        DataUnavailable: too few samples or classes, too many classes, or text where numbers are needed.
    """
    notes: list[Explained] = []
    kept = values.notna().to_numpy()
    note_rows(notes, kept, N_("Rows left out, as their target is blank: {count}."))
    _check_rows(int(kept.sum()), name)
    if task == "regression":
        return _numbers(values, name, kept, notes)
    return _classes(values, name, kept, notes, limits)


def _check_rows(got: int, name: str) -> None:
    if got < MIN_ROWS:
        raise DataUnavailable(
            NP_(
                "Only {got} row is left that has the target “{name}”; at least {allowed} are needed. Fill in "
                "blanks, choose another target, or let blanks be filled.",
                "Only {got} rows are left that have the target “{name}”; at least {allowed} are needed. Fill in "
                "blanks, choose another target, or let blanks be filled.",
                "got",
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


def note_rows(notes: list[Explained], kept: NDArray[np.bool_], template: str) -> None:
    """Say how many rows are left out."""
    gone = int((~kept).sum())
    if gone:
        notes.append(Explained(template, count=f"{gone:,}"))
