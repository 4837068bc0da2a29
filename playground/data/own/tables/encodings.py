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
    whole = telling.rpartition(b"\n")[0] or telling
    if _inside_words(telling):
        return next((name for name in ("cp1252", "latin-1") if _is_letters(content, name)), "") or _by_statistics(
            content, telling
        )
    # Chinese in GB 2312, Korean and Japanese in EUC are pairs of two high bytes, which few other encodings are.
    asian = [name for name, alphabet in _PAIRS if _decodes(whole, alphabet) and _decodes(content, name)]
    if asian:
        return max(asian, key=lambda name: _familiar(whole, name))
    return _by_statistics(content, telling)


_PAIRS = (("gb18030", "gb2312"), ("cp949", "euc_kr"), ("euc_jp", "euc_jp"))
_CHINESE = frozenset(
    "的一是了不在有人年大中国上个为以时地出分可学对会生于下子得里后自家多市积面价格城房号名姓性别男女月日类型数量度高低长宽重温湿北京海广州深圳"
    "武汉成都南西东天津重庆苏杭江浙山河湖四川安福编序间目标签结果品种成绩得分销评红蓝绿黄色好坏否合计总平均收入电话地址年龄职业学校班级身体"
)
"""Characters that are frequent in Chinese tables."""
_INSIDE_WORD = re.compile(rb"[A-Za-z][\x80-\xff]+|[\x80-\xff]+[A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]+")


def _inside_words(telling: bytes) -> bool:
    """Whether bytes beyond ASCII mostly touch Latin letters: accented letters do, East Asia's characters do not."""
    touching = sum(match.end() - match.start() < 8 for match in _INSIDE_WORD.finditer(telling))
    return touching > 0.6 * sum(1 for _ in _HIGH.finditer(telling))


def _is_letters(content: bytes, encoding: str) -> bool:
    """Whether all that is not ASCII are the usual letters and signs of Western Europe."""
    if not _decodes(content, encoding):
        return False
    strange = [char for char in content.decode(encoding) if not char.isascii() and char not in _WESTERN]
    return not strange


_WESTERN = frozenset("äöüÄÖÜßéèêëáàâãåçíìîïñóòôõøúùûýÿæœÉÈÊËÁÀÂÃÅÇÍÌÎÏÑÓÒÔÕØÚÙÛÝÆŒ°€£§µ²³«»–—’‘“”„…·½¿¡\xa0©®±×")


def _familiar(telling: bytes, encoding: str) -> float:
    """The share of characters that are usual in a language: Hangul, kana, or frequent Chinese ones."""
    text = [char for char in telling.decode(encoding, "replace") if not char.isascii()]
    if encoding == "cp949":
        known = sum("가" <= char <= "힣" for char in text) / max(1, len(text))
        # The syllables of Korean fill less than half of the rows that Chinese fills: only text of them alone is Korean.
        return 0.5 if known == 1 else 0.0
    if encoding == "euc_jp":
        kana = sum("ぁ" <= char <= "ー" for char in text) / max(1, len(text))
        return 2.0 if kana > 0.1 else 0.0
    return 0.1 + sum(char in _CHINESE for char in text) / max(1, len(text))


def _by_statistics(content: bytes, telling: bytes) -> str:
    """The likeliest of many encodings by the frequency of letters."""
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
