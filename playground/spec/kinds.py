"""Kinds: the entries of a registry (a layer, an optimizer, a dataset), each a frozen Pydantic model."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Generic,
    Literal,
    NoReturn,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, SerializeAsAny, ValidationError, WithJsonSchema
from pydantic.config import JsonDict
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from playground.spec.errors import N_, InvalidExperiment, Term


class Value(BaseModel):
    """A frozen part of an experiment; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def replace(self, **changes: Any) -> Self:
        """The same value with some fields changed, checked again.

        Raises:
            pydantic.ValidationError: a change is out of bounds.
        """
        return type(self).model_validate({name: getattr(self, name) for name in type(self).model_fields} | changes)


def label_of(info: FieldInfo) -> str | None:
    """The English label of a declared field, or None."""
    extra = info.json_schema_extra
    return str(extra["label"]) if isinstance(extra, dict) and "label" in extra else None


def field(
    default: Any,
    label: str,
    *,
    help: str = "",
    more: bool = False,
    logarithmic: bool = False,
    **bounds: Any,
) -> Any:
    """Declare a field once: its default, its bounds, its words and how the page offers it.

    Args:
        default: the value a new experiment starts with.
        label: the English label, also the key in the catalogues.
        help: one sentence for the tooltip, in the catalogues too.
        more: the control waits under "More".
        logarithmic: the control offers 1, 3, 10, ... steps instead of even ones.
        bounds: Pydantic's ``ge``, ``le``, ``multiple_of``, ...
    """
    extra: JsonDict = {"label": label, "help": help, "more": more, "logarithmic": logarithmic}
    return Field(default=default, json_schema_extra=extra, **bounds)


def bounds(info: FieldInfo) -> dict[str, Any]:
    """The declared bounds of a field, such as ``{"ge": 1, "le": 1024}``."""
    found: dict[str, Any] = {}
    for item in info.metadata:
        for name in ("ge", "gt", "le", "lt", "multiple_of"):
            if getattr(item, name, None) is not None:
                found[name] = getattr(item, name)
    return found


@dataclass(frozen=True)
class OneOf:
    """In the annotation of a text: it is the name of an entry, also of one registered later, or a word more."""

    entries: "Entries[Any]"
    also: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """What the field may hold, as a control offers it."""
        return (*self.also, *self.entries.names())

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._checked)

    def _checked(self, value: object) -> str:
        if isinstance(value, str) and (value in self.entries or value in self.also):
            return value
        raise PydanticKnownError("literal_error", {"expected": ", ".join(self.names())})


def choices(info: FieldInfo) -> tuple[str, ...]:
    """The names that a field may hold; none where it holds no name."""
    named = (item.names() for item in info.metadata if isinstance(item, OneOf))
    return next(named, None) or _literals(info.annotation)


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return tuple(name for part in get_args(annotation) for name in _literals(part))
    return ()


class Kind(Value):
    """One entry of a registry. Subclasses declare ``kind: Literal["Name"] = "Name"`` and their fields."""

    kind: str
    label: ClassVar[str]
    summary: ClassVar[str] = ""

    @classmethod
    def name(cls) -> str:
        """The name in links and files; for layers and optimizers it is Keras's class name."""
        return str(cls.model_fields["kind"].default)

    @classmethod
    def parameters(cls) -> dict[str, FieldInfo]:
        """The fields that a learner can set by a control, in the order of their declaration: those with a label."""
        return {name: info for name, info in cls.model_fields.items() if name != "kind" and label_of(info)}


class WrongField(ValueError):  # noqa: N818
    """A field of a kind that is held by another value is wrong.

    Pydantic would merge the error into that of the holder, and which kind it was would be lost.
    """

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self.error = error


E = TypeVar("E")
K = TypeVar("K", bound=Kind)


class Entries(Generic[E]):
    """The entries of one sort, by name, in the order of their registration."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._entries: dict[str, E] = {}

    def add(self, name: str, entry: E) -> None:
        """Add an entry at the end.

        Raises:
            ValueError: there is one of that name.
        """
        if name in self._entries:
            raise ValueError(f"two kinds of {self.noun} are called {name!r}")
        self._entries[name] = entry

    def withdraw(self, name: str) -> None:
        """Take an entry away again: for what registers one only for a while."""
        del self._entries[name]

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Every registered name, in the order of registration."""
        return list(self._entries)

    def __getitem__(self, name: str) -> E:
        found = self._entries.get(name)
        return self._unknown(name) if found is None else found

    def _unknown(self, name: str) -> NoReturn:
        close = get_close_matches(name, self._entries, n=1)
        if not close:
            raise InvalidExperiment(
                N_("There is no {noun} called “{name}”. Choose one of: {known}."),
                noun=Term(self.noun),
                name=name[:80],
                known=self.names(),
            )
        raise InvalidExperiment(
            N_("There is no {noun} called “{name}”. Did you mean {suggestion}? Known: {known}."),
            noun=Term(self.noun),
            name=name[:80],
            suggestion=close[0],
            known=self.names(),
        )


class Registry(Entries[type[K]]):
    """The kinds of one sort: classes, of which an experiment holds instances."""

    def register(self, kind: type[K]) -> type[K]:
        """Add a kind; used as a class decorator."""
        self.add(kind.name(), kind)
        return kind

    def validate(self, value: object) -> K:
        """A kind from itself, from ``{"kind": name, ...}`` or from a name.

        Raises:
            InvalidExperiment: the name is not known.
            pydantic.ValidationError: a field is out of bounds.
        """
        if isinstance(value, Kind):
            return self[value.name()].model_validate(value)
        if isinstance(value, str):
            return self[value]()  # type: ignore[call-arg]
        if isinstance(value, dict) and isinstance(value.get("kind"), str):
            return self[value["kind"]].model_validate(value)
        raise InvalidExperiment(
            N_("A {noun} needs a “kind”. Choose one of: {known}."), noun=Term(self.noun), known=self.names()
        )

    def _held(self, value: object) -> K:
        """As ``validate``, for a field that holds a kind."""
        try:
            return self.validate(value)
        except ValidationError as error:
            raise WrongField(error) from error

    def annotation(self, base: type[K]) -> Any:
        """The type for a field that holds any registered kind, also one registered later."""
        held: Any = SerializeAsAny[base]  # type: ignore[misc,valid-type]
        return Annotated[held, PlainValidator(self._held), WithJsonSchema({"type": "object"})]
