"""What lies in a zip: names of other systems, traps and bombs."""

import struct
import zipfile
import zlib

import numpy as np
import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.files import folders, picture, said, zipped


def test_chinese_names_from_windows_are_read(desk):
    content = zipped({f"{folder}/{i}.png": picture() for folder in ("AAAA", "BBBB") for i in range(3)})
    content = content.replace(b"AAAA", "红色".encode("gb18030")).replace(b"BBBB", "蓝色".encode("gb18030"))
    assert [name for name, _ in desk.understand("a.zip", content).classes] == ["红色", "蓝色"]


def claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises a size that it does not have."""
    content = picture()
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return content[:8] + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + content[33:]


def encrypted(content: bytes) -> bytes:
    """The same zip with the mark of encryption in every entry."""
    marked = content.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    return marked.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


def huge() -> bytes:
    """A zip of 10 MB that unpacks to 10 GB: one compressed block, listed a hundred times."""
    size = 100 * 2**20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(2**20)
    block, check = b"", 0
    for _ in range(100):
        block += packer.compress(zeros)
        check = zlib.crc32(zeros, check)
    block += packer.flush()
    parts, listing, offset = [], [], 0
    for index in range(103):
        name = f"{'ab'[index % 2]}/{index:03d}.png".encode()
        about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(block), size, len(name), 0)
        parts += [b"PK\x03\x04", about, name, block]
        listing.append(b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
        offset += 4 + len(about) + len(name) + len(block)
    central = b"".join(listing)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 103, 103, len(central), offset, 0)
    return b"".join(parts) + central + end


REFUSED = {
    "truncated": (
        lambda: zipped(folders())[:700],
        "The file is damaged or not complete: its end is missing. Save it again, or upload it once more.",
    ),
    "encrypted": (
        lambda: encrypted(zipped(folders())),
        "The ZIP file is encrypted. Pack it again without a password, and upload that.",
    ),
    "10 GB unpacked": (
        huge,
        "The file is too large here. Unpacked size: 10,300 MB; at most 1,024 MB are allowed. Take a smaller part of "
        "the data, or have the setting PLAYGROUND_OWN_UNPACKED_BYTES raised.",
    ),
    "a zip in a zip": (
        lambda: zipped({"a/inner.zip": zipped(folders())}),
        "The ZIP file holds another packed file, “a/inner.zip”, which is not opened. Unpack that one, and upload it or "
        "its folders.",
    ),
    "a path that leads out": (
        lambda: zipped(folders() | {"../../evil.png": picture()}),
        "The ZIP file holds a path that leads outside of it: “../../evil.png”. Such a file is not used. Pack the "
        "folders themselves, and upload that.",
    ),
    "50,000 x 50,000 pixels": (
        lambda: zipped(folders() | {"set/red/huge.png": claiming(50_000, 50_000)}),
        "The picture “set/red/huge.png” has 50,000 × 50,000 pixels; at most 50 million pixels are allowed here. Make "
        "it smaller, or take it out.",
    ),
    "one folder": (
        lambda: zipped({f"a/{i}.png": picture() for i in range(5)}),
        "All pictures lie in one folder, “a”, so there is only one class. Make one folder for each class, at least "
        "two, and pack them.",
    ),
    "no pictures": (
        lambda: zipped({"a.csv": b"1,2"}),
        "The ZIP file holds no pictures; it holds “a.csv”. Pack one folder of pictures for each class, or upload a "
        "table by itself.",
    ),
    "nothing": (
        lambda: zipped({}),
        "The ZIP file is empty. Pack one folder of pictures for each class into it.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_zip_that_cannot_be_used_gets_a_sentence_and_leaves_the_last_good_data(desk, name):
    _, good = desk.whole("good.zip", zipped(folders()))
    before = good.samples().x
    make, sentence = REFUSED[name]
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.zip", make())
    assert str(caught.value) == sentence
    np.testing.assert_array_equal(good.samples().x, before)


@pytest.mark.parametrize("path", ["/etc/evil.png", "C:\\evil.png", "..\\..\\evil.png", "a/../../evil.png"])
def test_no_path_leads_out(desk, path):
    with pytest.raises(DataUnavailable, match="leads outside of it"):
        desk.understand("a.zip", zipped(folders() | {path: picture()}))


def test_a_size_that_the_zip_lies_about_does_not_unpack_more(desk):
    content = zipped(
        {f"{name}/{i}.png": picture() + bytes(10**6) for name in "ab" for i in range(3)}, zipfile.ZIP_DEFLATED
    )
    true = struct.pack("<I", len(picture()) + 10**6)
    with pytest.raises(DataUnavailable, match="6 of 6 pictures cannot be read"):
        desk.understand("a.zip", content.replace(true, struct.pack("<I", 50)))


def test_hidden_files_of_other_systems_are_passed_over_and_others_named(desk):
    odd = {"__MACOSX/set/red/._0.png": b"x", "set/red/.DS_Store": b"x", "set/Thumbs.db": b"x"}
    assert said(desk.understand("a.zip", zipped(folders() | odd))) == ""
    found = desk.understand("a.zip", zipped(folders() | {"readme.txt": b"x"}))
    assert said(found) == "Files in the ZIP that are no pictures are left out (1): readme.txt."


def test_pictures_in_hidden_folders_are_no_class(desk):
    hidden = {f"set/.ipynb_checkpoints/{i}.png": picture() for i in range(3)}
    assert [name for name, _ in desk.understand("a.zip", zipped(folders() | hidden)).classes] == ["blue", "red"]
