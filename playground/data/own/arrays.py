"""Arrays of numbers from NPZ, NPY and HDF5. Nothing is unpickled; sizes are checked in the headers, before loading."""

import math
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from playground.data.own.forms import ArrayForm, Choice, Format, Prepared
from playground.data.own.guess import MIN_ROWS, guess_task
from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.prepare import Labels, labels_of, pack
from playground.data.own.tables import clean
from playground.spec.errors import N_, DataUnavailable, Explained, Term

_MAX_ARRAYS = 500
_X_WORDS = ("x", "data", "images", "image", "features", "inputs", "samples", "pictures", "imgs", "digits")
_Y_WORDS = ("y", "labels", "label", "target", "targets", "outputs", "classes", "class", "ys")
_TEST_WORDS = ("test", "val", "valid", "validation", "dev")
_NAME_WORDS = ("list_classes", "class_names", "label_names", "target_names", "names", "list_class")
_SETS = ("train", "training", "set", "orig", "arr", "array", "dataset")


@dataclass(frozen=True)
class Array:
    """An array in a file that has not been loaded yet."""

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    load: Callable[[], NDArray[Any]]

    @property
    def is_numbers(self) -> bool:
        """Whether it holds numbers."""
        return self.dtype.kind in "iufb"

    @property
    def is_text(self) -> bool:
        """Whether it holds text."""
        return self.dtype.kind in "SUO"

    @property
    def choice(self) -> Choice:
        """What the page says of it."""
        kind = "text" if self.is_text else str(self.dtype)
        return Choice(name=self.name, shape=self.shape, type=kind)


