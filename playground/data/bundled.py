"""The tables that scikit-learn brings along, read without importing it: that import takes a second in every worker."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.spec.errors import N_, DataUnavailable


def numbers(file: str, *, separator: str | None = ",", titles: int = 0) -> NDArray[np.float64]:
    """The numbers of one of scikit-learn's own files, ``(rows, columns)`` or ``(rows,)``.

    Args:
        file: its name in ``sklearn/datasets/data``; compressed where it ends with ``.gz``.
        separator: between two numbers; None for spaces.
        titles: how many lines at the top are no rows.

    Raises:
        DataUnavailable: scikit-learn is not installed, or no longer brings the file.
    """
    found = find_spec("sklearn")
    if found is None or found.origin is None:
        raise _missing(file)
    path = Path(found.origin).parent / "datasets" / "data" / file
    if not path.is_file():
        raise _missing(file)
    return np.loadtxt(path, delimiter=separator, skiprows=titles)


def _missing(file: str) -> DataUnavailable:
    return DataUnavailable(
        N_("The file {file} of scikit-learn is not here. Install the packages of requirements.txt again."), file=file
    )
