"""Opens HDF5 files. No link out of the file is followed; sizes are checked before loading."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.own.arrays.array import MAX_ARRAYS, Array, check_size, reading
from playground.data.own.limits import Limits
from playground.data.own.names import clean
from playground.spec.errors import N_, DataUnavailable, Explained


@contextmanager
def hdf5(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    """The data sets of a file, with a note on those that lie elsewhere."""
    import h5py

    try:
        file = h5py.File(path, "r")
    except (OSError, ValueError) as error:
        raise DataUnavailable(
            N_("The HDF5 file is damaged or not complete. Write it again, or upload it once more.")
        ) from error
    with file:
        walk = _Walk(limits)
        with reading():
            walk.begin(file)
        notes = []
        if walk.passed:
            notes.append(
                Explained(
                    N_(
                        "Links and data that lie in other places or files are not followed: {names}. Copy the data "
                        "themselves into the file."
                    ),
                    names=walk.passed[:5],
                )
            )
        if walk.passed and not walk.found:
            raise DataUnavailable(
                N_(
                    "The HDF5 file holds only links to other places or files, which are not followed: {names}. Copy "
                    "the data themselves into the file."
                ),
                names=walk.passed[:5],
            )
        yield walk.found, notes


class _Walk:
    """All data sets of an HDF5 file, each once, by hard links only."""

    def __init__(self, limits: Limits) -> None:
        self.found: list[Array] = []
        self.passed: list[str] = []
        self._limits = limits
        self._seen: set[Any] = set()

    def begin(self, file: Any) -> None:
        """Go through the whole file."""
        import h5py

        about = h5py.h5o.get_info(file.id)
        self._seen.add((about.fileno, about.addr))
        self.through(file, "")

    def through(self, group: Any, path: str, depth: int = 0) -> None:
        """Go through a group and the groups in it."""
        import h5py

        for key in group:
            if len(self.found) >= MAX_ARRAYS or depth > 20:
                return
            name = f"{path}/{key}" if path else str(key)
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                self.passed.append(clean(name))
                continue
            item = group[key]
            about = h5py.h5o.get_info(item.id)
            if (about.fileno, about.addr) in self._seen:
                continue
            self._seen.add((about.fileno, about.addr))
            if isinstance(item, h5py.Group):
                self.through(item, name, depth + 1)
            elif isinstance(item, h5py.Dataset):
                self._take(item, name)

    def _take(self, item: Any, name: str) -> None:
        """Note a data set; its numbers must lie in this file."""
        import h5py

        if item.is_virtual or item.external:
            self.passed.append(clean(name))
            return
        text = h5py.check_string_dtype(item.dtype) is not None
        if item.shape is None or (item.dtype.kind not in "iufbSU" and not text):
            return
        dtype = np.dtype(object) if text and item.dtype.kind == "O" else item.dtype
        check_size(clean(name), item.shape, dtype, self._limits)

        def load() -> NDArray[Any]:
            with reading():
                return np.asarray(item.asstr("utf-8", "replace")[()], dtype=str) if text else np.asarray(item[()])

        self.found.append(Array(clean(name), tuple(item.shape), dtype, load))
