"""A small histogram for each column, all columns at a glance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, axis, frame, heading, rows_of, short
from playground.figures.histogram import bars
from playground.figures.palette import PALETTES, Theme

ROW_PIXELS = 104
MOST_PLOTS = 12
"""Each has axes of its own, which take a browser its time."""


def histogram_grid(
    names: Sequence[str],
    edges: ArrayLike,
    counts: ArrayLike,
    *,
    groups: Sequence[str] = (),
    same_scale: bool = False,
    across: int = 6,
    theme: Theme = "light",
) -> Figure:
    """Small plots in rows of ``across``.

    Args:
        names: of the columns; at most ``MOST_PLOTS`` are drawn.
        edges: ``(columns, bars + 1)``, NaN behind the last of a column.
        counts: ``(columns, groups, bars)``.
        groups: the names of the classes, for their colours.
        same_scale: all plots from the lowest to the highest value of all columns, to compare them.
    """
    shown = list(names)[:MOST_PLOTS]
    borders = np.asarray(edges, dtype=np.float64)[: len(shown)]
    heights = np.asarray(counts)[: len(shown)]
    rows = rows_of(len(shown), across)
    figure: Figure = {
        "data": [],
        "layout": frame(
            theme, ROW_PIXELS * rows + 8, barmode="stack", bargap=0, margin={"l": 4, "r": 4, "t": 16, "b": 16}
        ),
    }
    reach = _reach(borders) if same_scale else None
    gap, high = 0.02, 1 / rows
    for index, name in enumerate(shown):
        row, column = divmod(index, across)
        left, right = column / across + gap / 2, (column + 1) / across - gap / 2
        top, bottom = 1 - row * high, 1 - (row + 1) * high + 34 / (ROW_PIXELS * rows)
        suffix = str(index + 1) if index else ""
        for trace in bars(borders[index], heights[index], groups=groups, theme=theme, axes=suffix):
            figure["data"].append({**trace, "showlegend": False})
        bounds = {} if reach is None else {"range": list(reach)}
        figure["layout"]["xaxis" + suffix] = axis(
            theme, domain=[left, right], anchor="y" + suffix, showgrid=False, nticks=3, automargin=False,
            tickfont={"size": 10, "color": PALETTES[theme].muted}, **bounds,
        )  # fmt: skip
        figure["layout"]["yaxis" + suffix] = axis(
            theme, domain=[bottom, top], anchor="x" + suffix, showgrid=False, showticklabels=False, ticks="",
            rangemode="tozero", automargin=False,
        )  # fmt: skip
        figure["layout"]["annotations"].append(heading(theme, short(name, 28), left, top, font={
            "size": 11, "color": PALETTES[theme].text}))  # fmt: skip
    return figure


def _reach(borders: np.ndarray) -> tuple[float, float]:
    finite = borders[np.isfinite(borders)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
