"""Which columns go together: a heat map of the correlations."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, as_rows, axis, frame, literal, short
from playground.figures.palette import PALETTES, Theme

MOST_NUMBERED = 12
"""With more columns the numbers would not fit into their fields."""
MOST = 40


def correlation(names: Sequence[str], matrix: ArrayLike, *, height: int = 440, theme: Theme = "light") -> Figure:
    """Blue for columns that grow together, orange for one that falls as the other grows.

    Args:
        names: of the columns.
        matrix: ``(columns, columns)``, -1 to 1; NaN where a column never changes.
    """
    shown = list(names)[:MOST]
    values = np.asarray(matrix, np.float64).reshape(len(names), len(names))[: len(shown), : len(shown)]
    colors = PALETTES[theme]
    places = list(range(len(shown)))
    labels = [short(name, 22) for name in shown]
    full = [literal(name) for name in shown]
    numbered = len(shown) <= MOST_NUMBERED
    ticks = {"tickmode": "array", "tickvals": places, "ticktext": labels, "showgrid": False, "ticks": ""}
    return {
        "data": [{
            "type": "heatmap", "z": as_rows(values, len(shown)), "x": places, "y": places, "zmin": -1, "zmax": 1,
            "colorscale": [[0, colors.negative], [0.5, colors.neutral], [1, colors.positive]],
            "xgap": 1, "ygap": 1, "hoverongaps": False,
            "customdata": [[f"{down} · {across}" for across in full] for down in full],
            "hovertemplate": "%{customdata}: %{z:.3f}<extra></extra>",
            "texttemplate": "%{z:.2f}" if numbered else "", "textfont": {"size": 11},
            "colorbar": {"thickness": 10, "len": 0.9, "outlinewidth": 0, "tickvals": [-1, 0, 1],
                         "tickfont": {"size": 11, "color": colors.muted}},
        }],
        "layout": frame(
            theme, height, margin={"l": 8, "r": 8, "t": 8, "b": 8},
            xaxis=axis(theme, **ticks, tickangle=-40 if len(shown) > 3 else 0),
            yaxis=axis(theme, **ticks, autorange="reversed"),
        ),
    }  # fmt: skip
