"""From arrays and a filled form to the arrays that a network is trained on."""

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from playground.data.own.arrays.array import Array, shown_shape, uneven
from playground.data.own.arrays.read import opened
from playground.data.own.forms import ArrayForm, Prepared, pack
from playground.data.own.labels import MIN_ROWS, Labels, labels_of
from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.names import clean
from playground.data.own.upload import Upload
from playground.spec.errors import N_, NP_, DataUnavailable, Explained, Term


def prepare(upload: Upload, form: ArrayForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The arrays of a set, and what is known of it.

    ``x`` is float32, or uint8 for pictures of 0 to 255: ``(n, numbers)``, ``(n, time, numbers)`` or
    ``(n, height, width, colours)``.

    Raises:
        DataUnavailable: lengths or shapes do not fit, or the labels cannot be learned.
    """
    with opened(upload, limits) as (arrays, _passed):
        return _prepared({array.name: array for array in arrays}, form, limits)


def _prepared(known: dict[str, Array], form: ArrayForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    notes: list[Explained] = []
    x, y = _pair(known, form.x, form.y, limits, notes)
    num_train = None
    if form.test_x and form.test_y:
        test_x, test_y = _pair(known, form.test_x, form.test_y, limits, [])
        if test_x.shape[1:] != x.shape[1:]:
            raise DataUnavailable(
                N_(
                    "The samples of “{x}” have the shape {got}, those of “{test}” the shape {other}. Both parts need "
                    "the same shape."
                ),
                x=form.x, got=shown_shape(x.shape[1:]), test=form.test_x, other=shown_shape(test_x.shape[1:]),
            )  # fmt: skip
        num_train = len(x)
        x, y = np.concatenate([x, test_x]), np.concatenate([y, test_y])
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), x.nbytes, limits.unpacked_bytes)
    labels = labels_of(_series(y), form.y, form.task, limits)
    kept, x = labels.kept.copy(), x
    notes += labels.notes
    blanks = None
    if x.dtype == np.float32:
        x, dropped = _without_blanks(x[kept], notes)
        blanks = "mean" if np.isnan(x).any() else None
        y = labels.y[~dropped]
        kept[np.flatnonzero(kept)[dropped]] = False
    else:
        x, y = x[kept], labels.y
    if num_train is not None:
        num_train = int(kept[:num_train].sum())
    is_picture = x.ndim == 4
    standard = "standard" if labels.task == "regression" else "none"
    about = Prepared(
        title="", format="npz", task=labels.task, size=len(x), num_train=num_train, sample_shape=x.shape[1:],
        class_names=_class_names(labels, known.get(form.names or "")),
        feature_names=tuple(f"x{index + 1}" for index in range(x.shape[1])) if x.ndim == 2 else (),
        target_name=form.y, blanks=blanks, default_scaling="minmax" if is_picture else "standard",
        default_target_scaling=standard, notes=pack(notes),
    )  # fmt: skip
    _check_parts(y, about)
    return x, y, about


def _pair(
    known: dict[str, Array], x_name: str, y_name: str, limits: Limits, notes: list[Explained]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Samples and labels, loaded and in shape."""
    for name in (x_name, y_name):
        if name not in known:
            raise DataUnavailable(
                N_("There is no “{name}” in the file. There are: {known}."), name=name, known=list(known)[:20]
            )
    x_array, y_array = known[x_name], known[y_name]
    if not x_array.is_numbers or not x_array.shape:
        raise DataUnavailable(
            N_("The samples “{name}” are of type {got}. Choose an array of numbers for the samples."),
            name=x_name, got=x_array.choice.type,
        )  # fmt: skip
    y = _flat(y_array)
    if x_array.shape[0] != len(y):
        raise uneven(x_array, y_array)
    check("rows", N_("Rows"), len(y), limits.rows)
    cost = math.prod(x_array.shape) * (1 if x_array.dtype == np.uint8 and len(x_array.shape) > 2 else 4)
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), cost, limits.unpacked_bytes)
    return _shaped(x_array.load(), x_name, notes), y


def _flat(array: Array) -> NDArray[Any]:
    """Labels ``(n,)``: from ``(n,)``, ``(n, 1)``, ``(1, n)`` or one-hot ``(n, classes)``."""
    shape = array.shape
    if math.prod(shape) == max(shape, default=0):
        return array.load().reshape(-1)
    if len(shape) == 2 and array.is_numbers:
        values = array.load()
        if np.isin(values, (0, 1)).all() and (values.sum(axis=1) == 1).all():
            classes: NDArray[Any] = values.argmax(axis=1)
            return classes
    raise DataUnavailable(
        N_(
            "The labels “{name}” have the shape {got}; allowed is one label for each sample, or one-hot rows. Choose "
            "another array."
        ),
        name=array.name, got=shown_shape(shape),
    )  # fmt: skip


