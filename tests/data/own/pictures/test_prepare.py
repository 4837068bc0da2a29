"""From a filled form to arrays: damaged pictures, rare classes, sizes that are too much in all."""

import pytest

from playground.data.own import Limits
from playground.spec.errors import DataUnavailable
from tests.data.own.files import folders, picture, said, zipped


def test_a_damaged_picture_is_left_out_and_many_are_refused(desk):
    bad = {"set/red/bad.png": b"\x89PNG not", "set/red/short.png": picture(tuple(range(3)), (60, 60))[:-30]}
    found, dataset = desk.whole("a.zip", zipped(folders() | bad))
    assert "Damaged pictures are left out (1): set/red/bad.png." in said(found)
    assert said(dataset.about) == "Damaged pictures are left out (1): set/red/short.png."
    assert dataset.size == 10
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.zip", zipped({f"{name}/{i}.png": b"nothing" for name in "ab" for i in range(4)}))
    assert str(caught.value) == (
        "8 of 8 pictures cannot be read, such as “a/0.png”: they are damaged or no pictures. Save them again as PNG or "
        "JPEG."
    )


def test_a_class_with_one_picture_is_left_out(desk):
    _, dataset = desk.whole("a.zip", zipped(folders() | {"set/rare/0.png": picture()}))
    assert (dataset.class_names, dataset.size) == (("blue", "red"), 10)
    assert said(dataset.about).endswith("at once: rare.")


def test_a_size_that_would_be_too_much_in_all_is_refused(desk):
    desk.limits = Limits(unpacked_bytes=100_000)
    with pytest.raises(DataUnavailable, match="Size of the prepared set"):
        desk.whole("a.zip", zipped(folders()), width=128, height=128)
