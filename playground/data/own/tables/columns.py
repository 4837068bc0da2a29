"""Gives each column of a table its type: numbers, dates, categories, text. Numbers and dates may come as text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.forms import Column, ColumnKind
from playground.data.own.limits import Limits
from playground.data.own.names import clean, shown
from playground.data.own.tables.raw import Raw
from playground.spec.errors import N_, NP_, Explained

_MOSTLY = 0.9
"""The share of a text column that must be numbers (or dates) for the rest to be taken for slips."""
_LOOKS_LIKE_NUMBER = re.compile(
    r"[^\w.,+-]{0,3}[+-]?[^\w.,+-]{0,2}(\d[\d.,'’\s]*|[.,]\d+)([eE][+-]?\d+)?\s*[%€$£¥￥元]?"
)
_SIGNS = re.compile(r"[\s'’€$£¥￥元%]")
_DATE = re.compile(
    r"\s*(?P<a>\d{1,4})\s*[-/.年]\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,4})\s*日?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*"
)


@dataclass(frozen=True)
class Table:
    """A table whose columns have types: float64, datetime64 or text; a blank is NaN, NaT or NaN."""

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    notes: list[Explained]
    choices: tuple[str, ...] = ()
    choice: str | None = None

    def values(self, name: str) -> "pd.Series[Any]":
        """The values of a column by its name."""
        return self.frame[[column.name for column in self.columns].index(name)]


def typed(raw: Raw, limits: Limits) -> Table:
    """The table with a type for each column, and notes on what was converted."""
    columns, series, notes = [], {}, list(raw.notes)
    for index, name in enumerate(raw.names):
        values = convert(raw.frame[index], name, notes)
        series[index] = values
        columns.append(describe(values, name, limits))
    return Table(pd.DataFrame(series, index=raw.frame.index), tuple(columns), notes, raw.choices, raw.choice)


def convert(values: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any]":
    """A column as float64, datetime64 or text, with a note where something had to be guessed."""
    if values.dtype.kind == "b":
        return values.astype("str")
    if values.dtype.kind in "iuf":
        return _finite(values.astype(np.float64), name, notes)
    if values.dtype.kind == "M":
        return values
    if values.isna().all():
        return values.astype(np.float64)
    text = values.astype("str")
    for attempt in (_dates, _numbers):
        found = attempt(text, name, notes)
        if found is not None:
            return found
    return text


def describe(values: "pd.Series[Any]", name: str, limits: Limits) -> Column:
    """What is said of a column."""
    blanks = int(values.isna().sum())
    counts = values.nunique()
    first = values.dropna().head(200).unique()[:3]
    return Column(
        name=name,
        kind=_kind(values, int(counts), len(values) - blanks, limits),
        blanks=blanks,
        distinct=int(counts),
        examples=tuple(clean(shown(value))[:40] for value in first),
    )


def _kind(values: "pd.Series[Any]", distinct: int, filled: int, limits: Limits) -> ColumnKind:
    if distinct <= 1:
        return "constant"
    if values.dtype.kind == "f":
        return "number"
    if values.dtype.kind == "M":
        return "date"
    return "category" if distinct <= limits.categories and distinct <= max(2, filled / 2) else "text"


def _finite(values: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any]":
    """Infinity, and what a network's 32-bit numbers cannot hold, as blanks."""
    numbers = values.to_numpy()
    endless = ~np.isnan(numbers) & ~(np.abs(numbers) <= np.finfo(np.float32).max)
    if not endless.any():
        return values
    notes.append(
        Explained(
            NP_("Column “{name}”: {count} value is infinite or too large for a network; it counts as a blank.",
                "Column “{name}”: {count} values are infinite or too large for a network; they count as blanks."),
            name=name, count=f"{int(endless.sum()):,}",
        )
    )  # fmt: skip
    return pd.Series(np.where(endless, np.nan, numbers), index=values.index)


