"""Which formats there are. What reads one is imported when such a file has come: the web process comes by here too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any


def _never(_: object) -> bool:
    return False


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    name: str
    label: str
    """For people; a word of the catalogues."""
    endings: tuple[str, ...]
    """Of its files' names, in small letters and without the dot."""
    family: str
    """The package beside this module that understands it."""
    reader: str = ""
    """The function of the family that reads it, ``module:function``; what it takes and gives is the family's own."""
    also: tuple[str, ...] = ()
    """Families besides its own by whose forms it can be prepared."""
    begins: Callable[[bytes], bool] = _never
    """Whether a file that begins with these bytes is of this format."""
    packs: Callable[[Sequence[str]], bool] = _never
    """Whether a zip that holds files of these names is of this format."""

    def read(self, *asked: Any) -> Any:
        """What the reader gives."""
        module, _, function = self.reader.partition(":")
        return getattr(import_module(f"{__package__}.{self.family}.{module}"), function)(*asked)


FORMATS: dict[str, Format] = {}
"""By name."""


def register(*formats: Format) -> None:
    """Have files of these formats recognised and read; packages beside this module do so when they are imported."""
    FORMATS.update({kind.name: kind for kind in formats})
