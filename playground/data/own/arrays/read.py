"""From a file to its arrays, which are loaded when they are needed; and what is said of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from playground.data.own.arrays.array import Array, shown_shape
from playground.data.own.arrays.as_table import as_table, is_table
from playground.data.own.arrays.guess import guess
from playground.data.own.forms import (
    ArrayForm,
    Understanding,
    pack,
)
from playground.data.own.limits import Limits
from playground.data.own.tables.read import described
from playground.data.own.upload import Upload
from playground.spec.errors import N_, DataUnavailable, Explained


@contextmanager
def opened(upload: Upload, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    """The arrays of a file and notes on what was passed over; the arrays can be loaded inside the ``with`` block.

    Raises:
        DataUnavailable: the file is damaged, holds no arrays, or larger ones than are allowed.
    """
    with upload.format.read(upload.path, limits) as (arrays, notes):
        if not arrays:
            raise DataUnavailable(
                N_("The file holds no arrays of numbers. Save the samples as an array x and the labels as an array y.")
            )
        yield arrays, notes


def understand(upload: Upload, choice: str | None, notes: list[Explained], limits: Limits) -> Understanding:
    """What arrays there are, with a filled form; one of rows and columns that is alone, or was chosen, is a table."""
    with opened(upload, limits) as (found, passed):
        if choice is not None or is_table(found):
            known = tuple(array.choice for array in found) if len(found) > 1 else ()
            return described(upload, as_table(found, choice, limits), [*notes, *passed], limits, known)
        form = guess(found)
        if form is None:
            raise _no_pair(found)
        rows = next(array.shape[0] for array in found if array.name == form.x)
        return Understanding(
            format=upload.format.name, title=upload.title, choices=tuple(array.choice for array in found), rows=rows,
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


def _no_pair(arrays: list[Array]) -> DataUnavailable:
    """The explanation if there are no samples with labels among the arrays."""
    return DataUnavailable(
        N_(
            "The file needs two arrays of equal length, the samples and their labels, best called x and y. It holds: "
            "{arrays}."
        ),
        arrays=[f"{array.name} {shown_shape(array.shape)}" for array in arrays[:8]],
    )
