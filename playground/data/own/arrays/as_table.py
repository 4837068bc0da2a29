"""An array of rows and columns, or one with named fields, as a table."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.arrays.array import Array
from playground.data.own.limits import Limits, check
from playground.data.own.tables.columns import Table, typed
from playground.data.own.tables.raw import COLUMNS, ROWS, Raw, column_names
from playground.data.own.upload import Upload
from playground.spec.errors import N_, DataUnavailable, Explained


def is_table(arrays: list[Array]) -> Array | None:
    """The only array, if it is a table: rows and columns of numbers, or named fields."""
    if len(arrays) != 1:
        return None
    only = arrays[0]
    if only.dtype.names and len(only.shape) == 1:
        return only
    return only if only.is_numbers and len(only.shape) == 2 and only.shape[1] > 1 else None


def as_table(found: list[Array], choice: str | None, limits: Limits) -> Table:
    """The array of a name, or the only one, as a table.

    Raises:
        DataUnavailable: it is no table, or larger than is allowed.
    """
    array = next((array for array in found if array.name == choice), None) if choice else is_table(found)
    if array is None or is_table([array]) is None:
        raise DataUnavailable(
            N_("“{name}” is no table. A table is an array of rows and columns of numbers."), name=choice or ""
        )
    raw = _raw(array.load(), array.dtype.names or (), limits)
    names = tuple(array.name for array in found) if len(found) > 1 else ()
    return replace(typed(raw, limits), choices=names, choice=array.name)


def table_of(upload: Upload, choice: str | None, limits: Limits) -> Table:
    """The table in a file of arrays."""
    from playground.data.own.arrays.read import opened

    with opened(upload, limits) as (found, _passed):
        return as_table(found, choice, limits)


def _raw(array: np.ndarray[Any, Any], names: Sequence[str], limits: Limits) -> Raw:
    """A table from an array ``(rows, columns)`` of numbers, or from one with named fields.

    Raises:
        DataUnavailable: it is larger than is allowed.
    """
    notes: list[Explained] = []
    width = len(array.dtype.names) if array.dtype.names else array.shape[1]
    check("rows", ROWS, len(array), limits.rows)
    check("columns", COLUMNS, width, limits.columns)
    columns = [array[name] for name in array.dtype.names] if array.dtype.names else list(array.T)
    frame = pd.DataFrame({index: _column(values) for index, values in enumerate(columns)})
    return Raw(frame, column_names(list(names), width, notes, True), notes)


def _column(values: np.ndarray[Any, Any]) -> "pd.Series[Any]":
    if values.dtype.kind == "S":
        return pd.Series(np.char.decode(values, "utf-8", "replace")).astype("str")
    if values.dtype.kind == "b":
        return pd.Series(values).astype("str")
    return pd.Series(values.astype(np.float64) if values.dtype.kind in "iuf" else values.astype(str)).copy()
