"""Which kind of file it is, by its first bytes; its name only serves to say what is odd."""

import zipfile
from pathlib import Path, PurePosixPath

from playground.data.own.forms import FORMAT_LABELS, Format
from playground.spec.errors import N_, DataUnavailable, Explained, Term

_ENDINGS: dict[str, Format] = {
    "csv": "csv", "tsv": "csv", "tab": "csv", "txt": "csv", "data": "csv", "dat": "csv",
    "xlsx": "excel", "xls": "excel",
    "xlsm": "excel", "xlsb": "excel", "ods": "excel", "parquet": "parquet", "pq": "parquet", "npz": "npz", "npy": "npy",
    "h5": "hdf5", "hdf5": "hdf5", "hdf": "hdf5", "zip": "pictures",
}  # fmt: skip
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
    return found, [Explained(note, ending=ending(name), format=Term(FORMAT_LABELS[found]))]


def _by_content(path: Path, head: bytes, name: str) -> Format:
    if head.startswith(b"\x93NUMPY"):
        return "npy"
    if head.startswith(b"\x89HDF\r\n\x1a\n"):
        return "hdf5"
    if head.startswith(b"PAR1") and b"\0" in head:
        return "parquet"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "excel"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_zip(path)
    for magic, kind in _REFUSED:
        if head.startswith(magic) and (b"\0" in head or not magic.isalnum()):  # a table may begin with "BMI"
            raise _refused(kind)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:40].decode("latin-1").lower()
    for start, kind in _TEXTS:
        if text.startswith(start):
            raise _refused(kind)
    if _ENDINGS.get(ending(name)) not in (None, "csv") and b"\0" in head:
        raise DataUnavailable(
            N_(
                "The file is called “.{ending}”, but its content is not of that kind: it is damaged, or was renamed. "
                "Upload the file as its program saved it."
            ),
            ending=ending(name),
        )
    return "csv"


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
    if "[Content_Types].xml" in names or ("mimetype" in names and "content.xml" in names):
        return "excel"
    return "npz" if all(name.endswith(".npy") for name in names) else "pictures"
