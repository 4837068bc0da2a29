"""A stranger's names and values as text that can be shown: in one line, without hidden marks, no two alike."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

_MAX_NAME = 80
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def clean(name: object) -> str:
    """A stranger's name in one line, without control and bidirectional marks, and not too long."""
    text = " ".join(_CONTROL.sub(" ", _MARKS.sub("", str(name))).split())
    return text if len(text) <= _MAX_NAME else text[: _MAX_NAME - 1] + "…"


def numbered(names: Sequence[str]) -> list[str]:
    """The names with " (2)", " (3)", ... behind those that were there before."""
    seen: Counter[str] = Counter()
    taken = set(names)
    result = []
    for name in names:
        seen[name] += 1
        unique = name
        while seen[name] > 1 and (unique := f"{name} ({seen[name]})") in taken:
            seen[name] += 1
        taken.add(unique)
        result.append(unique)
    return result


def shown(value: object) -> str:
    """A value as text: whole numbers without a decimal point, a date without a time where that is midnight."""
    if isinstance(value, float | np.floating):
        number = float(value)
        return f"{number:.0f}" if number.is_integer() and abs(number) < 1e15 else f"{number:.10g}"
    if isinstance(value, pd.Timestamp | np.datetime64):
        moment = pd.Timestamp(value)
        return moment.strftime("%Y-%m-%d" if moment == moment.normalize() else "%Y-%m-%d %H:%M:%S")
    return str(value)
