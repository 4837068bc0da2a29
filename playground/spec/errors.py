"""What is said to a learner when something does not work; not for bugs."""

from collections.abc import Callable
from typing import Any


class Term(str):
    """A word or phrase that is in the catalogues and is translated where it is shown."""

    __slots__ = ()


def N_(message: str) -> str:
    """Mark a message for the catalogues without translating it here."""
    return message


def _as_written(message: str) -> str:
    return message


def _revive(kind: "type[Explained]", arguments: tuple[Any, ...]) -> "Explained":
    return kind.__new__(kind, *arguments)


class Explained(Exception):  # noqa: N818  (it is an explanation first, an exception second)
    """A problem that is explained to the learner: where, what was got, what is allowed, what to do.

    Args:
        template: the English sentence(s) with ``{named}`` values; it is also the key in the catalogues.
        values: what fills the template. A ``Term`` and another ``Explained`` are translated as well, a list or
            tuple is said with commas, everything else is shown as it is.
    """

    def __init__(self, template: str, /, **values: Any) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def say(self, translate: Callable[[str], str] = _as_written) -> str:
        """The whole text, with the template and every ``Term`` in it sent through ``translate``."""
        return translate(self.template).format(**{name: _said(value, translate) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.say()

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled as a call with its args, which does not fit keyword values nor subclasses.
        return _revive, (type(self), self.args), self.__dict__

    def pack(self) -> dict[str, Any]:
        """The explanation as plain JSON values, for a wire; ``unpack`` brings it back."""
        return {"template": self.template, "values": {name: _packed(value) for name, value in self.values.items()}}

    @staticmethod
    def unpack(packed: dict[str, Any]) -> "Explained":
        """The explanation that ``pack`` made, as a plain ``Explained``."""
        return Explained(packed["template"], **{name: _unpacked(value) for name, value in packed["values"].items()})


def _said(value: object, translate: Callable[[str], str]) -> object:
    if isinstance(value, Term):
        return translate(str(value))
    if isinstance(value, Explained):
        return value.say(translate)
    if isinstance(value, list | tuple):
        return translate(N_(", ")).join(str(_said(item, translate)) for item in value)
    return value


def _packed(value: object) -> object:
    if isinstance(value, Term):
        return {"term": str(value)}
    if isinstance(value, Explained):
        return value.pack()
    if isinstance(value, list | tuple):
        return [_packed(item) for item in value]
    return value if value is None or isinstance(value, int | float | str) else str(value)


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return Term(value["term"]) if "term" in value else Explained.unpack(value)
    return [_unpacked(item) for item in value] if isinstance(value, list) else value


class InvalidExperiment(Explained, ValueError):  # noqa: N818
    """The experiment asks for something that cannot be built or is out of bounds."""


class DataUnavailable(Explained):
    """A dataset could not be read, downloaded or stored."""
