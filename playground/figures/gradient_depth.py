"""The size of the signal and of the gradient in every layer of a deep network: two plots with logarithmic axes."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, frame, heading, literal, numbers, titled
from playground.figures.palette import PALETTES, Theme


class Series(NamedTuple):
    """One network: a ready name, and two sizes for each of its layers."""

    name: str
    signal: ArrayLike
    gradient: ArrayLike


def gradient_depth(
    series: Sequence[Series],
    *,
    limits: tuple[float, float] = (1e-3, 1e3),
    titles: tuple[str, str] = ("Signal that goes forward", "Gradient that comes back"),
    axis_title: str = "Layer",
    words: tuple[str, str] = ("explodes", "vanishes"),
    height: int = 340,
    theme: Theme = "light",
) -> Figure:
    """Signal at the left, gradient at the right; the first series is drawn strongly, the others are for comparison.

    Args:
        series: of one or more networks. A size of 0 has no place on a logarithmic axis and is left out.
        limits: below the first the gradient counts as vanished, above the second as exploded; dashed lines.
        words: beside the upper and the lower line.
    """
    colors = PALETTES[theme]
    figure: Figure = {"data": [], "layout": frame(theme, height, showlegend=len(series) > 1)}
    layers = max([np.size(each.signal) for each in series], default=1)
    for axes, domain, which in (("", [0, 0.47], "signal"), ("2", [0.53, 1], "gradient")):
        figure["data"] += [_line(each, getattr(each, which), index, axes, theme) for index, each in enumerate(series)]
        ends = _ends([getattr(each, which) for each in series], limits)
        figure["layout"][f"xaxis{axes}"] = titled(
            theme, axis_title, domain=domain, anchor=f"y{axes}", range=[0.5, layers + 0.5], showgrid=False,
            tickformat="d", nticks=min(layers + 1, 11),
        )  # fmt: skip
        figure["layout"][f"yaxis{axes}"] = titled(
            theme, "", anchor=f"x{axes}", type="log", range=ends, exponentformat="power", nticks=7,
        )  # fmt: skip
    figure["layout"]["shapes"] = [_limit(limit, colors.muted) for limit in limits]
    low, high = (float(np.log10(limit)) for limit in limits)
    figure["layout"]["annotations"] = [
        heading(theme, titles[0], 0, 1),
        heading(theme, titles[1], 0.53, 1),
        *(_beside(word, y, anchor, theme) for word, y, anchor in ((words[0], high, "bottom"), (words[1], low, "top"))),
    ]
    figure["layout"]["legend"]["y"] = 1.09
    figure["layout"]["margin"]["t"] = 46 if len(series) > 1 else 24
    return figure


def _line(series: Series, values: ArrayLike, index: int, axes: str, theme: Theme) -> dict[str, Any]:
    colors = PALETTES[theme]
    sizes = np.asarray(values, np.float64)
    color = colors.positive if index == 0 else colors.negative
    return {
        "type": "scatter", "mode": "lines+markers" if index == 0 else "lines",
        "x": list(range(1, len(sizes) + 1)), "y": numbers(np.where(sizes > 0, sizes, np.nan)),
        "name": literal(series.name), "legendgroup": str(index), "showlegend": not axes,
        "line": {"color": color, "width": 3 if index == 0 else 2, "dash": "solid" if index == 0 else "dash"},
        "marker": {"color": color, "size": 6}, "xaxis": f"x{axes}", "yaxis": f"y{axes}",
        "hovertemplate": "%{x}: %{y:.3g}<extra></extra>",
    }  # fmt: skip


def _ends(values: Sequence[ArrayLike], limits: tuple[float, float]) -> list[float]:
    """The ends of a logarithmic axis: everything, and the limits."""
    flat = np.concatenate([np.ravel(np.asarray(each, np.float64)) for each in values] or [np.ones(1)])
    seen = np.append(flat[np.isfinite(flat) & (flat > 0)], limits)
    low, high = float(np.log10(seen.min())), float(np.log10(seen.max()))
    room = 0.08 * (high - low)
    return [low - room, high + room]


def _limit(limit: float, color: str) -> dict[str, Any]:
    return {
        "type": "line", "xref": "x2 domain", "yref": "y2", "x0": 0, "x1": 1, "y0": limit, "y1": limit,
        "line": {"color": color, "width": 1, "dash": "dot"}, "layer": "below",
    }  # fmt: skip


def _beside(word: str, y: float, anchor: str, theme: Theme) -> dict[str, Any]:
    # an annotation on a logarithmic axis is placed by the logarithm, a shape by the value itself
    return {
        "text": literal(word), "showarrow": False, "xref": "x2 domain", "yref": "y2", "x": 1, "y": y,
        "xanchor": "right", "yanchor": anchor, "font": {"size": 12, "color": PALETTES[theme].muted},
    }  # fmt: skip
