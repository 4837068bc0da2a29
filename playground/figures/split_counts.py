"""What the split did: how many samples of each class are in each part, or of each stretch of a target."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, axis, frame, literal, numbers, short, titled
from playground.figures.palette import PALETTES, Theme
from playground.spec.numbers import minus

MOST_CLASSES = 30
LABELS = ("Training", "Validation", "Validation, trained on as well")


def class_counts(
    names: Sequence[str],
    counts: ArrayLike,
    *,
    labels: tuple[str, str, str] = LABELS,
    leak: bool = False,
    others: str = "Other classes",
    theme: Theme = "light",
) -> Figure:
    """A bar for each class, of its two parts; the largest classes where there are many.

    Args:
        names: of the classes.
        counts: ``(2, classes)``, training and validation without leaking.
        labels: of the parts, the last for validation samples that leak.
        leak: hatch the validation samples, as they are trained on too.
        others: the name of all classes that get no bar of their own.
    """
    parts = np.asarray(counts, dtype=np.int64).reshape(2, -1)
    shown, parts = _largest(list(names), parts, others)
    y = list(range(len(shown)))
    figure: Figure = {
        "data": _bars(parts, labels, leak, theme, y=y, orientation="h", hover=[literal(name) for name in shown]),
        "layout": frame(
            theme, 64 + (36 if len(shown) <= 5 else 24) * max(len(shown), 2),
            barmode="stack", bargap=0.25, showlegend=True,
            margin={"l": 8, "r": 16, "t": 28, "b": 8},
            xaxis=axis(theme, rangemode="tozero", tickformat=",d"),
            yaxis=axis(theme, tickmode="array", tickvals=y, ticktext=[short(name) for name in shown], showgrid=False,
                       autorange="reversed", ticks="", tickfont={"size": 12, "color": PALETTES[theme].text}),
        ),
    }  # fmt: skip
    return figure


def target_counts(
    edges: ArrayLike,
    counts: ArrayLike,
    *,
    labels: tuple[str, str, str] = LABELS,
    leak: bool = False,
    target: str = "Target",
    height: int = 260,
    theme: Theme = "light",
) -> Figure:
    """The values of a target in both parts.

    Args:
        edges: of the bars ``(bars + 1,)``.
        counts: ``(2, bars)``.
    """
    borders = np.asarray(edges, dtype=np.float64)
    middles = numbers((borders[:-1] + borders[1:]) / 2)
    hover = [minus(f"{low:.4g} – {high:.4g}") for low, high in pairwise(borders)]
    return {
        "data": _bars(np.asarray(counts).reshape(2, -1), labels, leak, theme, x=middles, orientation="v", hover=hover),
        "layout": frame(
            theme, height, barmode="stack", bargap=0.06, showlegend=True, margin={"l": 8, "r": 8, "t": 28, "b": 8},
            xaxis=titled(theme, short(target)), yaxis=axis(theme, rangemode="tozero", tickformat=",d"),
        ),
    }  # fmt: skip


def _bars(
    parts: Any,
    labels: tuple[str, str, str],
    leak: bool,
    theme: Theme,
    *,
    orientation: str,
    hover: list[str],
    **place: Any,
) -> list[dict[str, Any]]:
    colors = PALETTES[theme]
    length = "x" if orientation == "h" else "y"
    shown = (labels[0], labels[2] if leak else labels[1])
    found = []
    for row, name, color, hatched in zip(
        parts, shown, (colors.training, colors.validation), (False, leak), strict=True
    ):
        marker: dict[str, Any] = {"color": color, "line": {"width": 0}}
        if hatched:
            marker["pattern"] = {
                "shape": "/",
                "fgcolor": colors.training,
                "bgcolor": color,
                "size": 7,
                "solidity": 0.45,
            }
        found.append({
            "type": "bar", "orientation": orientation, length: numbers(row), **place, "name": literal(name),
            "marker": marker, "hovertext": hover,
            "hovertemplate": "%{hovertext}<br>" + literal(name) + ": %{" + length + ":,d}<extra></extra>",
        })  # fmt: skip
    return found


def _largest(names: list[str], parts: Any, others: str) -> tuple[list[str], Any]:
    if len(names) <= MOST_CLASSES:
        return names, parts[:, : len(names)]
    order = np.argsort(-parts.sum(axis=0), kind="stable")
    kept = np.sort(order[: MOST_CLASSES - 1])
    rest = np.delete(parts, kept, axis=1).sum(axis=1, keepdims=True)
    return [*(names[index] for index in kept), others], np.concatenate([parts[:, kept], rest], axis=1)
