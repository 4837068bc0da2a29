"""Some sequences as lines, each with its target."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from playground.figures.frame import Figure, axis, frame, heading, literal, numbers, rows_of
from playground.figures.palette import PALETTES, Theme, class_color

ROW_PIXELS = 150


def sequences(
    values: ArrayLike,
    titles: Sequence[str],
    *,
    ends: Sequence[float | None] = (),
    across: int = 4,
    step: str = "step",
    theme: Theme = "light",
) -> Figure:
    """A small plot for each sequence, a line for each channel.

    Args:
        values: ``(n, steps, channels)``.
        titles: what is written above each.
        ends: the value to predict, drawn as a mark behind the last step where it is one; None where it is not.
    """
    shown = np.asarray(values, np.float64)
    count, steps, channels = shown.shape if shown.ndim == 3 else (0, 0, 0)
    rows = rows_of(count, across)
    figure: Figure = {
        "data": [], "layout": frame(theme, ROW_PIXELS * rows + 16, margin={"l": 28, "r": 4, "t": 18, "b": 18}),
    }  # fmt: skip
    high = 1 / rows
    for index in range(count):
        row, column = divmod(index, across)
        left, right = column / across + 0.008, (column + 1) / across - 0.008
        top, bottom = 1 - row * high, 1 - (row + 1) * high + 38 / (ROW_PIXELS * rows)
        suffix = str(index + 1) if index else ""
        for channel in range(channels):
            figure["data"].append({
                "type": "scatter", "mode": "lines" if steps > 1 else "markers", "x": list(range(1, steps + 1)),
                "y": numbers(shown[index, :, channel]),
                "line": {"width": 1.8, "color": class_color(channel + 1, theme)}, "xaxis": "x" + suffix,
                "yaxis": "y" + suffix, "hovertemplate": literal(step) + " %{x}: %{y:.4g}<extra></extra>",
            })  # fmt: skip
        if index < len(ends) and ends[index] is not None:
            figure["data"].append({
                "type": "scatter", "mode": "markers", "x": [steps + 1], "y": numbers([ends[index] or 0.0]),
                "marker": {"size": 9, "symbol": "diamond", "color": PALETTES[theme].negative}, "xaxis": "x" + suffix,
                "yaxis": "y" + suffix, "hovertemplate": "%{y:.4g}<extra></extra>",
            })  # fmt: skip
        figure["layout"]["xaxis" + suffix] = axis(
            theme, domain=[left, right], anchor="y" + suffix, showgrid=False, nticks=5, automargin=False,
            tickfont={"size": 10, "color": PALETTES[theme].muted},
        )  # fmt: skip
        figure["layout"]["yaxis" + suffix] = axis(
            theme, domain=[bottom, top], anchor="x" + suffix, nticks=4, automargin=False, showticklabels=not column,
            tickfont={"size": 10, "color": PALETTES[theme].muted}, **({"matches": "y"} if index else {}),
        )  # fmt: skip
        figure["layout"]["annotations"].append(heading(theme, literal(titles[index]), left, top))
    return figure
