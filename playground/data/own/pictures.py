"""Pictures from a zip with one folder for each class. Nothing is unpacked to the disk; Pillow reads each in memory."""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps

from playground.data.own.forms import Fit, PicturesForm, Prepared
from playground.data.own.guess import MIN_ROWS
from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.prepare import pack
from playground.data.own.tables import clean, numbered
from playground.spec.errors import N_, DataUnavailable, Explained

_FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
_ENDINGS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".jfif"}
_PACKED = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"}
_TRAIN, _TEST = {"train", "training", "train_set", "训练", "训练集"}, {
    "test", "testing", "val", "valid", "validation", "test_set", "测试", "测试集", "验证", "验证集",
}  # fmt: skip
_KEPT_SIDE, _GUESSED_SIDE = 128, 64
_BAD = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ZeroDivisionError, OverflowError,
        zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError)  # fmt: skip
"""What Pillow and zlib raise for a damaged picture."""
_MOST_BAD = 0.5


@dataclass(frozen=True)
class Entry:
    """One picture in the zip: its class's folder, and whether it is for testing."""

    info: zipfile.ZipInfo
    label: str
    test: bool


@dataclass(frozen=True)
class Found:
    """What the zip holds: its pictures, the sizes and kinds of those that could be looked at, and notes."""

    entries: list[Entry]
    sizes: Counter[tuple[int, int]]
    grey: bool
    notes: list[Explained]

    @property
    def classes(self) -> tuple[tuple[str, int], ...]:
        """Each folder with its number of pictures."""
        return tuple(sorted(Counter(entry.label for entry in self.entries).items()))

    @property
    def num_test(self) -> int:
        """How many pictures lie in folders for testing; 0 where none do, or all."""
        count = sum(entry.test for entry in self.entries)
        return count if count < len(self.entries) else 0


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before a picture is decoded
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError) as error:
        raise DataUnavailable(
            N_("The file is damaged or not complete: its end is missing. Save it again, or upload it once more.")
        ) from error


def look(path: Path, limits: Limits) -> Found:
    """Which pictures there are, of which classes and sizes; only their first bytes are read.

    Raises:
        DataUnavailable: no pictures in folders, or more or larger ones than are allowed.
    """
    with _opened(path) as packed:
        entries, notes = _entries(packed, limits)
        good: list[Entry] = []
        bad: list[str] = []
        sizes: Counter[tuple[int, int]] = Counter()
        grey = True
        for entry in entries:
            try:
                with packed.open(entry.info) as file, Image.open(file, formats=_FORMATS) as picture:
                    size, mode = picture.size, picture.mode
            except _BAD:
                bad.append(entry.info.filename)
                continue
            _check_pixels(entry, size, limits)
            sizes[size] += 1
            grey = grey and mode in ("1", "L", "LA", "I;16", "I;16B", "I;16L", "I", "F")
            good.append(entry)
    _note_bad(bad, len(entries), notes)
    found = Found(good, sizes, grey, notes)
    _check_classes(found, limits)
    if len(sizes) > 1:
        widths, heights = [width for width, _ in sizes], [height for _, height in sizes]
        notes.append(
            Explained(
                N_(
                    "The pictures have {count} different sizes, from {smallest} to {largest} pixels. All are brought "
                    "to one size."
                ),
                count=len(sizes), smallest=f"{min(widths)} × {min(heights)}", largest=f"{max(widths)} × {max(heights)}",
            )
        )  # fmt: skip
    return found


def guess(found: Found, limits: Limits) -> PicturesForm:
    """The size that all have, if it is small; else a small one of the same proportions."""
    width, height = _guessed_size(found.sizes)
    return PicturesForm(width=width, height=height, colour="grey" if found.grey else "rgb")


def _guessed_size(sizes: Counter[tuple[int, int]]) -> tuple[int, int]:
    if len(sizes) == 1:
        (width, height) = next(iter(sizes))
        if min(width, height) >= 4 and max(width, height) <= _KEPT_SIDE:
            return width, height
        factor = _GUESSED_SIDE / max(width, height)
        return max(4, round(width * factor)), max(4, round(height * factor))
    side = min(_GUESSED_SIDE, max(8, int(median(min(size) for size in sizes.elements()))))
    return side, side


