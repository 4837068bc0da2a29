"""The size to which all pictures are brought."""

from collections import Counter
from statistics import median

from playground.data.own.forms import PicturesForm

_KEPT_SIDE, _GUESSED_SIDE = 128, 64


def guess(sizes: Counter[tuple[int, int]], *, is_grey: bool) -> PicturesForm:
    """The size that all have, if it is small; else a small one of the same proportions."""
    width, height = _guessed_size(sizes)
    return PicturesForm(width=width, height=height, colour="grey" if is_grey else "rgb")


def _guessed_size(sizes: Counter[tuple[int, int]]) -> tuple[int, int]:
    if len(sizes) == 1:
        (width, height) = next(iter(sizes))
        if min(width, height) >= 4 and max(width, height) <= _KEPT_SIDE:
            return width, height
        factor = _GUESSED_SIDE / max(width, height)
        return max(4, round(width * factor)), max(4, round(height * factor))
    side = min(_GUESSED_SIDE, max(8, int(median(min(size) for size in sizes.elements()))))
    return side, side
