"""Parquet keeps its types."""

import io

import numpy as np
import pandas as pd
import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.files import said


def columns(found):
    return {column.name: column.kind for column in found.columns}


def test_a_parquet_file_keeps_its_types(desk):
    frame = pd.DataFrame({
        "a": np.arange(30) * 0.5, "b": [True, False, None] * 10, "c": pd.Categorical(list("xyz") * 10),
        "d": pd.date_range("2020-01-01", periods=30), "l": [[1]] * 30, "price": np.arange(30) * 1.5,
    })  # fmt: skip
    file = io.BytesIO()
    frame.to_parquet(file)
    found = desk.understand("p.parquet", file.getvalue())
    kinds = {"a": "number", "b": "category", "c": "category", "d": "date", "price": "number"}
    assert columns(found) == kinds
    assert "lists or records are left out: l" in said(found)
    with pytest.raises(DataUnavailable, match="Parquet file is damaged"):
        desk.understand("p.parquet", file.getvalue()[:-20])