def prepare(path: Path, form: PicturesForm, limits: Limits) -> tuple[NDArray[Any], NDArray[Any], Prepared]:
    """The pictures uint8 ``(n, height, width, 1 or 3)``, their class numbers int32 ``(n,)``, and what is known of them.

    Raises:
        DataUnavailable: too little is left, or the arrays would be larger than is allowed.
    """
    found = look(path, limits)
    notes: list[Explained] = []
    entries = sorted(found.entries, key=lambda entry: (entry.test, entry.label, entry.info.filename))
    split = form.use_test and found.num_test > 0
    colours = 1 if form.colour == "grey" else 3
    size = len(entries) * form.width * form.height * colours
    check_bytes("unpacked_bytes", N_("Size of the prepared set"), size, limits.unpacked_bytes)
    x = np.empty((len(entries), form.height, form.width, colours), np.uint8)
    kept: list[Entry] = []
    bad: list[str] = []
    with _opened(path) as packed:
        for entry in entries:
            try:
                x[len(kept)] = _pixels(packed, entry, form, limits)
            except _BAD:
                bad.append(entry.info.filename)
                continue
            kept.append(entry)
    _note_bad(bad, len(entries), notes)
    rows, kept, names = _enough_of_each(kept, split, notes)
    y = np.array([names.index(entry.label) for entry in kept], np.int32)
    about = Prepared(
        title="", format="pictures", task="binary" if len(names) == 2 else "multiclass", size=len(kept),
        num_train=sum(not entry.test for entry in kept) if split else None, sample_shape=x.shape[1:],
        class_names=tuple(numbered([clean(name) for name in names])), default_scaling="minmax",
        notes=pack(notes),
    )  # fmt: skip
    return x[rows], y, about


def _enough_of_each(
    kept: list[Entry], split: bool, notes: list[Explained]
) -> tuple[NDArray[np.intp], list[Entry], list[str]]:
    """Without classes that cannot be both in training and in validation; the rows that stay."""
    train = Counter(entry.label for entry in kept if not (split and entry.test))
    test = Counter(entry.label for entry in kept if split and entry.test)
    labels = sorted(train | test)
    enough = [name for name in labels if (train[name] and test[name] if split else train[name] > 1)]
    if len(enough) < 2:
        raise DataUnavailable(
            N_(
                "The target “{name}” has {got} classes, but fewer than two of them have at least two samples, one for "
                "training and one for checking. Add samples, or choose another target."
            ),
            name="ZIP", got=len(labels),
        )  # fmt: skip
    if len(enough) < len(labels):
        notes.append(
            Explained(
                N_(
                    "Classes with a single sample are left out, as it cannot be for training and for checking at once: "
                    "{names}."
                ),
                names=[clean(name) for name in labels if name not in enough][:5],
            )
        )
    rows = np.array([index for index, entry in enumerate(kept) if entry.label in enough], np.intp)
    return rows, [entry for entry in kept if entry.label in enough], enough


# Reading --------------------------------------------------------------------------------------------------------------


def _entries(packed: zipfile.ZipFile, limits: Limits) -> tuple[list[Entry], list[Explained]]:
    """The pictures in folders; what the zip itself says is checked before anything is unpacked."""
    infos = [info for info in packed.infolist() if not info.is_dir()]
    check("rows", N_("Files in the ZIP"), len(infos), limits.rows)
    total = sum(info.file_size for info in infos)
    check_bytes("unpacked_bytes", N_("Unpacked size"), total, limits.unpacked_bytes)
    found: list[Entry] = []
    others: list[str] = []
    for info in infos:
        path = PurePosixPath(_name(info).replace("\\", "/"))
        if ".." in path.parts or path.is_absolute() or (path.parts and ":" in path.parts[0]):
            raise DataUnavailable(
                N_(
                    "The ZIP file holds a path that leads outside of it: “{name}”. Such a file is not used. Pack the "
                    "folders themselves, and upload that."
                ),
                name=clean(path),
            )
        if path.name.startswith(".") or "__MACOSX" in path.parts or path.name in ("Thumbs.db", "desktop.ini"):
            continue
        if path.suffix.lower() in _ENDINGS:
            found.append(_placed(info, path))
        else:
            others.append(str(path))
    _check_others(found, others)
    notes = []
    if others:
        notes.append(
            Explained(
                N_("Files in the ZIP that are no pictures are left out ({count}): {names}."),
                count=f"{len(others):,}", names=[clean(name) for name in others[:3]],
            )
        )  # fmt: skip
    if any(entry.test for entry in found) and not all(entry.test for entry in found):
        notes.append(
            Explained(
                N_("The folders give {train} pictures for training and {test} for testing."),
                train=f"{sum(not entry.test for entry in found):,}", test=f"{sum(entry.test for entry in found):,}",
            )
        )  # fmt: skip
    return found, notes


