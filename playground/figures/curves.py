"""The curves of loss and metric over the epochs, as a plain Plotly figure: ``{"data", "layout"}`` and its config."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.figures.palette import PALETTES, Theme, rgba

Floats = NDArray[np.float64]

FONT = '"Source Sans", system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
RAW_OPACITY = 0.28
MAX_POINTS = 2000
"""Of one line; more than a screen has columns."""

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "doubleClick": "reset+autosize",
    "scrollZoom": False,
    "responsive": False,
    "showTips": False,
}


def smooth(values: ArrayLike, smoothing: float) -> Floats:
    """The exponential moving average, corrected for its start (as in TensorBoard).

    Args:
        values: float ``(n,)``; NaN and infinity pass through and leave the average alone.
        smoothing: 0 (none) to 0.99.
    """
    values = np.asarray(values, dtype=np.float64)
    if smoothing <= 0:
        return values.copy()
    result, average, weight = np.empty_like(values), 0.0, 0.0
    for index, value in enumerate(values):
        if np.isfinite(value):
            average = smoothing * average + (1 - smoothing) * value
            weight = smoothing * weight + (1 - smoothing)
            value = average / weight
        result[index] = value
    return result


def thin(x: ArrayLike, y: ArrayLike, max_points: int = MAX_POINTS) -> tuple[Floats, Floats]:
    """At most ``max_points`` of a line (at least 4), with the lowest and the highest of each stretch kept.

    Args:
        x, y: float ``(n,)``.
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if len(x) <= max_points:
        return x, y
    edges = np.linspace(0, len(x), max(max_points // 2 - 1, 1) + 1).astype(int)
    keep = {0, len(x) - 1}
    for start, end in pairwise(edges):
        part = y[start:end]
        finite = np.isfinite(part)
        keep.add(start + int(np.argmin(np.where(finite, part, np.inf))))
        keep.add(start + int(np.argmax(np.where(finite, part, -np.inf))))
    kept = np.array(sorted(keep))
    return x[kept], y[kept]


def layout(
    theme: Theme = "light", titles: Sequence[str] = ("Loss", "Accuracy"), epoch: str = "Epoch"
) -> dict[str, Any]:
    """The layout of two plots side by side (or one), without a size: the page gives it the room there is."""
    colors = PALETTES[theme]
    axis = {
        "gridcolor": colors.grid,
        "linecolor": colors.grid,
        "zeroline": False,
        "tickfont": {"size": 11, "color": colors.muted},
        "automargin": False,
        "nticks": 5,
    }
    found: dict[str, Any] = {
        "font": {"family": FONT, "size": 12, "color": colors.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 44, "r": 8, "t": 20, "b": 24, "pad": 0},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"font": {"size": 12, "color": colors.text}, "bgcolor": colors.background},
        "dragmode": "zoom",
        "annotations": [],
        "uirevision": "kept",
    }
    wide = [(0.0, 1.0)] if len(titles) == 1 else [(0.0, 0.45), (0.56, 1.0)]
    for index, (title, (left, right)) in enumerate(zip(titles, wide, strict=False)):
        suffix = "" if index == 0 else str(index + 1)
        found["xaxis" + suffix] = axis | {
            "domain": [left, right], "anchor": "y" + suffix, "tickformat": "~s", "hoverformat": ",d",
            "rangemode": "tozero", "unifiedhovertitle": {"text": epoch + " %{x:,d}"}, "minallowed": 0,
        }  # fmt: skip
        found["yaxis" + suffix] = axis | {
            "domain": [0.0, 1.0], "anchor": "x" + suffix, "tickformat": "~g", "hoverformat": ".4g",
        }  # fmt: skip
        found["annotations"].append({
            "text": title, "showarrow": False, "xref": "paper", "yref": "paper", "x": left, "y": 1, "xanchor": "left",
            "yanchor": "bottom", "font": {"size": 12, "color": colors.muted}, "name": title,
        })  # fmt: skip
    return found


def lines(theme: Theme = "light") -> dict[str, dict[str, Any]]:
    """How each line looks: ``training``, ``validation``, and ``training_raw``, ``validation_raw`` behind them."""
    colors = PALETTES[theme]
    found: dict[str, dict[str, Any]] = {}
    for name, color, dash in (("training", colors.training, "solid"), ("validation", colors.validation, "6px,3px")):
        found[name] = {"color": color, "width": 2, "dash": dash}
        found[name + "_raw"] = {"color": rgba(color, RAW_OPACITY), "width": 1, "dash": "solid"}
    return found


def curves(
    names: Sequence[str],
    rows: ArrayLike,
    *,
    metric: str | None = None,
    titles: Sequence[str] = ("Loss", "Accuracy"),
    labels: tuple[str, str] = ("Training", "Validation"),
    theme: Theme = "light",
    smoothing: float = 0.0,
    logarithmic: bool = False,
) -> dict[str, Any]:
    """Loss and one metric over the epochs; draws for no rows, one row and NaN too.

    Args:
        names: the columns, ``("epoch", "loss", "accuracy", "val_loss", "val_accuracy")``.
        rows: float ``(n, columns)``.
        metric: the name of the metric's column; the first that is not a loss by default.
        smoothing: 0 to 0.99; above 0 the raw line stays, faint, behind the smoothed one.
        logarithmic: the loss on a logarithmic axis.
    """
    table = np.asarray(rows, dtype=np.float64).reshape(-1, len(names))
    columns = dict(zip(names, table.T, strict=True))
    others = [name for name in names if name not in ("epoch", "loss") and not name.startswith("val_")]
    metric = metric or (others[0] if others else None)
    shown = ["loss"] if metric is None else ["loss", metric]
    figure: dict[str, Any] = {"data": [], "layout": layout(theme, titles[: len(shown)])}
    if logarithmic:
        figure["layout"]["yaxis"]["type"] = "log"
    styles = lines(theme)
    for index, name in enumerate(shown):
        axes = {"xaxis": "x" + str(index + 1 if index else ""), "yaxis": "y" + str(index + 1 if index else "")}
        for kind, label, prefix in (("training", labels[0], ""), ("validation", labels[1], "val_")):
            values = columns.get(prefix + name, np.empty(0))
            x = columns["epoch"][: len(values)]
            if smoothing > 0:
                figure["data"].append(_trace(label, x, values, styles[kind + "_raw"], axes) | {"hoverinfo": "skip"})
            figure["data"].append(_trace(label, x, smooth(values, smoothing), styles[kind], axes))
    return figure


def _trace(name: str, x: Floats, y: Floats, line: dict[str, Any], axes: dict[str, str]) -> dict[str, Any]:
    x, y = thin(x, y)
    # Plotly leaves a gap at None; NaN and infinity are not JSON.
    values = [float(value) if np.isfinite(value) else None for value in y]
    mode = "lines" if len(x) > 1 else "lines+markers"
    return {"type": "scatter", "mode": mode, "name": name, "x": x.tolist(), "y": values, "line": line} | axes


def as_data() -> dict[str, Any]:
    """Layouts, lines and config of both themes as plain values, for the page's script."""
    themes: tuple[Theme, ...] = ("light", "dark")
    return {
        "config": CONFIG,
        "max_points": MAX_POINTS,
        **{theme: {"layout": layout(theme), "lines": lines(theme)} for theme in themes},
    }
