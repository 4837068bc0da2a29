"""The encoding of a text of which nothing is known."""

import codecs
import io
import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from playground.spec.errors import N_, DataUnavailable, Explained

SAMPLE_BYTES = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_OTHER_ENCODINGS = [
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254",
    "cp1255", "cp1256", "mac_roman",
]  # fmt: skip


def encoding_of(path: Path, notes: list[Explained]) -> tuple[str, int, bool]:
    """The encoding, how many lines there are, and whether quotes may hold line ends."""
    content = path.read_bytes()
    named = next((name for mark, name in _BOMS if content.startswith(mark)), None)
    if named is None and b"\0" in content[:4096]:
        named = _sixteen(content)
    lines = content.count(b"\n") or content.count(b"\r")
    quoted = b'"' in content
    if named in (None, "utf-8-sig"):
        named = (named or "utf-8") if _decodes(content, "utf-8") else _guess_encoding(content)
    elif not _decodes(content, named or ""):
        raise not_text()
    return named or "utf-8", lines, quoted


def _sixteen(content: bytes) -> str:
    """UTF-16 without a mark has a zero in nearly every second byte; anything else with zeros is no text."""
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    if max(even, odd) < 4 * max(1, min(even, odd)) or max(even, odd) < len(content[:4096]) // 8:
        raise not_text()
    return "utf-16-le" if odd > even else "utf-16-be"


def not_text() -> DataUnavailable:
    return DataUnavailable(
        N_(
            "The file is not a text table, nor another kind that is known here. Known are: {known}. Save the data as "
            "one of these."
        ),
        known=["CSV", "TSV", "Excel", "Parquet", "NPZ", "NPY", "HDF5", "ZIP"],
    )


def _decodes(content: bytes, encoding: str) -> bool:
    """Whether all of it is text in an encoding, without a second copy in memory."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        for start in range(0, len(content), SAMPLE_BYTES):
            decoder.decode(content[start : start + SAMPLE_BYTES])
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _guess_encoding(content: bytes) -> str:
    """An encoding that is not UTF-8, from the lines that are not plain ASCII."""
    telling = b"\n".join(line for line in islice(_lines(content), 200_000) if not line.isascii())[: SAMPLE_BYTES // 4]
    # Chinese in GB 2312 is pairs of two high bytes; a single accented letter among ASCII is not, so few others pass.
    if _decodes(telling.rpartition(b"\n")[0] or telling, "gb2312") and _decodes(content, "gb18030"):
        return "gb18030"
    import charset_normalizer

    matches = list(charset_normalizer.from_bytes(telling, cp_isolation=_OTHER_ENCODINGS))
    for match in sorted(matches, key=lambda match: _mixed_words(str(match))):
        found = "cp1252" if "cp1252" in match.could_be_from_charset else str(match.encoding)
        if _decodes(content, found):
            return found
    for name in ("gb18030", "cp1252"):
        if _decodes(content, name):
            return name
    return "latin-1"


_MIXED = re.compile(r"[A-Za-z][\u0370-\u1fff\u2c00-\uffef]|[\u0370-\u1fff\u2c00-\uffef][A-Za-z]")


def _mixed_words(text: str) -> int:
    """How often a Latin letter stands beside one of another script, as in "Flдche": a sign of the wrong encoding."""
    return len(_MIXED.findall(text))


def _lines(content: bytes) -> Iterable[bytes]:
    return io.BytesIO(content)