def _name(info: zipfile.ZipInfo) -> str:
    """The name in a zip: without the mark for UTF-8 it is in the language of the computer that packed it."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _placed(info: zipfile.ZipInfo, path: PurePosixPath) -> Entry:
    """A picture's class is the folder that it lies in."""
    folders = path.parts[:-1]
    test = any(folder.lower() in _TEST for folder in folders[:-1])
    return Entry(info, folders[-1] if folders else "", test)


def _check_others(found: list[Entry], others: list[str]) -> None:
    packed = [name for name in others if PurePosixPath(name).suffix.lower() in _PACKED]
    if packed and not found:
        raise DataUnavailable(
            N_(
                "The ZIP file holds another packed file, “{name}”, which is not opened. Unpack that one, and upload it "
                "or its folders."
            ),
            name=clean(packed[0]),
        )
    if not found:
        raise DataUnavailable(
            N_(
                "The ZIP file holds no pictures; it holds “{name}”. Pack one folder of pictures for each class, or "
                "upload a table by itself."
            ),
            name=clean(others[0]) if others else "",
        )


def _check_pixels(entry: Entry, size: tuple[int, int], limits: Limits) -> None:
    width, height = size
    if width * height > limits.pixels:
        raise DataUnavailable(
            N_(
                "The picture “{name}” has {width} × {height} pixels; at most {allowed} million pixels are allowed "
                "here. Make it smaller, or take it out."
            ),
            name=clean(_name(entry.info)), width=f"{width:,}", height=f"{height:,}", allowed=f"{limits.pixels / 1e6:g}",
        )  # fmt: skip


def _check_classes(found: Found, limits: Limits) -> None:
    classes = [name for name, _count in found.classes]
    if len(classes) < 2:
        raise DataUnavailable(
            N_(
                "All pictures lie in one folder, “{name}”, so there is only one class. Make one folder for each class, "
                "at least two, and pack them."
            ),
            name=clean(classes[0] if classes else "") or "/",
        )
    check("classes", N_("Classes"), len(classes), limits.classes)
    if len(found.entries) < MIN_ROWS:
        raise DataUnavailable(
            N_("The file has {got} samples that can be used; at least {allowed} are needed. Add samples."),
            got=len(found.entries), allowed=MIN_ROWS,
        )  # fmt: skip


def _note_bad(bad: list[str], count: int, notes: list[Explained]) -> None:
    """Say which pictures cannot be read; refuse the whole if they are most."""
    if not bad:
        return
    names = [clean(name) for name in bad[:3]]
    if len(bad) > _MOST_BAD * count:
        raise DataUnavailable(
            N_(
                "{bad} of {count} pictures cannot be read, such as “{name}”: they are damaged or no pictures. Save "
                "them again as PNG or JPEG."
            ),
            bad=f"{len(bad):,}", count=f"{count:,}", name=names[0],
        )  # fmt: skip
    notes.append(Explained(N_("Damaged pictures are left out ({count}): {names}."), count=f"{len(bad):,}", names=names))


def _pixels(packed: zipfile.ZipFile, entry: Entry, form: PicturesForm, limits: Limits) -> NDArray[np.uint8]:
    """One picture in the form's size and colours."""
    with packed.open(entry.info) as file, Image.open(file, formats=_FORMATS) as picture:
        _check_pixels(entry, picture.size, limits)
        if picture.format == "JPEG":  # decodes to a smaller picture at once
            picture.draft(None, (form.width * 2, form.height * 2))
        picture.load()
        flat = _flat(ImageOps.exif_transpose(picture))
        mode = "L" if form.colour == "grey" else "RGB"
        sized = _sized(flat.convert(mode), (form.width, form.height), form.fit)
        return np.asarray(sized, np.uint8).reshape(form.height, form.width, -1)


def _flat(picture: Image.Image) -> Image.Image:
    """8 bits for each colour, and on white where it is transparent."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bits(picture)
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        below = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(below, above).convert("RGB")
    return picture.convert("RGB") if picture.mode != "L" else picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of 16 bits (or more) by its upper 8; one that uses only the lower 8 as it is."""
    values = np.asarray(picture).astype(np.float64)
    values = np.nan_to_num(values, posinf=0, neginf=0)
    high = values.max(initial=0)
    if high > 255:
        values = values / 257 if high <= 65535 else values * (255 / high)
    elif picture.mode == "F" and high <= 1:
        values = values * 255
    return Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))


def _sized(picture: Image.Image, size: tuple[int, int], fit: Fit) -> Image.Image:
    if picture.size == size:
        return picture
    if fit == "crop":
        return ImageOps.fit(picture, size, Image.Resampling.BILINEAR)
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=3)
