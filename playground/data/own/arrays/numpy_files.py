"""Opens NPZ and NPY. Nothing is unpickled; sizes are checked in the headers, before loading."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.own.arrays.array import MAX_ARRAYS, Array, check_size, damaged, reading
from playground.data.own.limits import Limits, check_bytes
from playground.data.own.names import clean
from playground.spec.errors import N_, DataUnavailable, Explained


@contextmanager
def npz(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    """The arrays of an archive."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()[:MAX_ARRAYS]
            total = sum(entry.file_size for entry in entries)
            check_bytes("unpacked_bytes", N_("Unpacked size"), total, limits.unpacked_bytes)
            yield [_entry(packed, entry, limits) for entry in entries], []
    except (zipfile.BadZipFile, EOFError) as error:
        raise damaged() from error


def _entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Array:
    name = clean(entry.filename.removesuffix(".npy"))

    def load() -> NDArray[Any]:
        with reading(), packed.open(entry) as file:
            array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
            return array

    with reading(), packed.open(entry) as file:
        shape, dtype = _header(file, name)
    check_size(name, shape, dtype, limits)
    return Array(name, shape, dtype, load)


@contextmanager
def npy(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    """The only array of a file; it is called "array"."""
    with reading(), path.open("rb") as file:
        shape, dtype = _header(file, "array")
    check_size("array", shape, dtype, limits)

    def load() -> NDArray[Any]:
        with reading():
            array: NDArray[Any] = np.load(path, allow_pickle=False)
            return array

    yield [Array("array", shape, dtype, load)], []


def _header(file: Any, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type as an array's header says; an array of Python objects is refused, as it would have to be run."""
    version = np.lib.format.read_magic(file)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _order, dtype = read(file)
    if dtype.hasobject:
        raise DataUnavailable(
            N_(
                "The array “{name}” holds Python objects, which are never read, as they could run a program. Save it "
                "as an array of numbers, such as float32, or of text."
            ),
            name=name,
        )
    return tuple(shape), dtype
