"""Values to figures: colours, fonts and layouts in one place. Draws nothing itself."""

from typing import Any

from playground.figures import curves, palette


def stage_options() -> dict[str, Any]:
    """What the live stage needs to draw in either theme: ``palette`` and ``curves``."""
    return {"palette": palette.as_data(), "curves": curves.as_data()}


__all__ = ["curves", "palette", "stage_options"]
