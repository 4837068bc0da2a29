"""Pictures of any colours become eight bits of grey or of red, green and blue."""

import numpy as np
import pytest

from tests.data.own.files import picture, zipped

MODES = {
    "cmyk.jpg": (picture((0, 255, 255, 0), mode="CMYK", format="JPEG"), (254, 0, 0)),
    "deep.png": (picture(40_000, mode="I;16"), (156, 156, 156)),
    "clear.png": (picture((0, 0, 0, 0), mode="RGBA"), (255, 255, 255)),
    "grey.png": (picture(77, mode="L"), (77, 77, 77)),
    "two.png": (picture(1, mode="1"), (255, 255, 255)),
    "half.png": (picture((100, 0), mode="LA"), (255, 255, 255)),
    "few.gif": (picture(0, mode="P", format="GIF"), (0, 0, 0)),
    "deep.tiff": (picture(40_000, mode="I;16", format="TIFF"), (156, 156, 156)),
}


@pytest.mark.parametrize("name", MODES)
def test_pictures_of_any_colours_become_eight_bits_of_red_green_blue(desk, name):
    content, expected = MODES[name]
    files = {f"a/{i}.png": picture((9, 9, 9)) for i in range(3)} | {"b/0.png": picture((8, 8, 8)), f"b/{name}": content}
    _, dataset = desk.whole("a.zip", zipped(files))
    np.testing.assert_allclose(dataset.samples().x[4].mean(axis=(0, 1)), expected, atol=2)
