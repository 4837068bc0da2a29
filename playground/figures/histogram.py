"""One column before and after scaling: two histograms with the same bars on two scales."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, axis, frame, heading, literal, numbers
from playground.figures.palette import PALETTES, Theme, class_color
from playground.spec.numbers import minus


def before_and_after(
    before: tuple[ArrayLike, ArrayLike],
    after: tuple[ArrayLike, ArrayLike],
    *,
    groups: Sequence[str] = (),
    titles: tuple[str, str] = ("Before scaling", "After scaling"),
    height: int = 250,
    theme: Theme = "light",
) -> Figure:
    """Two plots side by side.

    Args:
        before: edges ``(bars + 1,)``, NaN behind the last, and counts ``(groups, bars)``.
        after: the same, as the network sees it.
        groups: the names of the classes, for their colours; none where values are not told apart.
    """
    figure: Figure = {
        "data": [*bars(*before, groups=groups, theme=theme), *bars(*after, groups=groups, theme=theme, axes="2")],
        "layout": frame(
            theme, height, barmode="stack", bargap=0, showlegend=len(groups) > 1,
            margin={"l": 8, "r": 8, "t": 44 if len(groups) > 1 else 24, "b": 8},
            xaxis=axis(theme, domain=[0, 0.48], showgrid=False, nticks=7),
            yaxis=axis(theme, rangemode="tozero", tickformat="~s", nticks=5),
            xaxis2=axis(theme, domain=[0.52, 1], anchor="y2", showgrid=False, nticks=7),
            yaxis2=axis(theme, anchor="x2", matches="y", rangemode="tozero", showticklabels=False, nticks=5),
        ),
    }  # fmt: skip
    figure["layout"]["legend"]["y"] = 1.08
    figure["layout"]["annotations"] = [
        heading(theme, literal(titles[0]), 0, 1),
        heading(theme, literal(titles[1]), 0.52, 1),
    ]
    return figure


def bars(
    edges: ArrayLike, counts: ArrayLike, *, groups: Sequence[str] = (), theme: Theme = "light", axes: str = ""
) -> list[dict[str, Any]]:
    """The bars of one histogram, a trace for each group.

    Args:
        edges: ``(bars + 1,)``, NaN behind the last.
        counts: ``(groups, bars)``.
        groups: the names of the groups; none where there is one only.
        axes: what is put behind the names of the axes, such as "2".
    """
    borders = np.asarray(edges, dtype=np.float64)
    borders = borders[np.isfinite(borders)]
    heights = np.asarray(counts).reshape(-1, np.shape(counts)[-1])[:, : max(len(borders) - 1, 0)]
    middles, widths = (borders[:-1] + borders[1:]) / 2, np.diff(borders)
    span = [minus(f"{low:.4g} – {high:.4g}") for low, high in pairwise(borders)]
    named = len(groups) > 1
    return [
        {
            "type": "bar", "x": numbers(middles), "width": numbers(widths), "y": numbers(row),
            "name": literal(groups[index]) if named else "", "showlegend": named and not axes,
            "legendgroup": str(index), "hovertext": span,
            "hovertemplate": "%{hovertext}<br>" + (f"{literal(groups[index])}: " if named else "")
            + "%{y:,d}<extra></extra>",
            "marker": {"color": class_color(index, theme) if named else PALETTES[theme].positive, "line": {"width": 0}},
            "xaxis": "x" + axes, "yaxis": "y" + axes,
        }
        for index, row in enumerate(heights)
    ]  # fmt: skip
