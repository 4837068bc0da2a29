"""Gives each column of a table its type: numbers, dates, categories, text. Numbers and dates may come as text."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.forms import Column, ColumnKind
from playground.data.own.limits import Limits
from playground.data.own.names import clean, shown
from playground.data.own.tables.dates import dates_of
from playground.data.own.tables.numbers import clock_of, is_blank_word, looks_like_number, numbers_of
from playground.data.own.tables.raw import Raw
from playground.spec.errors import N_, NP_, Explained

_MOSTLY = 0.9
"""The share of a text column that must be numbers (or dates) for the rest to be taken for slips."""
_CODE = re.compile(r"\d{3,}")
_TICKS = frozenset(["x", "✓", "✔", "√", "✗", "yes", "ja", "是"])
_SENTINELS = (-999, -9999, -99, -200, -99999, -999.9, -999.25, 9999, 99999, 999)
"""Numbers that measuring programs write where there is no value."""
_FEW_SPELLINGS = 8


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
        values = convert(raw.frame[index], name, notes, raw.decimal)
        series[index] = values
        columns.append(describe(values, name, limits))
    return Table(pd.DataFrame(series, index=raw.frame.index), tuple(columns), notes, raw.choices, raw.choice)


def convert(values: "pd.Series[Any]", name: str, notes: list[Explained], decimal: str = "") -> "pd.Series[Any]":
    """A column as float64, datetime64 or text, with a note where something had to be guessed."""
    if values.dtype.kind == "b":
        return values.astype("str")
    if values.dtype.kind in "iuf":
        return _without_sentinels(_finite(values.astype(np.float64), name, notes), name, notes)
    if values.dtype.kind == "M":
        return values
    if values.isna().all():
        return values.astype(np.float64)
    text = values.astype("str")
    for attempt in (_ticks, _codes, _dates, _clock):
        found = attempt(text, name, notes)
        if found is not None:
            return found
    numbers = _numbers(text, name, notes, decimal)
    return _one_spelling(text, name, notes) if numbers is None else _without_sentinels(numbers, name, notes)


def _ticks(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any] | None":
    """Boxes that are ticked or left empty, as 1 and 0."""
    filled = text.dropna().str.strip().str.casefold()
    words = set(filled.unique())
    if len(words) != 1 or not words <= _TICKS or len(filled) == len(text):
        return None
    note = N_("Column “{name}” holds “{example}” or nothing: read as 1 and 0.")
    notes.append(Explained(note, name=name, example=clean(text.dropna().iloc[0])))
    return text.notna().astype(np.float64)


def _codes(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any] | None":
    """Digits of one length with zeros in front, which are codes: text as it is, zeros kept."""
    unique = [value.strip() for value in text.dropna().unique()]
    same = len({len(value) for value in unique}) == 1
    first = next((value for value in unique if value.startswith("0")), None)
    if first is None or not same or not all(_CODE.fullmatch(value) for value in unique):
        return None
    note = N_("Column “{name}” holds codes with zeros in front, such as “{example}”: kept as text, not as numbers.")
    notes.append(Explained(note, name=name, example=first))
    return text.str.strip()


def _clock(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any] | None":
    """Times of day or durations as seconds."""
    unique = list(text.dropna().unique())
    seconds = clock_of(unique)
    if seconds is None:
        return None
    note = N_("Column “{name}” holds times, such as “{example}”: read as {number} seconds.")
    notes.append(Explained(note, name=name, example=clean(unique[0])[:40], number=shown(seconds[0])))
    return pd.Series(text.map(pd.Series(seconds, index=unique)).to_numpy(np.float64), index=text.index)


def _one_spelling(text: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any]":
    """Words without spaces around them, and one spelling where only case differs: the most frequent."""
    counts = text.value_counts()
    tidy = {value: " ".join(str(value).split()) for value in counts.index}
    spelling: dict[str, str] = {}
    if len(counts) <= max(_FEW_SPELLINGS, len(text) / 2):
        short = any(len(value) == 1 for value in tidy.values()) and len(counts) > _FEW_SPELLINGS
        totals: dict[str, int] = {}
        for value, count in counts.items():
            totals[tidy[value]] = totals.get(tidy[value], 0) + int(count)
        for word in sorted(totals, key=lambda word: -totals[word]):
            spelling.setdefault(word if short and len(word) == 1 else word.casefold(), word)
    found = {value: spelling.get(word.casefold(), word) if len(word) > 1 or word not in spelling else word
             for value, word in tidy.items()}  # fmt: skip
    if len(set(found.values())) < len(counts):
        example = next(value for value, word in found.items() if value != word)
        note = N_(
            "Column “{name}”: values that differ in spaces or capitals alone count as one, such as “{example}” and "
            "“{word}”."
        )
        notes.append(Explained(note, name=name, example=str(example), word=found[example]))
    result: pd.Series[Any] = text.map(found, na_action="ignore").replace("", np.nan).astype("str")
    return result


def _without_sentinels(values: "pd.Series[Any]", name: str, notes: list[Explained]) -> "pd.Series[Any]":
    """A number that stands for no value, such as -999, as a blank: it is far away from all others."""
    for sentinel in _SENTINELS:
        here = (values == sentinel).to_numpy()
        others = values[~here].dropna()
        if here.sum() < 2 or len(others) < 2 or others.nunique() < 3:
            continue
        low, high = others.min(), others.max()
        if sentinel < low - max(high - low, 10) or sentinel > high + 2 * max(high - low, 10):
            note = N_(
                "Column “{name}”: {value} stands {count} times far away from all other values, and counts as a blank."
            )
            notes.append(Explained(note, name=name, value=shown(float(sentinel)), count=f"{int(here.sum()):,}"))
            return values.mask(here)
    return values


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
    words = _blank_words(text)
    found = dates_of(text.mask(text.isin(words)) if words else text, name, notes, _MOSTLY)
    if found is not None:
        _note_words(words, name, notes)
        _note_slips(
            text.mask(text.isin(words)),
            found,
            name,
            notes,
            NP_(
                "Column “{name}”: {count} value is no date: “{example}”; it counts as a blank.",
                "Column “{name}”: {count} values are no dates, such as “{example}”; they count as blanks.",
            ),
        )
    return found


def _numbers(text: "pd.Series[Any]", name: str, notes: list[Explained], decimal: str) -> "pd.Series[Any] | None":
    """A text column of numbers as float64, or None."""
    words = _blank_words(text)
    filled = text.mask(text.isin(words)) if words else text
    unique = list(filled.dropna().unique())
    if not unique or sum(map(looks_like_number, unique[:500])) < _MOSTLY / 2 * len(unique[:500]):
        return None
    numbers = numbers_of(unique, decimal)
    found = pd.Series(filled.map(pd.Series(numbers, index=unique)).to_numpy(np.float64), index=text.index)
    if found.notna().sum() < max(_MOSTLY * filled.notna().sum(), _MOSTLY / 1.5 * text.notna().sum()):
        return None
    _note_words(words, name, notes)
    _note_slips(
        filled,
        found,
        name,
        notes,
        NP_(
            "Column “{name}”: {count} value is no number: “{example}”; it counts as a blank.",
            "Column “{name}”: {count} values are no numbers, such as “{example}”; they count as blanks.",
        ),
    )
    telling = (pair for pair in zip(unique, numbers, strict=True) if pair[1] == pair[1] and shown(pair[1]) != pair[0])
    for example, number in islice((pair for pair in telling if not _same(*pair)), 1):
        note = N_("Column “{name}” holds numbers written as text, such as “{example}”: read as {number}.")
        notes.append(Explained(note, name=name, example=clean(example)[:40], number=shown(number)))
    return _finite(found, name, notes)


def _same(text: str, number: float) -> bool:
    """Whether any reader would see the number that was read."""
    try:
        return text.isascii() and float(text) == number
    except ValueError:
        return False


def _blank_words(text: "pd.Series[Any]") -> list[str]:
    """Words that stand for a blank among numbers or dates."""
    return [value for value in text.dropna().unique() if is_blank_word(value)]


def _note_words(words: list[str], name: str, notes: list[Explained]) -> None:
    if words:
        named = [f"“{clean(word)[:40]}”" for word in words[:5]]
        notes.append(Explained(N_("Column “{name}”: taken as blanks: {words}."), name=name, words=named))


def _note_slips(
    text: "pd.Series[Any]", found: "pd.Series[Any]", name: str, notes: list[Explained], template: str
) -> None:
    slips = text[text.notna() & found.isna()]
    if len(slips):
        notes.append(Explained(template, name=name, count=f"{len(slips):,}", example=clean(slips.iloc[0])[:40]))
