"""Pydantic's findings in our own sentences: where, what was got, what is allowed, what to do."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from playground.spec.errors import N_, NP_, Explained, InvalidExperiment, Term
from playground.spec.kinds import Kind, Value, WrongField, bounds, choices, label_of
from playground.spec.numbers import minus

LONGEST_SHOWN = 60
"""Characters of a stranger's value that a sentence repeats."""

SECTIONS = {
    "data": N_("Data"),
    "dataset": N_("Dataset"),
    "network": N_("Network"),
    "output": N_("Output"),
    "training": N_("Training"),
}
"""Words for the fields that hold other values and have no label of their own."""


class Finding(NamedTuple):
    """One problem: Pydantic's type of it, the value, the place in words, and how the field is declared."""

    error: str
    got: Any
    name: str
    where: tuple[Term | Explained | str, ...]
    owner: type[Value] | None
    field: FieldInfo | None
    context: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """What every sentence may name."""
        return {"where": self.where or (Term(N_("Experiment")),), "got": shown(self.got)}


def explain(error: ValidationError) -> InvalidExperiment:
    """The first problem that Pydantic found, as a sentence with place, value and what is allowed."""
    finding = _find(error, ())
    cause = finding.context.get("error")
    if not isinstance(cause, InvalidExperiment):
        return _SENTENCES.get(finding.error, _other)(finding)
    if any(isinstance(place, Explained) for place in finding.where):  # which of the layers it is must be said
        return InvalidExperiment(N_("{where}: {problem}"), where=finding.where, problem=cause)
    return cause


def shown(value: object) -> Any:
    """A stranger's value, short enough for a sentence; what is not a plain value is only named."""
    if value is None:
        return Term(N_("nothing"))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"“{_cut(value)}”"
    if isinstance(value, int | float):
        # Turning a huge whole number into text is slow, and refused from 4,300 digits.
        return (
            _cut(repr(value)) if isinstance(value, float) or abs(value) < 10**LONGEST_SHOWN else Term(N_("too large"))
        )
    if isinstance(value, list | tuple | set):
        return Term(N_("a list"))
    return Term(N_("a group of values"))


def _cut(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair could not be shown
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _find(error: ValidationError, outside: tuple[Term | Explained | str, ...]) -> Finding:
    """The innermost problem; ``outside`` are the words for the way to the value that was checked."""
    first: Any = error.errors(include_url=False)[0]
    context = dict(first.get("ctx", {}))
    path = tuple(first["loc"])
    owner, info, where = _walk(_model_called(error.title), path)
    held = context.get("error")
    if isinstance(held, WrongField):
        return _find(held.error, (*outside, *_with_kind(where, _model_called(held.error.title))))
    name = str(path[-1]) if path else ""
    return Finding(first["type"], first.get("input"), name, (*outside, *where), owner, info, context)


def _walk(
    model: type[Value] | None, path: tuple[str | int, ...]
) -> tuple[type[Value] | None, FieldInfo | None, tuple[Term | Explained | str, ...]]:
    """Follow a path through the declared fields: the last field's owner, the field, and words for the place.

    Sections are left out where something inside them has a name of its own.
    """
    where: tuple[Term | Explained | str, ...] = ()
    owner, info = model, None
    for part in path:
        if isinstance(part, int):
            if path[path.index(part) - 1] == "layers":
                where = (Explained(N_("Layer {number}"), number=part + 1),)
            continue
        owner, info = model, model.model_fields.get(part) if model else None
        word = label_of(info) if info else None
        where = (Term(word) if word else Term(SECTIONS[part]) if part in SECTIONS else _cut(part),)
        model = _value_type(info.annotation) if info else None
    return owner, info, where


def _value_type(annotation: Any) -> type[Value] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Value) else None


def _with_kind(
    where: tuple[Term | Explained | str, ...], kind: type[Value] | None
) -> tuple[Term | Explained | str, ...]:
    """``Layer 2`` becomes ``Layer 2 (Dense)``, as soon as it is known which kind it is."""
    if not where or kind is None or not issubclass(kind, Kind):
        return where
    place, label = where[-1], Term(kind.label)
    if isinstance(place, Explained):
        return (*where[:-1], Explained(N_("Layer {number} ({kind})"), kind=label, **place.values))
    return (*where[:-1], Explained(N_("{place} ({kind})"), place=place, kind=label))


def _model_called(title: str) -> type[Value] | None:
    return next((model for model in _values(Value) if model.__name__ == title), None)


def _values(model: type[Value]) -> Iterator[type[Value]]:
    for below in model.__subclasses__():
        yield below
        yield from _values(below)


def _bound(finding: Finding) -> InvalidExperiment:
    limit = bounds(finding.field) if finding.field else {}
    low, high = limit.get("ge", limit.get("gt")), limit.get("le", limit.get("lt"))
    if low is not None and high is not None:
        return InvalidExperiment(
            N_("{where} is {got}, but must be from {low} to {high}. Choose a number in that range."),
            low=_number(low), high=_number(high), **finding.values,
        )  # fmt: skip
    if low is not None:
        return InvalidExperiment(
            N_("{where} is {got}, but must be at least {low}. Choose a larger number."),
            low=_number(low), **finding.values,
        )  # fmt: skip
    return InvalidExperiment(
        N_("{where} is {got}, but must be at most {high}. Choose a smaller number."),
        high=_number(high if high is not None else next(iter(finding.context.values()), "?")), **finding.values,
    )  # fmt: skip


