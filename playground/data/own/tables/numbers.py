"""Numbers that are written as text: grouping, decimal commas, currencies, percent, units, parentheses, clock times."""

import re
import unicodedata
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

_CURRENCY = r"(?:[€$£¥￥元₹₩₽]|Rs\.?|R\$|US\$|USD|EUR|GBP|CNY|RMB|INR|CHF|kr)"
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+-])?\s*{_CURRENCY}?\s*(?P<inner>[+-])?\s*"
    rf"(?P<digits>\d[\d.,'’\s]*|[.,]\d+)(?P<power>[eE][+-]?\d+)?\s*{_CURRENCY}?\s*(?P<close>\))?"
    rf"\s*(?P<unit>[^\W\d_]{{1,6}}[²³]?(?:/[^\W\d_]{{1,4}}[²³]?)?|%|°[CF]?)?\s*",
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}(?:[.,]\d+)?))?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
)
BLANK_WORDS = frozenset(
    [
        "missing", "unknown", "k.a.", "k. a.", "ka", "keine angabe", "n.a.", "n. a.", "n.v.", "n/v", "nil", "nd",
        "n.d.", "not available", "not applicable", "no data", "nodata", "unbekannt", "fehlt", "leer", "empty", "blank",
        "undefined", "tbd", "tba", "-/-", "---", "…", "...", "*", "**", "x", "n",
        "未知", "不详", "暂无", "缺", "未填", "无数据", "没有", "/",
    ]
)  # fmt: skip
"""What stands for a blank among numbers, in small letters."""


def plain(value: str) -> str:
    """Full-width digits and signs as usual ones, and a true minus as a hyphen."""
    text = value if value.isascii() else unicodedata.normalize("NFKC", value.replace("²", "\0").replace("³", "\1"))
    return text.replace("−", "-").replace("\0", "²").replace("\1", "³").strip()


def looks_like_number(value: str) -> bool:
    return _NUMBER.fullmatch(plain(value)) is not None


def is_blank_word(value: str) -> bool:
    return plain(value).casefold() in BLANK_WORDS


def numbers_of(unique: list[str], decimal: str) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """What each text is as a number, NaN for those that are none.

    Args:
        unique: the different texts of a column, which together tell what a point and a comma mean.
        decimal: the decimal sign of the file, where it is known to be a comma.
    """
    found = [_NUMBER.fullmatch(plain(value)) for value in unique]
    units = Counter(_unit(match) for match in found if match)
    units.pop("", None)
    unit = units.most_common(1)[0][0] if units else ""
    digits, signs = [], np.ones(len(unique))
    percent = unit == "%" and any(match and not _unit(match) for match in found)
    for index, match in enumerate(found):
        if match is None or (_unit(match) not in ("", unit)) or bool(match["open"]) != bool(match["close"]):
            digits.append("")
            continue
        negative = (match["sign"] == "-") ^ (match["inner"] == "-") ^ bool(match["open"])
        signs[index] = (-1 if negative else 1) * (0.01 if percent and _unit(match) == "%" else 1)
        digits.append(re.sub(r"[\s'’]", "", match["digits"]) + (match["power"] or ""))
    values = pd.to_numeric(_with_point(pd.Series(digits, dtype="str"), decimal), errors="coerce").to_numpy(np.float64)
    return np.where(np.isnan(values), np.nan, np.round(values * signs, 12) if percent else values * signs)


def _unit(match: "re.Match[str]") -> str:
    return match["unit"] or ""


def _with_point(series: "pd.Series[Any]", decimal: str) -> "pd.Series[Any]":
    """Numbers with a decimal point and nothing between thousands. File and column tell which sign is which."""
    comma, point = series.str.contains(",", regex=False), series.str.contains(".", regex=False)
    both = series[comma & point]
    if len(both):
        decimal_comma = bool((both.str.rfind(",") > both.str.rfind(".")).mean() > 0.5)
    elif comma.any():
        groups = series[comma].str.fullmatch(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}")
        decimal_comma = decimal == "," or not bool(groups.all())
    elif point.any() and decimal == ",":
        decimal_comma = bool(series[point].str.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+").all())
    else:
        several = series[point].str.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}")
        decimal_comma = bool(len(several)) and bool(several.any())
    if decimal_comma:
        return series.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
    return series.str.replace(",", "", regex=False)


def clock_of(unique: list[str]) -> "np.ndarray[Any, np.dtype[np.float64]] | None":
    """Times of day and durations in seconds, or None where the texts are others."""
    found = [_CLOCK.fullmatch(value.strip()) for value in unique]
    if not found or sum(match is not None for match in found) < 0.9 * len(found):
        return None
    return np.array([np.nan if match is None else _seconds(match) for match in found])


def _seconds(match: "re.Match[str]") -> float:
    hour = float(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return hour * 3600 + float(match["minute"]) * 60 + float((match["second"] or "0").replace(",", "."))
