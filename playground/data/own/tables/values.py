"""Columns of Python values as columns of numbers, dates or text."""

from typing import Any

import numpy as np
import pandas as pd


def cell_text(value: object) -> str:
    """A cell as text, a blank as an empty one."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return str(value).strip()


def from_values(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """A column of Python values as numbers, dates or text."""
    kept = values.dropna()
    types = {type(value) for value in kept}
    if not types or types <= {int, float}:
        return values.astype(np.float64)
    if all(hasattr(value, "year") for value in kept.head(1000)) and all(hasattr(kind, "year") for kind in types):
        return pd.to_datetime(values, errors="coerce").astype("datetime64[us]")
    text: pd.Series[Any] = values.map(cell_text, na_action="ignore").astype("str")
    return text
