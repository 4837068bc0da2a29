"""What tables that come with names have in common: so many rows, named columns, named classes."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from playground.data.download import reading
from playground.spec.data import Dataset, Scaling
from playground.spec.errors import N_, Term
from playground.spec.layers.base import Shape

if TYPE_CHECKING:
    import pandas as pd


class TableSet(Dataset):
    """A table of numbers. A subclass names its columns, its classes (none for regression) and how many rows it has."""

    group: ClassVar[str] = N_("Tables")
    default_scaling: ClassVar[Scaling] = "standard"
    columns: ClassVar[tuple[str, ...]]
    classes: ClassVar[tuple[str, ...]] = ()
    num_rows: ClassVar[int]

    @property
    def sample_shape(self) -> Shape:
        return (len(self.columns),)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple(Term(name) for name in self.classes)

    @property
    def feature_names(self) -> tuple[str, ...]:
        return tuple(Term(name) for name in self.columns)

    @property
    def size(self) -> int:
        return self.num_rows


def read_csv(path: Path) -> "pd.DataFrame":
    """The table in a file whose hash is known to be right.

    Raises:
        DataUnavailable: the file cannot be read.
    """
    import pandas as pd  # an import of half a second that few processes need

    with reading(path):
        return pd.read_csv(path)
