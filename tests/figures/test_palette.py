"""The colours: told apart by everyone, readable in both themes."""

from itertools import combinations

import numpy as np
import pytest

from playground.figures.palette import BLUE, ORANGE, PALETTES, THEMES, as_data, class_color, rgb, rgba

# Machado, Oliveira and Fernandes 2009: what a dichromat sees, for linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def _linear(color):
    share = np.array(rgb(color)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def _lab(linear):
    """OKLab (Ottosson 2020): equal distances look equally different."""
    to_cones = np.array([
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ])  # fmt: skip
    to_lab = np.array([
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ])  # fmt: skip
    return to_lab @ np.cbrt(to_cones @ np.clip(linear, 0, 1))


def _contrast(one, other):
    light, dark = sorted((float(np.array([0.2126, 0.7152, 0.0722]) @ _linear(c)) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _distance(one, other, vision):
    return np.linalg.norm(_lab(VISION[vision] @ _linear(one)) - _lab(VISION[vision] @ _linear(other)))


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_eight_classes_are_told_apart_with_every_kind_of_colour_vision(theme, vision):
    classes = PALETTES[theme].classes
    assert len(set(classes)) == 8
    near = min((_distance(a, b, vision), a, b) for a, b in combinations(classes, 2))
    assert near[0] > 0.1, near


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("theme", THEMES)
def test_the_two_signs_and_the_two_curves_are_far_apart(theme, vision):
    palette = PALETTES[theme]
    assert _distance(palette.negative, palette.positive, vision) > 0.2
    assert _distance(palette.training, palette.validation, vision) > 0.1


def test_orange_and_blue_are_the_two_classes():
    assert PALETTES["light"].classes[:2] == (ORANGE, BLUE)
    for palette in PALETTES.values():
        assert palette.classes[:2] == (palette.negative, palette.positive)


@pytest.mark.parametrize("theme", THEMES)
def test_words_and_lines_stand_out_from_the_background(theme):
    palette = PALETTES[theme]
    assert _contrast(palette.text, palette.background) >= 7
    assert _contrast(palette.muted, palette.background) >= 4.5
    assert min(_contrast(line, palette.background) for line in (palette.training, palette.validation)) >= 3


def test_a_ninth_class_begins_again():
    assert class_color(8) == class_color(0)
    assert class_color(1, "dark") == PALETTES["dark"].positive


def test_the_page_gets_plain_values():
    data = as_data()
    assert set(data) == {"light", "dark"}
    assert all(isinstance(value, str | list) for value in data["dark"].values())


def test_a_colour_with_opacity_is_css():
    assert rgba("#ff8000", 0.25) == "rgba(255, 128, 0, 0.25)"