def _number(value: Any) -> str:
    if isinstance(value, float):
        return minus(f"{value:,.10f}".rstrip("0").rstrip("."))
    return minus(f"{value:,}") if isinstance(value, int) else str(value)


def _range(finding: Finding, plain: str, ranged: str) -> InvalidExperiment:
    """The sentence for a value that is no number, with the range where the field has one."""
    limit = bounds(finding.field) if finding.field else {}
    if {"ge", "le"} <= limit.keys():
        return InvalidExperiment(ranged, low=_number(limit["ge"]), high=_number(limit["le"]), **finding.values)
    return InvalidExperiment(plain, **finding.values)


def _whole(finding: Finding) -> InvalidExperiment:
    return _range(
        finding,
        N_("{where} is {got}, but must be a whole number. Enter one."),
        N_("{where} is {got}, but must be a whole number from {low} to {high}. Enter one."),
    )


def _decimal(finding: Finding) -> InvalidExperiment:
    return _range(
        finding,
        N_("{where} is {got}, but must be a number. Enter one."),
        N_("{where} is {got}, but must be a number from {low} to {high}. Enter one."),
    )


def _multiple(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(
        N_("{where} is {got}, but must be a multiple of {step}. Choose the nearest one."),
        step=_number(finding.context.get("multiple_of")), **finding.values,
    )  # fmt: skip


def _choice(finding: Finding) -> InvalidExperiment:
    allowed = _choices(finding.field) if finding.field else []
    close = get_close_matches(finding.got, allowed, n=1) if isinstance(finding.got, str) else []
    if close:
        return InvalidExperiment(
            N_("{where} is {got}. Did you mean {suggestion}? Choose one of: {allowed}."),
            suggestion=close[0], allowed=allowed, **finding.values,
        )  # fmt: skip
    return InvalidExperiment(
        N_("{where} is {got}, which is not known. Choose one of: {allowed}."), allowed=allowed, **finding.values
    )


def _choices(info: FieldInfo) -> list[str]:
    return list(choices(info)) or _inside(info.annotation)


def _inside(annotation: Any) -> list[str]:
    """The names that the members of a list may have."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for part in get_args(annotation) for choice in _inside(part)]


def _switch(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(N_("{where} is {got}, but must be true or false. Choose one."), **finding.values)


def _text(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(N_("{where} is {got}, but must be a text. Enter one."), **finding.values)


def _missing(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(N_("“{where}” is missing. Add it."), where=finding.where)


def _extra(finding: Finding) -> InvalidExperiment:
    known = list(finding.owner.model_fields) if finding.owner else []
    close = get_close_matches(finding.name, known, n=1)
    if close:
        return InvalidExperiment(
            N_("There is no setting called “{where}”. Did you mean {suggestion}? Known: {known}."),
            where=finding.where, suggestion=close[0], known=known,
        )  # fmt: skip
    return InvalidExperiment(
        N_("There is no setting called “{where}”. Remove it. Known: {known}."), where=finding.where, known=known
    )


def _too_long(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(
        N_("{where}: there are {count}, but at most {allowed} are allowed. Remove some."),
        where=finding.where, count=finding.context.get("actual_length") or len(finding.got),
        allowed=finding.context["max_length"],
    )  # fmt: skip


def _too_short(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(
        NP_(
            "{where}: there is {count}, but at least {allowed} are needed. Add some.",
            "{where}: there are {count}, but at least {allowed} are needed. Add some.",
        ),
        where=finding.where, count=finding.context["actual_length"], allowed=finding.context["min_length"],
    )  # fmt: skip


def _mapping(finding: Finding) -> InvalidExperiment:
    model = _value_type(finding.field.annotation) if finding.field else finding.owner
    known = list(model.model_fields) if model else []
    return InvalidExperiment(
        N_("{where} is {got}, but must be a group of named values ({known}). Write it as one."),
        known=known, **finding.values,
    )  # fmt: skip


def _sequence(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(N_("{where} is {got}, but must be a list. Write it as one."), **finding.values)


def _not_json(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(
        N_("This is not an experiment: the text is not complete JSON. Copy the whole file or link again.")
    )


def _other(finding: Finding) -> InvalidExperiment:
    return InvalidExperiment(N_("{where} cannot be {got}. Choose another value."), **finding.values)


_SENTENCES: dict[str, Callable[[Finding], InvalidExperiment]] = {
    **dict.fromkeys(("greater_than_equal", "greater_than", "less_than_equal", "less_than"), _bound),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), _whole),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _decimal),
    **dict.fromkeys(("bool_type", "bool_parsing"), _switch),
    **dict.fromkeys(("string_type",), _text),
    **dict.fromkeys(("literal_error", "enum"), _choice),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type"), _mapping),
    **dict.fromkeys(("tuple_type", "list_type"), _sequence),
    **dict.fromkeys(("string_unicode", "json_invalid", "json_type", "recursion_loop"), _not_json),
    "multiple_of": _multiple,
    "missing": _missing,
    "extra_forbidden": _extra,
    "too_long": _too_long,
    "too_short": _too_short,
}
"""Pydantic's error types, each with the function that says it; the others are said by ``_other``."""
