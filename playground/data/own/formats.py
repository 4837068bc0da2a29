"""Which kind of file it is, by its first bytes; its name only serves to say what is odd."""

import zipfile
from importlib import import_module
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules

from playground.data.own.registry import FORMATS, Format
from playground.spec.errors import N_, DataUnavailable, Explained, Term

_TEXT, _ZIP = "csv", "pictures"
"""What a file is taken for that is nothing else, and what a zip."""
_REFUSED = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"SQLite format 3", "SQLite"),
    (b"MATLAB 5.0", "MATLAB"),
    (b"\x80\x02", "pickle"),
    (b"\x80\x03", "pickle"),
    (b"\x80\x04", "pickle"),
    (b"\x80\x05", "pickle"),
    (b"ARROW1", "Feather"),
)
for _module in iter_modules([str(Path(__file__).parent)]):
    if _module.ispkg:  # its formats are registered
        import_module(f"{__package__}.{_module.name}")

FORMAT_LABELS = {kind.name: kind.label for kind in FORMATS.values()}
"""For people, by name."""
_ENDINGS = {ending: kind for kind in FORMATS.values() for ending in kind.endings}
_TEXTS = (("<!doctype html", "HTML"), ("<html", "HTML"), ("<?xml", "XML"), ("{", "JSON"), ("[", "JSON"))


def ending(name: str) -> str:
    """The ending of a file's name in small letters, without the dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def title(name: str) -> str:
    """The name of a file without folders and ending."""
    return PurePosixPath(name.replace("\\", "/")).stem


def recognise(path: Path, name: str) -> tuple[Format, list[Explained]]:
    """The format, with a note if the name promises another one.

    Raises:
        DataUnavailable: it is empty, damaged, protected, or of a kind that is not read.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise DataUnavailable(N_("The file is empty: it has 0 bytes. Choose a file that holds data."))
    found = _by_content(path, head, name)
    promised = _ENDINGS.get(ending(name))
    if promised is None or promised == found:
        return found, []
    note = N_(
        "The file's name ends with “.{ending}”, but its content is of another kind: {format}. It is read as that."
    )
    return found, [Explained(note, ending=ending(name), format=Term(found.label))]


def _by_content(path: Path, head: bytes, name: str) -> Format:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(path)
    for found in FORMATS.values():
        if found.begins(head):
            return found
    for magic, kind in _REFUSED:
        if head.startswith(magic) and (b"\0" in head or not magic.isalnum()):  # a table may begin with "BMI"
            raise _refused(kind)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:40].decode("latin-1").lower()
    for start, kind in _TEXTS:
        if text.startswith(start):
            raise _refused(kind)
    if _ENDINGS.get(ending(name)) not in (None, FORMATS[_TEXT]) and b"\0" in head:
        raise DataUnavailable(
            N_(
                "The file is called “.{ending}”, but its content is not of that kind: it is damaged, or was renamed. "
                "Upload the file as its program saved it."
            ),
            ending=ending(name),
        )
    return FORMATS[_TEXT]


def _refused(kind: str) -> DataUnavailable:
    return DataUnavailable(
        N_(
            "The file is of a kind that is not read here: {kind}. Upload a table (CSV, TSV, Excel, Parquet), arrays "
            "(NPZ, NPY, HDF5), or a ZIP with one folder of pictures for each class."
        ),
        kind=kind,
    )


def _in_zip(path: Path) -> Format:
    """Workbooks and NumPy's archives are zips too.

    Raises:
        DataUnavailable: the zip is truncated, damaged or encrypted.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataUnavailable(
            N_("The file is damaged or not complete: its end is missing. Save it again, or upload it once more.")
        ) from error
    names = [entry.filename for entry in entries if not entry.is_dir()]
    if not names:
        raise DataUnavailable(N_("The ZIP file is empty. Pack one folder of pictures for each class into it."))
    if any(entry.flag_bits & 1 for entry in entries):
        raise DataUnavailable(N_("The ZIP file is encrypted. Pack it again without a password, and upload that."))
    return next((found for found in FORMATS.values() if found.packs(names)), FORMATS[_ZIP])
