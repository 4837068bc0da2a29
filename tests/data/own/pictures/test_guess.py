"""A size is suggested that suits all."""

from playground.data.own import PicturesForm
from tests.data.own.files import folders, picture, said, zipped


def test_pictures_of_different_sizes_are_said_and_brought_to_one(desk):
    found, dataset = desk.whole("a.zip", zipped(folders() | {"set/red/big.png": picture(size=(300, 200))}))
    assert (
        "The pictures have 2 different sizes, from 12 × 10 to 300 × 200 pixels. All are brought to one size."
        in said(found)
    )
    assert dataset.sample_shape == (10, 10, 3)
    for fit in ("stretch", "crop"):
        assert desk.prepare(found.form.replace(width=32, height=16, fit=fit)).sample_shape == (16, 32, 3)
    assert desk.prepare(found.form.replace(colour="grey")).sample_shape == (10, 10, 1)


def test_large_pictures_are_suggested_smaller_in_their_proportions(desk):
    files = {f"{name}/{i}.png": picture(size=(400, 200)) for name in "ab" for i in range(3)}
    assert desk.understand("a.zip", zipped(files)).form == PicturesForm(width=64, height=32, colour="rgb")
