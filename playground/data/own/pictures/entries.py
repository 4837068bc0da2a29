"""The pictures in a zip: which there are, of which class, for training or testing. Nothing is unpacked to the disk."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from PIL import Image, ImageFile

from playground.data.own.limits import Limits, check, check_bytes
from playground.data.own.names import clean
from playground.spec.errors import N_, NP_, DataUnavailable, Explained

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")
_ENDINGS = {".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".jfif"}
_PACKED = {".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"}
_TRAIN, _TEST = {"train", "training", "train_set", "训练", "训练集"}, {
    "test", "testing", "val", "valid", "validation", "test_set", "测试", "测试集", "验证", "验证集",
}  # fmt: skip
BAD = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ZeroDivisionError, OverflowError,
        zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError)  # fmt: skip
"""What Pillow and zlib raise for a damaged picture."""
_MOST_BAD = 0.5


@dataclass(frozen=True)
class Entry:
    """One picture in the zip: its class's folder, and whether it is for testing."""

    info: zipfile.ZipInfo
    label: str
    test: bool


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip, with Pillow told to hide nothing.

    Raises:
        DataUnavailable: it is damaged.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before a picture is decoded
    try:
        with zipfile.ZipFile(path) as packed:
            yield packed
    except (zipfile.BadZipFile, EOFError) as error:
        raise DataUnavailable(
            N_("The file is damaged or not complete: its end is missing. Save it again, or upload it once more.")
        ) from error


def entries_of(packed: zipfile.ZipFile, limits: Limits) -> tuple[list[Entry], list[Explained]]:
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
        if (
            any(part.startswith(".") for part in path.parts)
            or "__MACOSX" in path.parts
            or path.name in ("Thumbs.db", "desktop.ini")
        ):
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
                NP_(
                    "The folders give {train} picture for training and {test} for testing.",
                    "The folders give {train} pictures for training and {test} for testing.",
                    "train",
                ),
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


def check_pixels(entry: Entry, size: tuple[int, int], limits: Limits) -> None:
    """Refuse a picture that would take too much memory."""
    width, height = size
    if width * height > limits.pixels:
        raise DataUnavailable(
            N_(
                "The picture “{name}” has {width} × {height} pixels; at most {allowed} million pixels are allowed "
                "here. Make it smaller, or take it out."
            ),
            name=clean(_name(entry.info)), width=f"{width:,}", height=f"{height:,}", allowed=f"{limits.pixels / 1e6:g}",
        )  # fmt: skip


def note_bad(bad: list[str], count: int, notes: list[Explained]) -> None:
    """Say which pictures cannot be read; refuse the whole if they are most."""
    if not bad:
        return
    names = [clean(name) for name in bad[:3]]
    if len(bad) > _MOST_BAD * count:
        raise DataUnavailable(
            NP_(
                "{bad} of {count} pictures cannot be read: “{name}” is damaged or no picture. Save it again as PNG or "
                "JPEG.",
                "{bad} of {count} pictures cannot be read, such as “{name}”: they are damaged or no pictures. Save "
                "them again as PNG or JPEG.",
                "bad",
            ),
            bad=f"{len(bad):,}", count=f"{count:,}", name=names[0],
        )  # fmt: skip
    notes.append(Explained(N_("Damaged pictures are left out ({count}): {names}."), count=f"{len(bad):,}", names=names))
