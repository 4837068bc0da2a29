"""Reads Parquet; sizes are known from its header, before anything is unpacked."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.tables.raw import COLUMNS, ROWS, Raw, column_names
from playground.data.own.tables.values import from_values
from playground.spec.errors import N_, DataUnavailable, Explained


def read(path: Path, choice: str | None, limits: Limits) -> Raw:
    """A Parquet file; its sizes are known before anything is unpacked.

    Raises:
        DataUnavailable: it is damaged, or larger than is allowed.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        about, schema = file.metadata, file.schema_arrow
        check("columns", COLUMNS, len(schema), limits.columns)
        check("rows", ROWS, about.num_rows, limits.rows)
        unpacked = sum(about.row_group(index).total_byte_size for index in range(about.num_row_groups))
        check_bytes("unpacked_bytes", N_("Unpacked size"), unpacked, limits.unpacked_bytes)
        flat = [name for name, of in zip(schema.names, schema.types, strict=True) if not pa.types.is_nested(of)]
        frame = file.read(columns=flat).to_pandas(ignore_metadata=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataUnavailable(
            N_("The Parquet file is damaged or not complete. Write it again, or save the table as CSV.")
        ) from error
    notes = [Explained(N_("Read as a Parquet table."))]
    if len(flat) < len(schema):
        notes.append(
            Explained(
                N_("Columns that hold lists or records are left out: {names}."),
                names=[name for name in schema.names if name not in flat][:5],
            )
        )
    frame.columns = pd.RangeIndex(frame.shape[1])
    typed = pd.DataFrame({column: _from_parquet(frame[column]) for column in frame.columns}, index=frame.index)
    return Raw(typed, column_names(flat, len(flat), notes, True), notes)


def _from_parquet(values: "pd.Series[Any]") -> "pd.Series[Any]":
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        moments: pd.Series[Any] = values.dt.tz_localize(None)
        return moments
    if values.dtype.kind in "iufM":
        return values
    if isinstance(values.dtype, pd.CategoricalDtype) or values.dtype.kind == "b":
        return values.astype("str")
    if values.dtype == object:
        from decimal import Decimal

        kept = values.dropna()
        if len(kept) and all(isinstance(value, Decimal) for value in kept.head(100)):
            return values.astype(np.float64)
        return from_values(values)
    return values.astype("str")