def _shaped(x: NDArray[Any], name: str, notes: list[Explained]) -> NDArray[Any]:
    """Samples as flat rows, sequences or pictures with their colours last."""
    if x.ndim == 1:
        x = x[:, np.newaxis]
    if x.ndim == 3 and _are_pictures(x):
        x = x[..., np.newaxis]
        notes.append(Explained(N_("“{name}” is taken for grey pictures of {width} × {height} pixels."),
                               name=name, width=x.shape[2], height=x.shape[1]))  # fmt: skip
    elif x.ndim == 4 and x.shape[1] in (1, 3) and x.shape[3] not in (1, 3, 4):
        x = np.moveaxis(x, 1, 3)
        notes.append(
            Explained(N_("The colours of “{name}” come first; they are put last, as Keras wants them."), name=name)
        )
    if x.ndim > 4:
        raise DataUnavailable(
            N_("The samples “{name}” have the shape {got}, which no layer here takes. Allowed are flat samples, "
               "sequences (time, numbers) and pictures (height, width, colours)."),
            name=name, got=shown_shape(x.shape[1:]),
        )  # fmt: skip
    return x if x.dtype == np.uint8 and x.ndim == 4 else x.astype(np.float32)


def _are_pictures(x: NDArray[Any]) -> bool:
    """Grey pictures are bytes, or square; a sequence is seldom either."""
    height, width = x.shape[1:]
    return min(height, width) >= 8 and (x.dtype == np.uint8 or height == width)


def _series(y: NDArray[Any]) -> "pd.Series[Any]":
    if y.dtype.kind == "S":
        y = np.char.decode(y, "utf-8", "replace")
    if y.dtype.kind in "iuf":
        numbers = y.astype(np.float64)
        return pd.Series(np.where(np.isfinite(numbers), numbers, np.nan))
    return pd.Series(y.astype(str)).astype("str")


def _without_blanks(x: NDArray[Any], notes: list[Explained]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Rows of a table keep their blanks, which are filled later; other samples with one go."""
    bad = ~np.isfinite(x)
    if not bad.any():
        return x, np.zeros(len(x), bool)
    if x.ndim == 2:
        notes.append(
            Explained(
                NP_(
                    "{count} number is infinite or missing; the mean of its column takes its place.",
                    "{count} numbers are infinite or missing; the mean of their column takes their place.",
                ),
                count=f"{int(bad.sum()):,}",
            )
        )
        return np.where(bad, np.float32(np.nan), x), np.zeros(len(x), bool)
    dropped = bad.reshape(len(x), -1).any(axis=1)
    notes.append(
        Explained(
            NP_(
                "{count} sample with infinite or missing numbers is left out.",
                "{count} samples with infinite or missing numbers are left out.",
            ),
            count=f"{int(dropped.sum()):,}",
        )
    )
    return x[~dropped], dropped


def _class_names(labels: Labels, named: Array | None) -> tuple[str, ...]:
    """The names from an array of their own, if it fits, else the labels themselves."""
    own = labels.class_names
    if named is None or not own or not named.is_text:
        return own
    texts = [clean(text) for text in _series(named.load().reshape(-1)).fillna("")]
    numbers = [int(name) if name.isdigit() else len(texts) for name in own]
    fits = len(set(texts)) == len(texts) and all(texts) and all(number < len(texts) for number in numbers)
    return tuple(texts[number] for number in numbers) if fits else own


def _check_parts(y: NDArray[Any], about: Prepared) -> None:
    """A given split needs every class in training, and something to check with."""
    train = about.size if about.num_train is None else about.num_train
    if len(y) < MIN_ROWS:
        raise DataUnavailable(
            NP_(
                "The file has {got} sample that can be used; at least {allowed} are needed. Add samples.",
                "The file has {got} samples that can be used; at least {allowed} are needed. Add samples.",
                "got",
            ),
            got=len(y), allowed=MIN_ROWS,
        )  # fmt: skip
    if not about.class_names or about.num_train is None:
        return
    for part, rows in ((N_("training"), y[:train]), (N_("validation"), y[train:])):
        missing = [name for number, name in enumerate(about.class_names) if number not in set(rows.tolist())]
        if missing:
            raise DataUnavailable(
                N_("The {part} part of the file has no sample of: {names}. Choose no test arrays, and the samples are "
                   "split here."),
                part=Term(part), names=missing[:5],
            )  # fmt: skip
