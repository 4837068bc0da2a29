"""Two columns against each other, coloured by class or by the target."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, frame, literal, numbers, short, titled
from playground.figures.palette import PALETTES, Theme, class_color

MOST_POINTS = 1000
"""More would hide each other, and take a browser its time."""


def pair(
    x: ArrayLike,
    y: ArrayLike,
    labels: ArrayLike,
    *,
    is_validation: ArrayLike | None = None,
    names: tuple[str, str] = ("", ""),
    classes: Sequence[str] = (),
    target: str = "Target",
    parts: tuple[str, str] = ("Training", "Validation"),
    plane: float | None = None,
    height: int = 440,
    theme: Theme = "light",
) -> Figure:
    """A point for each sample, of many for some; samples for validation are hollow.

    Args:
        x, y: float ``(n,)``; a point that lacks one is left out.
        labels: class numbers or values ``(n,)``.
        is_validation: bool ``(n,)``; nobody by default.
        names: of the two columns.
        classes: the names of the classes; none where the labels are values.
        plane: draw from minus to plus this value, both axes alike.
    """
    across, up, labels = np.asarray(x, np.float64), np.asarray(y, np.float64), np.asarray(labels)
    hollow = np.zeros(len(across), bool) if is_validation is None else np.asarray(is_validation, bool)
    seen = _thinned(np.flatnonzero(np.isfinite(across) & np.isfinite(up)))
    data = _by_class if classes else _by_value
    figure: Figure = {
        "data": data(across[seen], up[seen], labels[seen], hollow[seen], classes or (target,), parts, names, theme),
        "layout": frame(
            theme, height, showlegend=bool(classes), margin={"l": 8, "r": 8, "t": 28, "b": 8},
            xaxis=titled(theme, short(names[0])), yaxis=titled(theme, short(names[1])), hovermode="closest",
        ),
    }  # fmt: skip
    if plane is not None:
        figure["layout"]["xaxis"] |= {"range": [-plane, plane], "constrain": "domain"}
        figure["layout"]["yaxis"] |= {
            "range": [-plane, plane], "scaleanchor": "x", "scaleratio": 1, "constrain": "domain",
        }  # fmt: skip
    return figure


def _thinned(places: Any) -> Any:
    """At most ``MOST_POINTS`` of them, evenly."""
    if len(places) <= MOST_POINTS:
        return places
    return places[np.linspace(0, len(places) - 1, MOST_POINTS).round().astype(np.intp)]


def _by_class(
    x: Any, y: Any, labels: Any, hollow: Any, classes: Sequence[str], parts: tuple[str, str],
    names: tuple[str, str], theme: Theme,
) -> list[dict[str, Any]]:  # fmt: skip
    found = []
    for number, name in enumerate(classes):
        for is_hollow, part in zip((False, True), parts, strict=True):
            chosen = (labels == number) & (hollow == is_hollow)
            if is_hollow and not chosen.any():
                continue
            color = class_color(number, theme)
            found.append({
                **_points(x[chosen], y[chosen], names, f"{literal(name)}, {literal(part)}"),
                "name": literal(name), "legendgroup": str(number), "showlegend": not is_hollow,
                "marker": _marker(color, is_hollow, theme, len(x)),
            })  # fmt: skip
    return found


def _by_value(
    x: Any, y: Any, labels: Any, hollow: Any, target: Sequence[str], parts: tuple[str, str],
    names: tuple[str, str], theme: Theme,
) -> list[dict[str, Any]]:  # fmt: skip
    colors = PALETTES[theme]
    finite = labels[np.isfinite(labels)].astype(np.float64)
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    scale = [[0, colors.negative], [0.5, colors.muted], [1, colors.positive]]
    found = []
    for is_hollow, part in zip((False, True), parts, strict=True):
        chosen = hollow == is_hollow
        found.append({
            **_points(x[chosen], y[chosen], names, literal(part)),
            "customdata": numbers(labels[chosen]),
            "hovertemplate": f"{short(names[0])}: %{{x:.4g}}<br>{short(names[1])}: %{{y:.4g}}<br>"
            f"{short(target[0])}: %{{customdata:.4g}}<extra>{literal(part)}</extra>",
            "marker": {
                "color": numbers(labels[chosen]), "cmin": low, "cmax": high, "colorscale": scale,
                "size": _size(len(x)), "symbol": "circle-open" if is_hollow else "circle",
                "line": {"width": 1.6 if is_hollow else 0.6, **({} if is_hollow else {"color": colors.outline})},
                "showscale": not is_hollow,
                "colorbar": {"thickness": 10, "len": 0.9, "outlinewidth": 0, "title": {"text": short(target[0]),
                             "font": {"size": 12, "color": colors.muted}},
                             "tickfont": {"size": 11, "color": colors.muted}, "nticks": 6},
            },
        })  # fmt: skip
    return found


def _points(x: Any, y: Any, names: tuple[str, str], said: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": numbers(x), "y": numbers(y),
        "hovertemplate": f"{short(names[0])}: %{{x:.4g}}<br>{short(names[1])}: %{{y:.4g}}<extra>{said}</extra>",
    }  # fmt: skip


def _marker(color: str, is_hollow: bool, theme: Theme, count: int) -> dict[str, Any]:
    if is_hollow:
        return {"color": color, "symbol": "circle-open", "size": _size(count), "line": {"width": 1.6}}
    return {"color": color, "size": _size(count), "line": {"width": 0.6, "color": PALETTES[theme].outline}}


def _size(count: int) -> float:
    return 8 if count <= 300 else 6.5 if count <= 1000 else 5.5
