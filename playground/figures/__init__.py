"""Values to figures: colours, fonts and layouts in one place. Draws nothing itself."""

from typing import Any

from playground.figures import curves, palette, plots


def stage_options() -> dict[str, Any]:
    """What the live stage needs to draw in either theme: ``palette`` and ``curves``."""
    return {"palette": palette.as_data(), "curves": curves.as_data()}


def inside_options() -> dict[str, Any]:
    """What the pages that look inside a network need to draw in either theme: ``palette`` and ``plots``."""
    return {"palette": palette.as_data(), "plots": plots.as_data()}


__all__ = ["curves", "inside_options", "palette", "plots", "stage_options"]
