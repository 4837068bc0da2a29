"""What the plots of the pages that look inside a network have in common: they are drawn in the browser, in place."""

from typing import Any

from playground.figures.frame import CONFIG, axis, frame
from playground.figures.palette import THEMES


def as_data() -> dict[str, dict[str, Any]]:
    """For each theme ``layout``, ``axis`` (of either direction) and ``config``, as plain values for the script."""
    return {theme: {"layout": _layout(theme), "axis": axis(theme), "config": CONFIG} for theme in THEMES}


def _layout(theme: Any) -> dict[str, Any]:
    found = frame(theme, 0, margin={"l": 44, "r": 10, "t": 10, "b": 34, "pad": 0})
    del found["height"]
    return found