@contextmanager
def opened(path: Path, format: Format, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    """The arrays of a file and notes on what was passed over; the arrays can be loaded inside the ``with`` block.

    Raises:
        DataUnavailable: the file is damaged, holds no arrays, or larger ones than are allowed.
    """
    with {"npz": _npz, "npy": _npy, "hdf5": _hdf5}[format](path, limits) as (arrays, notes):
        if not arrays:
            raise DataUnavailable(
                N_("The file holds no arrays of numbers. Save the samples as an array x and the labels as an array y.")
            )
        yield arrays, notes


# Files ----------------------------------------------------------------------------------------------------------------


@contextmanager
def _npz(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()[:_MAX_ARRAYS]
            total = sum(entry.file_size for entry in entries)
            check_bytes("unpacked_bytes", N_("Unpacked size"), total, limits.unpacked_bytes)
            yield [_entry(packed, entry, limits) for entry in entries], []
    except (zipfile.BadZipFile, EOFError) as error:
        raise _damaged() from error


def _entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Array:
    name = clean(entry.filename.removesuffix(".npy"))

    def load() -> NDArray[Any]:
        with _reading(), packed.open(entry) as file:
            array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
            return array

    with _reading(), packed.open(entry) as file:
        shape, dtype = _header(file, name)
    _check_size(name, shape, dtype, limits)
    return Array(name, shape, dtype, load)


@contextmanager
def _npy(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    with _reading(), path.open("rb") as file:
        shape, dtype = _header(file, "array")
    _check_size("array", shape, dtype, limits)

    def load() -> NDArray[Any]:
        with _reading():
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


@contextmanager
def _hdf5(path: Path, limits: Limits) -> Iterator[tuple[list[Array], list[Explained]]]:
    import h5py

    try:
        file = h5py.File(path, "r")
    except (OSError, ValueError) as error:
        raise DataUnavailable(
            N_("The HDF5 file is damaged or not complete. Write it again, or upload it once more.")
        ) from error
    with file:
        walk = _Walk(limits)
        with _reading():
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
            if len(self.found) >= _MAX_ARRAYS or depth > 20:
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
        _check_size(clean(name), item.shape, dtype, self._limits)

        def load() -> NDArray[Any]:
            with _reading():
                return np.asarray(item.asstr("utf-8", "replace")[()], dtype=str) if text else np.asarray(item[()])

        self.found.append(Array(clean(name), tuple(item.shape), dtype, load))


@contextmanager
def _reading() -> Iterator[None]:
    """Explain what NumPy and h5py raise for damaged files.

    Raises:
        DataUnavailable: in place of their errors.
    """
    try:
        yield
    except (OSError, ValueError, EOFError, KeyError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
        if isinstance(error, DataUnavailable):
            raise
        raise _damaged() from error


def _damaged() -> DataUnavailable:
    return DataUnavailable(
        N_("The file is damaged or not complete: an array in it cannot be read. Save it again, or upload it once more.")
    )


def _check_size(name: str, shape: Sequence[int], dtype: np.dtype[Any], limits: Limits) -> None:
    count = math.prod(shape)
    check_bytes("unpacked_bytes", N_("Unpacked size"), count * dtype.itemsize, limits.unpacked_bytes)
    if len(shape) > 1 or dtype.kind != "O":
        return
    check("rows", N_("Rows"), count, limits.rows)


# Guesses --------------------------------------------------------------------------------------------------------------


def _plain(name: str) -> tuple[str, ...]:
    """A name's words in small letters, without those that say nothing: ``train_set_x_orig`` is ``x``."""
    words = name.lower().replace("/", "_").replace("-", "_").replace(".", "_").replace(" ", "_").split("_")
    words = [part for word in words for part in _split_word(word)]
    return tuple(word for word in words if word and word not in _SETS)


def _split_word(word: str) -> list[str]:
    """``xtrain`` and ``testx`` in two."""
    for part in ("train", "test", "val"):
        if word.startswith(part) and word[len(part) :] in ("x", "y"):
            return [part, word[len(part) :]]
        if word.endswith(part) and word[: -len(part)] in ("x", "y"):
            return [word[: -len(part)], part]
    return [word]


def _role(array: Array) -> tuple[str, bool] | None:
    """Whether an array's name says that it is x, y or the names of classes, and whether it is for testing."""
    words = _plain(array.name)
    test = any(word in _TEST_WORDS for word in words)
    words = tuple(word for word in words if word not in _TEST_WORDS)
    if "_".join(words[-2:]) in _NAME_WORDS or (words and words[-1] in _NAME_WORDS):
        return "names", test
    if words and words[-1] in _Y_WORDS:
        return "y", test
    if words and words[-1] in _X_WORDS:
        return "x", test
    return None


def guess(arrays: list[Array]) -> ArrayForm | None:
    """Which arrays are the samples and which their labels, by name, else by shape; None if there are no such two."""
    by_role: dict[tuple[str, bool], Array] = {}
    for array in arrays:
        role = _role(array)
        if role is not None:
            by_role.setdefault(role, array)
    names = by_role.get(("names", False)) or by_role.get(("names", True))
    x, y = by_role.get(("x", False)), by_role.get(("y", False))
    if x is None or y is None or not _fit(x, y):
        pair = _by_shape([array for array in arrays if array is not names])
        if pair is None and x is not None and y is not None:
            raise _uneven(x, y)
        if pair is None:
            return None
        x, y = pair
    test_x, test_y = by_role.get(("x", True)), by_role.get(("y", True))
    both = test_x is not None and test_y is not None and {test_x.name, test_y.name}.isdisjoint({x.name, y.name})
    return ArrayForm(
        x=x.name, y=y.name, names=names.name if names else None, task=_task(y),
        test_x=test_x.name if both and test_x else None, test_y=test_y.name if both and test_y else None,
    )  # fmt: skip


def _fit(x: Array, y: Array) -> bool:
    """Whether there is a label, or a row of labels, for each sample."""
    return x.shape[:1] in ((math.prod(y.shape),), y.shape[:1])


def _uneven(x: Array, y: Array) -> DataUnavailable:
    return DataUnavailable(
        N_("“{x}” has {got} samples, but “{y}” has {other} labels. Both need the same length."),
        x=x.name, got=f"{x.shape[0] if x.shape else 1:,}", y=y.name, other=f"{max(y.shape, default=1):,}",
    )  # fmt: skip


def _by_shape(arrays: list[Array]) -> tuple[Array, Array] | None:
    """The largest array, and a flat one of the same length."""
    numbers = [array for array in arrays if array.is_numbers and len(array.shape) >= 1]
    for x in sorted(numbers, key=lambda array: -math.prod(array.shape)):
        for y in arrays:
            if y is not x and y.shape[:1] == x.shape[:1] and math.prod(y.shape) == x.shape[0]:
                return x, y
    return None


def _task(y: Array) -> Any:
    if y.is_text or y.dtype.kind == "b" or _is_one_hot_shape(y.shape):
        return "classification"
    return guess_task(pd.Series(y.load().reshape(-1).astype(np.float64)))


def _is_one_hot_shape(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and min(shape) > 1


def is_table(arrays: list[Array]) -> Array | None:
    """The only array, if it is a table: rows and columns of numbers, or named fields."""
    if len(arrays) != 1:
        return None
    only = arrays[0]
    if only.dtype.names and len(only.shape) == 1:
        return only
    return only if only.is_numbers and len(only.shape) == 2 and only.shape[1] > 1 else None


def no_pair(arrays: list[Array]) -> DataUnavailable:
    """The explanation if there are no samples with labels among the arrays."""
    return DataUnavailable(
        N_(
            "The file needs two arrays of equal length, the samples and their labels, best called x and y. It holds: "
            "{arrays}."
        ),
        arrays=[f"{array.name} {_shape(array.shape)}" for array in arrays[:8]],
    )


def _shape(shape: tuple[int, ...]) -> str:
    return f"({', '.join(str(length) for length in shape)})"


# Preparation ----------------------------------------------------------------------------------------------------------


def prepare(arrays: list[Array], form: ArrayForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The arrays of a set, and what is known of it.

    ``x`` is float32, or uint8 for pictures of 0 to 255: ``(n, numbers)``, ``(n, time, numbers)`` or
    ``(n, height, width, colours)``.

    Raises:
        DataUnavailable: lengths or shapes do not fit, or the labels cannot be learned.
    """
    known = {array.name: array for array in arrays}
    notes: list[Explained] = []
    x, y = _pair(known, form.x, form.y, limits, notes)
    num_train = None
    if form.test_x and form.test_y:
        test_x, test_y = _pair(known, form.test_x, form.test_y, limits, [])
        if test_x.shape[1:] != x.shape[1:]:
            raise DataUnavailable(
                N_(
                    "The samples of “{x}” have the shape {got}, those of “{test}” the shape {other}. Both parts need "
                    "the same shape."
                ),
                x=form.x, got=_shape(x.shape[1:]), test=form.test_x, other=_shape(test_x.shape[1:]),
            )  # fmt: skip
        num_train = len(x)
        x, y = np.concatenate([x, test_x]), np.concatenate([y, test_y])
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), x.nbytes, limits.unpacked_bytes)
    labels = labels_of(_series(y), form.y, form.task, limits)
    kept, x = labels.kept.copy(), x
    notes += labels.notes
    blanks = None
    if x.dtype == np.float32:
        x, dropped = _without_blanks(x[kept], notes)
        blanks = "mean" if np.isnan(x).any() else None
        y = labels.y[~dropped]
        kept[np.flatnonzero(kept)[dropped]] = False
    else:
        x, y = x[kept], labels.y
    if num_train is not None:
        num_train = int(kept[:num_train].sum())
    is_picture = x.ndim == 4
    standard = "standard" if labels.task == "regression" else "none"
    about = Prepared(
        title="", format="npz", task=labels.task, size=len(x), num_train=num_train, sample_shape=x.shape[1:],
        class_names=_class_names(labels, known.get(form.names or "")),
        feature_names=tuple(f"x{index + 1}" for index in range(x.shape[1])) if x.ndim == 2 else (),
        target_name=form.y, blanks=blanks, default_scaling="minmax" if is_picture else "standard",
        default_target_scaling=standard, notes=pack(notes),
    )  # fmt: skip
    _check_parts(y, about)
    return x, y, about


def _pair(
    known: dict[str, Array], x_name: str, y_name: str, limits: Limits, notes: list[Explained]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Samples and labels, loaded and in shape."""
    for name in (x_name, y_name):
        if name not in known:
            raise DataUnavailable(
                N_("There is no “{name}” in the file. There are: {known}."), name=name, known=list(known)[:20]
            )
    x_array, y_array = known[x_name], known[y_name]
    if not x_array.is_numbers or not x_array.shape:
        raise DataUnavailable(
            N_("The samples “{name}” are of type {got}. Choose an array of numbers for the samples."),
            name=x_name, got=x_array.choice.type,
        )  # fmt: skip
    y = _flat(y_array)
    if x_array.shape[0] != len(y):
        raise _uneven(x_array, y_array)
    check("rows", N_("Rows"), len(y), limits.rows)
    cost = math.prod(x_array.shape) * (1 if x_array.dtype == np.uint8 and len(x_array.shape) > 2 else 4)
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), cost, limits.unpacked_bytes)
    return _shaped(x_array.load(), x_name, notes), y


def _flat(array: Array) -> NDArray[Any]:
    """Labels ``(n,)``: from ``(n,)``, ``(n, 1)``, ``(1, n)`` or one-hot ``(n, classes)``."""
    shape = array.shape
    if math.prod(shape) == max(shape, default=0):
        return array.load().reshape(-1)
    if len(shape) == 2 and array.is_numbers:
        values = array.load()
        if np.isin(values, (0, 1)).all() and (values.sum(axis=1) == 1).all():
            classes: NDArray[Any] = values.argmax(axis=1)
            return classes
    raise DataUnavailable(
        N_(
            "The labels “{name}” have the shape {got}; allowed is one label for each sample, or one-hot rows. Choose "
            "another array."
        ),
        name=array.name, got=_shape(shape),
    )  # fmt: skip


def _shaped(x: NDArray[Any], name: str, notes: list[Explained]) -> NDArray[Any]:
    """Samples as flat rows, sequences or pictures with their colours last."""
    if x.ndim == 1:
        x = x[:, np.newaxis]
    if x.ndim == 3 and _are_pictures(x):
        x = x[..., np.newaxis]
        notes.append(Explained(N_("“{name}” is taken for grey pictures of {width} × {height} pixels."),
                               name=name, width=x.shape[2], height=x.shape[1]))  # fmt: skip
    elif x.ndim == 4 and x.shape[1] in (1, 3) and x.shape[3] not in (1, 3, 4):
        x = np.moveaxis(x, 1, 3)
        notes.append(
            Explained(N_("The colours of “{name}” come first; they are put last, as Keras wants them."), name=name)
        )
    if x.ndim > 4:
        raise DataUnavailable(
            N_("The samples “{name}” have the shape {got}, which no layer here takes. Allowed are flat samples, "
               "sequences (time, numbers) and pictures (height, width, colours)."),
            name=name, got=_shape(x.shape[1:]),
        )  # fmt: skip
    return x if x.dtype == np.uint8 and x.ndim == 4 else x.astype(np.float32)


def _are_pictures(x: NDArray[Any]) -> bool:
    """Grey pictures are bytes, or square; a sequence is seldom either."""
    height, width = x.shape[1:]
    return min(height, width) >= 8 and (x.dtype == np.uint8 or height == width)


def _series(y: NDArray[Any]) -> "pd.Series[Any]":
    if y.dtype.kind == "S":
        y = np.char.decode(y, "utf-8", "replace")
    if y.dtype.kind in "iuf":
        numbers = y.astype(np.float64)
        return pd.Series(np.where(np.isfinite(numbers), numbers, np.nan))
    return pd.Series(y.astype(str)).astype("str")


def _without_blanks(x: NDArray[Any], notes: list[Explained]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Rows of a table keep their blanks, which are filled later; other samples with one go."""
    bad = ~np.isfinite(x)
    if not bad.any():
        return x, np.zeros(len(x), bool)
    if x.ndim == 2:
        notes.append(
            Explained(
                N_("{count} numbers are infinite or missing; the mean of their column takes their place."),
                count=f"{int(bad.sum()):,}",
            )
        )
        return np.where(bad, np.float32(np.nan), x), np.zeros(len(x), bool)
    dropped = bad.reshape(len(x), -1).any(axis=1)
    notes.append(
        Explained(N_("{count} samples with infinite or missing numbers are left out."), count=f"{int(dropped.sum()):,}")
    )
    return x[~dropped], dropped


def _class_names(labels: Labels, named: Array | None) -> tuple[str, ...]:
    """The names from an array of their own, if it fits, else the labels themselves."""
    own = labels.class_names
    if named is None or not own or not named.is_text:
        return own
    texts = [clean(text) for text in _series(named.load().reshape(-1)).fillna("")]
    numbers = [int(name) if name.isdigit() else len(texts) for name in own]
    fits = len(set(texts)) == len(texts) and all(texts) and all(number < len(texts) for number in numbers)
    return tuple(texts[number] for number in numbers) if fits else own


def _check_parts(y: NDArray[Any], about: Prepared) -> None:
    """A given split needs every class in training, and something to check with."""
    train = about.size if about.num_train is None else about.num_train
    if len(y) < MIN_ROWS:
        raise DataUnavailable(
            N_("The file has {got} samples that can be used; at least {allowed} are needed. Add samples."),
            got=len(y), allowed=MIN_ROWS,
        )  # fmt: skip
    if not about.class_names or about.num_train is None:
        return
    for part, rows in ((N_("training"), y[:train]), (N_("validation"), y[train:])):
        missing = [name for number, name in enumerate(about.class_names) if number not in set(rows.tolist())]
        if missing:
            raise DataUnavailable(
                N_("The {part} part of the file has no sample of: {names}. Choose no test arrays, and the samples are "
                   "split here."),
                part=Term(part), names=missing[:5],
            )  # fmt: skip
