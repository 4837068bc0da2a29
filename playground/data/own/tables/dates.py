"""Dates that are written as text, in the forms of many countries and programs."""

import re
from typing import Any

import numpy as np
import pandas as pd

from playground.spec.errors import N_, Explained

_DATE = re.compile(
    r"\s*(?P<a>\d{1,4})\s*[-/.年]\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,4})\s*日?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?\s*"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(\d{1,2})[-\s./]+([A-Za-z]{3,9})[-\s.,/]+(\d{2,4})(.*)")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})[-\s.]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})[-\s./]+(\d{4})")
_YEAR_MONTH = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(0?[1-9]|1[0-2])\s*月?")
_QUARTER = re.compile(r"((?:19|20)\d{2})\s*[-/]?\s*[QqTt]([1-4])")
_QUARTER_FIRST = re.compile(r"[Qq]([1-4])\s*[-/]?\s*((?:19|20)\d{2})")
_HALF = re.compile(r"(.*?)(\d{1,2}):(\d{2})(:\d{2})?\s*([AaPp])\.?[Mm]\.?")


def dates_of(text: "pd.Series[Any]", name: str, notes: list[Explained], mostly: float) -> "pd.Series[Any] | None":
    """A text column of dates as datetime64, or None; what had to be guessed is noted."""
    given = list(text.dropna().unique())
    unique = [_usual(value) for value in given]
    if sum(_DATE.fullmatch(value) is not None for value in unique[:200]) < mostly * min(200, len(unique)):
        return None
    if all(_YEAR_MONTH.fullmatch(value) and "." in value for value in given):
        return None  # rather numbers such as 2000.1
    parts = (
        pd.Series(unique, dtype="str")
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
    found = text.map(pd.Series(moments.to_numpy(), index=given))
    found = pd.Series(found.to_numpy().astype("datetime64[us]"), index=text.index)
    if found.notna().sum() < mostly * text.notna().sum():
        return None
    unsure = len(first) and not (first > 12).any() and not (second > 12).any()
    if unsure and month_first:
        notes.append(Explained(N_("Column “{name}” holds dates; the month is taken to come first."), name=name))
    elif unsure:
        notes.append(Explained(N_("Column “{name}” holds dates; the day is taken to come first."), name=name))
    return found


def _usual(value: str) -> str:
    """A date with digits alone, the year first where there is no doubt."""
    value = value.strip()
    half = _HALF.fullmatch(value)
    if half and half[1]:
        hour = int(half[2]) % 12 + (12 if half[5] in "pP" else 0)
        value = f"{half[1]}{hour}:{half[3]}{half[4] or ''}"
    if found := _YEAR_MONTH.fullmatch(value):
        return f"{found[1]}-{found[2]}-1"
    if found := _QUARTER.fullmatch(value):
        return f"{found[1]}-{3 * int(found[2]) - 2}-1"
    if found := _QUARTER_FIRST.fullmatch(value):
        return f"{found[2]}-{3 * int(found[1]) - 2}-1"
    for pattern, (day, month, year, rest) in ((_NAMED, (1, 2, 3, 4)), (_NAMED_FIRST, (2, 1, 3, 4))):
        found = pattern.fullmatch(value)
        number = _month(found[month]) if found else 0
        if found and number:
            return f"{int(_century(found[year]))}-{number}-{found[day]}{found[rest]}"
    found = _NAMED_MONTH.fullmatch(value)
    if found and _month(found[1]):
        return f"{found[2]}-{_month(found[1])}-1"
    return value


def _month(word: str) -> int:
    known = {"mär": "mar", "mai": "may", "okt": "oct", "dez": "dec"}
    short = known.get(word[:3].lower(), word[:3].lower())
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _century(year: str) -> int:
    number = int(year)
    return number if number >= 100 else number + (2000 if number < 70 else 1900)


def _whole_year(years: "pd.Series[Any]") -> "pd.Series[Any]":
    """1970 to 2069 where two digits are given."""
    return years.where(years >= 100, years + np.where(years < 70, 2000, 1900))
