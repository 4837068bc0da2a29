"""What every figure of the Data page has in common: font, axes, margins, and how a name becomes a label."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.curves import FONT
from playground.figures.palette import PALETTES, Theme

Figure = dict[str, Any]
"""``{"data": [...], "layout": {...}}``, plain values."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showTips": False}
LONGEST = 24
"""Characters of a name beside an axis; pointing at its mark shows all of it."""


def literal(text: object) -> str:
    """A name as Plotly shows it: Plotly reads a few HTML tags and entities in every text."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def short(text: object, most: int = LONGEST) -> str:
    """The same, cut where there is little room."""
    seen = str(text)
    return literal(seen if len(seen) <= most else seen[: most - 1].rstrip() + "…")


def numbers(values: ArrayLike) -> list[Any]:
    """Numbers as JSON knows them: what is not finite becomes None, which Plotly leaves out."""
    found = np.asarray(values)
    if found.dtype.kind in "iub":
        return list(found.tolist())
    return [value if np.isfinite(value) else None for value in found.astype(np.float64).tolist()]


def axis(theme: Theme, **more: Any) -> dict[str, Any]:
    """An axis with quiet lines."""
    colors = PALETTES[theme]
    return {
        "gridcolor": colors.grid, "linecolor": colors.grid, "zeroline": False, "automargin": True, "nticks": 6,
        "tickfont": {"size": 11, "color": colors.muted}, "title": {"font": {"size": 12, "color": colors.muted}},
        "fixedrange": True, **more,
    }  # fmt: skip


def titled(theme: Theme, title: str, **more: Any) -> dict[str, Any]:
    """An axis with a title, which is a ready label (see ``short``)."""
    font = {"size": 12, "color": PALETTES[theme].muted}
    return axis(theme, **{"title": {"text": title, "font": font, "standoff": 6}, **more})


def frame(theme: Theme, height: int, **more: Any) -> dict[str, Any]:
    """A layout without axes."""
    colors = PALETTES[theme]
    found: dict[str, Any] = {
        "font": {"family": FONT, "size": 12, "color": colors.text},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0},
        "showlegend": False, "height": height, "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "font": {"size": 12},
                   "itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        "hoverlabel": {"font": {"size": 12, "color": colors.text, "family": FONT}, "bgcolor": colors.background,
                       "bordercolor": colors.grid, "align": "left"},
        "annotations": [],
    }  # fmt: skip
    return {**found, **more}


def heading(theme: Theme, text: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    """A small title at the upper left corner of a plot; ``x`` and ``y`` are shares of the figure."""
    return {
        "text": text, "showarrow": False, "xref": "paper", "yref": "paper", "x": x, "y": y, "xanchor": "left",
        "yanchor": "bottom", "font": {"size": 12, "color": PALETTES[theme].muted}, **more,
    }  # fmt: skip


def rows_of(count: int, across: int) -> int:
    """How many rows a grid of so many plots has."""
    return max(1, -(-count // across))


def as_rows(values: ArrayLike, num_columns: int) -> list[list[Any]]:
    """A matrix as lists of ``num_columns`` values, None where not finite."""
    flat = numbers(np.asarray(values).reshape(-1))
    return [flat[start : start + num_columns] for start in range(0, len(flat), max(num_columns, 1))]


def texts(names: Sequence[object]) -> list[str]:
    """Names for pointing at."""
    return [literal(name) for name in names]
