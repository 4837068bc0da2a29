"""From a zip and a filled form to the arrays that a network is trained on."""

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.own.forms import PicturesForm, Prepared, pack
from playground.data.own.limits import Limits, check_bytes
from playground.data.own.names import clean, numbered
from playground.data.own.pictures.entries import BAD, Entry, note_bad, opened
from playground.data.own.pictures.pixels import pixels
from playground.data.own.pictures.read import look
from playground.data.own.upload import Upload
from playground.spec.errors import N_, DataUnavailable, Explained


def prepare(upload: Upload, form: PicturesForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The pictures uint8 ``(n, height, width, 1 or 3)``, their class numbers int32 ``(n,)``, and what is known of them.

    Raises:
        DataUnavailable: too little is left, or the arrays would be larger than is allowed.
    """
    found = look(upload.path, limits)
    notes: list[Explained] = []
    entries = sorted(found.entries, key=lambda entry: (entry.test, entry.label, entry.info.filename))
    split = form.use_test and found.num_test > 0
    colours = 1 if form.colour == "grey" else 3
    size = len(entries) * form.width * form.height * colours
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), size, limits.unpacked_bytes)
    x = np.empty((len(entries), form.height, form.width, colours), np.uint8)
    kept: list[Entry] = []
    bad: list[str] = []
    with opened(upload.path) as packed:
        for entry in entries:
            try:
                x[len(kept)] = pixels(packed, entry, form, limits)
            except BAD:
                bad.append(entry.info.filename)
                continue
            kept.append(entry)
    note_bad(bad, len(entries), notes)
    rows, kept, names = _enough_of_each(kept, split, notes)
    y = np.array([names.index(entry.label) for entry in kept], np.int32)
    about = Prepared(
        title="", format="pictures", task="binary" if len(names) == 2 else "multiclass", size=len(kept),
        num_train=sum(not entry.test for entry in kept) if split else None, sample_shape=x.shape[1:],
        class_names=tuple(numbered([clean(name) for name in names])), default_scaling="minmax",
        notes=pack(notes),
    )  # fmt: skip
    return x[rows], y, about


def _enough_of_each(
    kept: list[Entry], split: bool, notes: list[Explained]
) -> tuple[NDArray[np.intp], list[Entry], list[str]]:
    """Without classes that cannot be both in training and in validation; the rows that stay."""
    train = Counter(entry.label for entry in kept if not (split and entry.test))
    test = Counter(entry.label for entry in kept if split and entry.test)
    labels = sorted(train | test)
    enough = [name for name in labels if (train[name] and test[name] if split else train[name] > 1)]
    if len(enough) < 2:
        raise DataUnavailable(
            N_(
                "The target “{name}” has {got} classes, but fewer than two of them have at least two samples, one for "
                "training and one for checking. Add samples, or choose another target."
            ),
            name="ZIP", got=len(labels),
        )  # fmt: skip
    if len(enough) < len(labels):
        notes.append(
            Explained(
                N_(
                    "Classes with a single sample are left out, as it cannot be for training and for checking at once: "
                    "{names}."
                ),
                names=[clean(name) for name in labels if name not in enough][:5],
            )
        )
    rows = np.array([index for index, entry in enumerate(kept) if entry.label in enough], np.intp)
    return rows, [entry for entry in kept if entry.label in enough], enough
