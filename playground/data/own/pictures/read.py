"""From a zip to what is in it: classes and sizes. Only the first bytes of each picture are read."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from playground.data.own.forms import Understanding, pack
from playground.data.own.labels import MIN_ROWS
from playground.data.own.limits import Limits, check
from playground.data.own.names import clean
from playground.data.own.pictures.entries import BAD, FORMATS, Entry, check_pixels, entries_of, note_bad, opened
from playground.data.own.pictures.guess import guess
from playground.data.own.upload import Upload
from playground.spec.errors import N_, NP_, DataUnavailable, Explained


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


def look(path: Path, limits: Limits) -> Found:
    """Which pictures there are, of which classes and sizes; only their first bytes are read.

    Raises:
        DataUnavailable: no pictures in folders, or more or larger ones than are allowed.
    """
    with opened(path) as packed:
        entries, notes = entries_of(packed, limits)
        good: list[Entry] = []
        bad: list[str] = []
        sizes: Counter[tuple[int, int]] = Counter()
        grey = True
        for entry in entries:
            try:
                with packed.open(entry.info) as file, Image.open(file, formats=FORMATS) as picture:
                    size, mode = picture.size, picture.mode
            except BAD:
                bad.append(entry.info.filename)
                continue
            check_pixels(entry, size, limits)
            sizes[size] += 1
            grey = grey and mode in ("1", "L", "LA", "I;16", "I;16B", "I;16L", "I", "F")
            good.append(entry)
    note_bad(bad, len(entries), notes)
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
            NP_(
                "The file has {got} sample that can be used; at least {allowed} are needed. Add samples.",
                "The file has {got} samples that can be used; at least {allowed} are needed. Add samples.",
                "got",
            ),
            got=len(found.entries), allowed=MIN_ROWS,
        )  # fmt: skip


def understand(upload: Upload, choice: str | None, notes: list[Explained], limits: Limits) -> Understanding:
    """Which classes and sizes there are, with a filled form; there is nothing to choose."""
    found = look(upload.path, limits)
    sizes = tuple((width, height, count) for (width, height), count in found.sizes.most_common(10))
    return Understanding(
        format=upload.format.name, title=upload.title, rows=len(found.entries),
        classes=tuple((clean(label), count) for label, count in found.classes), sizes=sizes,
        num_test=found.num_test, notes=pack([*notes, *found.notes]), form=guess(found.sizes, is_grey=found.grey),
    )  # fmt: skip