def _dates(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any] | None":
    """A text column of dates as datetime64, or None."""
    unique = text.dropna().unique()
    if _share(_DATE.fullmatch, unique[:200]) < _MOSTLY:
        return None
    parts = (
        pd.Series(unique)
        .str.extract(f"^{_DATE.pattern}$")
        .astype(np.float64)
        .fillna({"hour": 0, "minute": 0, "second": 0})
    )
    a, b, c = parts["a"], parts["b"], parts["c"]
    year_first = (a > 31) | ((a >= 1000) & (c <= 31))
    first, second = a[~year_first], b[~year_first]
    month_first = bool((second > 12).any() or (not (first > 12).any() and any("/" in value for value in unique[:200])))
    day, month = (b, a) if month_first else (a, b)
    fields = {
        "year": _whole_year(a.where(year_first, c)),
        "month": b.where(year_first, month),
        "day": c.where(year_first, day),
        "hour": parts["hour"], "minute": parts["minute"], "second": parts["second"],
    }  # fmt: skip
    moments = pd.to_datetime(pd.DataFrame(fields), errors="coerce").astype("datetime64[us]")
    found = text.map(pd.Series(moments.to_numpy(), index=unique))
    found = pd.Series(found.to_numpy().astype("datetime64[us]"), index=text.index)
    if found.notna().sum() < _MOSTLY * text.notna().sum():
        return None
    unsure = len(first) and not (first > 12).any() and not (second > 12).any()
    if unsure and month_first:
        notes.append(Explained(N_("Column “{name}” holds dates; the month is taken to come first."), name=name))
    elif unsure:
        notes.append(Explained(N_("Column “{name}” holds dates; the day is taken to come first."), name=name))
    _note_slips(
        text,
        found,
        name,
        notes,
        NP_(
            "Column “{name}”: {count} value is no date: “{example}”; it counts as a blank.",
            "Column “{name}”: {count} values are no dates, such as “{example}”; they count as blanks.",
        ),
    )
    return found


def _whole_year(years: "pd.Series[Any]") -> "pd.Series[Any]":
    """1970 to 2069 where two digits are given."""
    return years.where(years >= 100, years + np.where(years < 70, 2000, 1900))


def _numbers(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any] | None":
    """A text column of numbers as float64, or None: with a decimal comma, thousands, a currency or a percent sign."""
    unique = text.dropna().unique()
    if _share(_LOOKS_LIKE_NUMBER.fullmatch, [_normal(value) for value in unique[:500]]) < _MOSTLY / 2:
        return None
    plain = [_SIGNS.sub("", _normal(value)) if _LOOKS_LIKE_NUMBER.fullmatch(_normal(value)) else "" for value in unique]
    series = pd.Series(plain, dtype="str")
    numbers = pd.to_numeric(_with_decimal_point(series), errors="coerce").to_numpy(np.float64)
    found = pd.Series(text.map(pd.Series(numbers, index=unique)).to_numpy(np.float64), index=text.index)
    if found.notna().sum() < _MOSTLY * text.notna().sum():
        return None
    _note_slips(
        text,
        found,
        name,
        notes,
        NP_(
            "Column “{name}”: {count} value is no number: “{example}”; it counts as a blank.",
            "Column “{name}”: {count} values are no numbers, such as “{example}”; they count as blanks.",
        ),
    )
    telling = (pair for pair in zip(unique, numbers, strict=True) if pair[1] == pair[1] and shown(pair[1]) != pair[0])
    for example, number in islice(telling, 1):
        note = N_("Column “{name}” holds numbers written as text, such as “{example}”: read as {number}.")
        notes.append(Explained(note, name=name, example=clean(example)[:40], number=shown(number)))
    return _finite(found, name, notes)


def _with_decimal_point(series: "pd.Series[Any]") -> "pd.Series[Any]":
    """Numbers as text with a decimal point and nothing between thousands. The column tells which sign is which."""
    comma, point = series.str.contains(",", regex=False), series.str.contains(".", regex=False)
    both = series[comma & point]
    if len(both):
        decimal_comma = bool((both.str.rfind(",") > both.str.rfind(".")).mean() > 0.5)
    elif comma.any():
        groups = series[comma].str.fullmatch(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")
        decimal_comma = not bool(groups.all())
    else:
        several = series[point].str.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")
        decimal_comma = bool(len(several)) and bool(several.any())
    if decimal_comma:
        return series.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return series.str.replace(",", "", regex=False)


def _normal(value: str) -> str:
    """Full-width digits and signs as usual ones, and a true minus as a hyphen."""
    return value if value.isascii() else unicodedata.normalize("NFKC", value).replace("−", "-")


def _share(matches: Callable[[str], object], values: Any) -> float:
    return sum(matches(value) is not None for value in values) / max(1, len(values))


def _note_slips(
    text: "pd.Series[Any]", found: "pd.Series[Any]", name: str, notes: list[Explained], template: str
) -> None:
    slips = text[text.notna() & found.isna()]
    if len(slips):
        notes.append(Explained(template, name=name, count=f"{len(slips):,}", example=clean(slips.iloc[0])[:40]))
