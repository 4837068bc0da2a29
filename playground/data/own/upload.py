"""A file that has come in: where it lies, and what it was recognised as."""

from dataclasses import dataclass
from pathlib import Path

from playground.data.own import store
from playground.data.own.formats import title
from playground.data.own.registry import Format


@dataclass(frozen=True)
class Upload:
    """One upload in the store."""

    home: Path
    """Its own folder; what is remembered of it may be written there."""
    name: str
    """As the learner's computer calls the file."""
    format: Format

    @property
    def path(self) -> Path:
        """The file."""
        return self.home / store.FILE

    @property
    def title(self) -> str:
        """The name without folders and ending."""
        return title(self.name)
