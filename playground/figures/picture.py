"""One picture enlarged, with its numbers: in each field where there is room, else where one points."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, as_rows, axis, frame
from playground.figures.palette import PALETTES, Theme
from playground.spec.numbers import minus

MOST_NUMBERED = 12
"""Pixels across up to which each shows its number."""


def picture(
    values: ArrayLike,
    *,
    low: float,
    high: float,
    digits: int = 0,
    words: tuple[str, str, str] = ("row", "column", "number"),
    size: int = 330,
    theme: Theme = "light",
) -> Figure:
    """The picture as squares.

    Args:
        values: ``(height, width, channels)``; three channels are red, green and blue.
        low, high: the values of black and white.
        digits: behind the decimal point of the numbers that are shown.
        words: how pointing at a pixel names its row, its column and its number.
    """
    shown = np.asarray(values, np.float64)
    rows, columns = shown.shape[:2]
    place = f"{words[0]} %{{y}}, {words[1]} %{{x}}<br>{words[2]} "
    trace: dict[str, Any] = (
        _colored(shown, low, high, digits, place) if shown.shape[2] == 3 else _grey(shown, low, high, digits, place)
    )
    square = {"showgrid": False, "showticklabels": False, "ticks": "", "constrain": "domain"}
    return {
        "data": [trace],
        "layout": frame(
            theme, size, margin={"l": 2, "r": 2, "t": 2, "b": 2},
            xaxis=axis(theme, **square, range=[-0.5, columns - 0.5]),
            yaxis=axis(theme, **square, range=[rows - 0.5, -0.5], scaleanchor="x", scaleratio=1),
            hoverlabel={"font": {"size": 12, "color": PALETTES[theme].text}, "bgcolor": PALETTES[theme].background},
        ),
    }  # fmt: skip


def _grey(values: Any, low: float, high: float, digits: int, place: str) -> dict[str, Any]:
    columns = values.shape[1]
    numbered = columns <= MOST_NUMBERED
    return {
        "type": "heatmap", "z": as_rows(values.mean(axis=2), columns), "zmin": low,
        "zmax": high if high > low else low + 1,
        "colorscale": [[0, "#000000"], [1, "#ffffff"]], "showscale": False, "xgap": 0.5, "ygap": 0.5,
        "texttemplate": f"%{{z:.{digits}f}}" if numbered else "",
        "textfont": {"size": 12 if columns <= 8 and not digits else 10},
        "hovertemplate": f"{place}%{{z:.{max(digits, 0)}f}}<extra></extra>",
    }  # fmt: skip


def _colored(values: Any, low: float, high: float, digits: int, place: str) -> dict[str, Any]:
    span = high - low if high > low else 1.0
    bytes_ = np.clip(np.nan_to_num((values - low) / span) * 255, 0, 255).round().astype(np.uint8)
    said = [[minus(" · ".join(f"{number:.{digits}f}" for number in pixel)) for pixel in row] for row in values]
    return {
        "type": "image", "z": bytes_.tolist(), "customdata": said,
        "hovertemplate": f"{place}%{{customdata}}<extra></extra>",
    }  # fmt: skip
