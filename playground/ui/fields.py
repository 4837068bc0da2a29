"""From the declaration of a field to its control: bounds, default, words and steps come from the spec."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from pydantic.fields import FieldInfo

from playground.spec import N_
from playground.spec.data import BLANKS_LABELS, SCALING_LABELS
from playground.spec.errors import InvalidExperiment
from playground.spec.kinds import Kind, Value, bounds, choices
from playground.spec.numbers import minus, read
from playground.spec.objectives import LABELS
from playground.ui import session
from playground.ui.words import _

Report = Callable[[str, Any], None]
"""Receives the field's name and its new value."""

_CHOICES: Mapping[str, str] = {**LABELS, **SCALING_LABELS, **BLANKS_LABELS}
_ROUND = (1, 1.5, 2, 3, 4, 6, 8)
_FIELD_WIDTH = 76
"""Pixels: six digits."""
_LONGEST = 40
"""Characters of a number."""


def controls(value: Value, key: str, report: Report, *, more: bool, skip: tuple[str, ...] = ()) -> None:
    """Draw a control for each field of a value.

    Args:
        value: a kind or a part of the experiment.
        key: a prefix that is unique on the page.
        report: called with a field's name and new value when the learner changes it.
        more: draw the fields that wait under "More", or the others.
        skip: fields that are drawn elsewhere.
    """
    fields = value.parameters() if isinstance(value, Kind) else type(value).model_fields
    for name, info in fields.items():
        if name not in skip and _is_simple(info) and _extra(info)["more"] == more:
            _control(name, info, getattr(value, name), f"{key}-{name}", report)


def has_more(value: Value, skip: tuple[str, ...] = ()) -> bool:
    """Whether any field waits under "More"."""
    fields = value.parameters() if isinstance(value, Kind) else type(value).model_fields
    return any(_is_simple(info) and _extra(info)["more"] for name, info in fields.items() if name not in skip)


def _extra(info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _is_simple(info: FieldInfo) -> bool:
    simple = info.annotation in (int, float, bool) or bool(choices(info))
    return simple and "label" in _extra(info)


def _control(name: str, info: FieldInfo, value: Any, key: str, report: Report) -> None:
    extra = _extra(info)
    label, hint = _(extra["label"]), _(extra["help"]) if extra["help"] else None

    changed = session.unless_stale(lambda: report(name, st.session_state[key]))

    if info.annotation is bool:
        st.toggle(label, value=value, key=key, on_change=changed, help=hint)
    elif names := choices(info):
        st.selectbox(
            label,
            options=names,
            index=names.index(value),
            format_func=lambda choice: _(_CHOICES.get(choice, choice)),
            key=key,
            on_change=changed,
            help=hint,
        )
    elif "seed" in name:
        _typed(info, label, value, key, lambda found: report(name, found), help=hint)
    else:
        _slider_with_field(info, label, value, key, lambda found: report(name, found), hint)


def _slider_with_field(
    info: FieldInfo, label: str, value: float, key: str, report: Callable[[float], None], hint: str | None
) -> None:
    """The slider is for the hand; beside it any number between the bounds can be typed. Each follows the other."""
    typed_key = f"{key}-typed"

    def slid() -> None:
        st.session_state[typed_key] = plain(st.session_state[key])
        report(st.session_state[key])

    def took(found: float) -> None:
        st.session_state[key] = found
        report(found)

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        options = steps(info, value)
        changed = session.unless_stale(slid)
        st.select_slider(label, options, value, format_func=number, key=key, on_change=changed, help=hint)
        _typed(info, label, value, typed_key, took, label_visibility="collapsed", width=_FIELD_WIDTH)


def _typed(
    info: FieldInfo, label: str, value: float, key: str, report: Callable[[float], None], **options: Any
) -> None:
    """A field for a number; what is none is explained, and the number that stood there comes back."""

    def changed() -> None:
        try:
            found = typed(info, label, str(st.session_state[key]))
        except InvalidExperiment as problem:
            st.session_state[key] = plain(value)
            session.say_why(problem)
        else:
            st.session_state[key] = plain(found)
            report(found)

    st.text_input(label, plain(value), key=key, on_change=session.unless_stale(changed), max_chars=_LONGEST, **options)


def typed(info: FieldInfo, label: str, text: str) -> float:
    """The number that was typed for a field: an int where the field holds one.

    Raises:
        InvalidExperiment: it is no number, no whole one, or outside of the bounds.
    """
    is_whole, limit = info.annotation is int, bounds(info)
    found = read(text, whole=is_whole)
    if found is None or (is_whole and found != int(found)) or not limit["ge"] <= found <= limit["le"]:
        raise InvalidExperiment(
            N_("{name}: “{got}” does not fit. Type a whole number from {low} to {high}.")
            if is_whole
            else N_("{name}: “{got}” does not fit. Type a number from {low} to {high}, such as {example}."),
            name=label, got=text[:_LONGEST], low=number(limit["ge"]), high=number(limit["le"]),
            example=number(_example(info)),
        )  # fmt: skip
    return int(found) if is_whole else found


def _example(info: FieldInfo) -> float:
    """A number with a point, to show how one is written: the declared default may be any."""
    limit = bounds(info)
    between = (limit["ge"] + limit["le"]) / 2
    return next((each for each in (0.05, 0.5, 1.5) if limit["ge"] <= each <= limit["le"]), between)


def plain(value: float) -> str:
    """A number as one would type it: no separators, the hyphen for a minus."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def steps(info: FieldInfo, current: float) -> list[float]:
    """The stops of a slider, from bound to bound, with the current value among them."""
    limit = bounds(info)
    low, high = limit["ge"], limit["le"]
    if info.annotation is int:
        return sorted({*_whole_steps(low, high, limit.get("multiple_of", 1)), int(current)})
    return sorted({float(low), *_even_or_round_steps(info, low, high), float(high), float(current)})


def _even_or_round_steps(info: FieldInfo, low: float, high: float) -> list[float]:
    if _extra(info)["logarithmic"]:
        stops = [float(f"{factor}e{power}") for power in range(-10, 4) for factor in (1, 3)]
    else:
        step = 0.05 if high <= 1 else 0.5
        stops = [round(index * step, 6) for index in range(int(high / step) + 2)]
    return [stop for stop in stops if low <= stop <= high]


def _whole_steps(low: int, high: int, multiple: int) -> list[int]:
    if high - low <= 20 * multiple:
        return list(range(low, high + 1, multiple))
    stops = list(range(low, min(high, 16) + 1, multiple))
    scale = 10
    while scale <= high:
        stops += [round(scale * factor) for factor in _ROUND]
        scale *= 10
    stops += [2**power for power in range(4, 13)] + [high]
    return [stop for stop in sorted(set(stops)) if low <= stop <= high and stop % multiple == 0]


def number(value: float) -> str:
    """A number on a slider: whole numbers with separators, small ones without a tail of digits."""
    return minus(f"{value:,}" if isinstance(value, int) else f"{value:.6g}")
