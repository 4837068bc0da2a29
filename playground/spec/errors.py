"""What is said to a learner when something does not work; not for bugs."""

from collections.abc import Callable, Mapping
from typing import Any


class Term(str):
    """A word or phrase that is in the catalogues and is translated where it is shown."""

    __slots__ = ()


class Plural(str):
    """A sentence that differs with a number: as text it is that for many, and ``one`` is that for one.

    ``counted`` names the value that decides. The sentence need not hold it, where the number is written otherwise.
    """

    __slots__ = ("counted", "one")
    one: str
    counted: str

    def __new__(cls, one: str, many: str, counted: str = "count") -> "Plural":
        plural = super().__new__(cls, many)
        plural.one, plural.counted = one, counted
        return plural

    def __getnewargs__(self) -> tuple[str, str, str]:  # type: ignore[override]
        return self.one, str(self), self.counted


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


def NP_(one: str, many: str, counted: str = "count") -> Plural:
    """Mark a sentence with a number for the catalogues: as it is for one, and for many."""
    return Plural(one, many, counted)


def in_english(message: str, values: Mapping[str, Any]) -> str:
    """The sentence itself, in the form that its number asks for."""
    return message.one if isinstance(message, Plural) and number_of(message, values) == 1 else str(message)


def number_of(message: Plural, values: Mapping[str, Any]) -> float:
    """The number that decides the form of a sentence; it may be written out already, with its commas."""
    return float(str(values[message.counted]).replace(",", ""))


def _revive(kind: "type[Explained]", arguments: tuple[Any, ...]) -> "Explained":
    return kind.__new__(kind, *arguments)


class Explained(Exception):  # noqa: N818  (it is an explanation first, an exception second)
    """A problem that is explained to the learner: where, what was got, what is allowed, what to do.

    Args:
        template: the English sentence(s) with ``{named}`` values; it is also the key in the catalogues. A ``Plural``
            where it differs with one of the values.
        values: what fills the template. A ``Term`` and another ``Explained`` are translated as well, a list or
            tuple is said with commas, everything else is shown as it is.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The whole text, with the template and every ``Term`` in it sent through ``translate``."""
        said = {name: _said(value, translate) for name, value in self.values.items()}
        return translate(in_english(self.template, self.values)).format(**said)

    def __str__(self) -> str:
        return self.say()

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled as a call with its args, which does not fit keyword values nor subclasses.
        return _revive, (type(self), self.args), self.__dict__

    def pack(self) -> dict[str, Any]:
        """The explanation as plain JSON values, for a wire; ``unpack`` brings it back."""
        values = {name: packed(value) for name, value in self.values.items()}
        if isinstance(self.template, Plural):
            forms = {"one": self.template.one, "many": str(self.template), "counted": self.template.counted}
            return {"plural": forms, "values": values}
        return {"template": self.template, "values": values}

    @staticmethod
    def unpack(packed: dict[str, Any]) -> "Explained":
        """The explanation that ``pack`` made, as a plain ``Explained``."""
        template = Plural(**packed["plural"]) if "plural" in packed else packed["template"]
        return Explained(template, **{name: _unpacked(value) for name, value in packed["values"].items()})


def _said(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Term):
        return translate(str(value))
    if isinstance(value, Explained):
        return value.say(translate)
    if isinstance(value, list | tuple):
        return translate(N_(", ")).join(str(_said(item, translate)) for item in value)
    return value


def packed(value: object) -> object:
    """A value of a sentence for a wire: a ``Term`` is marked as one, so that a stranger's text is never translated."""
    if isinstance(value, Term):
        return {"term": str(value)}
    if isinstance(value, Explained):
        return value.pack()
    if isinstance(value, list | tuple):
        return [packed(item) for item in value]
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return Term(value["term"]) if "term" in value else Explained.unpack(value)
    return [_unpacked(item) for item in value] if isinstance(value, list) else value


class InvalidExperiment(Explained, ValueError):  # noqa: N818
    """The experiment asks for something that cannot be built or is out of bounds."""


class DataUnavailable(Explained):
    """A dataset could not be read, downloaded or stored."""
