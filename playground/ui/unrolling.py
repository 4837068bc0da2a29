"""A picture that becomes a vector, as a component: a slider or an animation lays its rows behind each other."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from playground.data.summary import Summary
from playground.figures.palette import PALETTES, Theme
from playground.spec import N_
from playground.ui.gallery import shades
from playground.ui.words import _

_FILES = Path(__file__).with_suffix(".js"), Path(__file__).with_suffix(".css")
_JS, _CSS = (path.read_text(encoding="utf-8") for path in _FILES)

_UNROLLING = st.components.v2.component(
    "playground_unrolling",
    html="""
<div class="unrolling">
  <div class="controls">
    <button type="button"></button>
    <input type="range" min="0" max="28" step="0.01">
    <span class="formula"></span>
  </div>
  <p class="said"></p>
  <canvas role="presentation"></canvas>
</div>
""",
    css=_CSS,
    js=_JS,
)


def unrolling(summary: Summary, chosen: int, *, theme: Theme, key: str) -> Any:
    """Draw it for one of the examples, with the numbers that enter the network."""
    example = summary.examples[chosen : chosen + 1]
    height, width, channels = example.shape[1:]
    return _UNROLLING(
        key=key,
        data={
            "width": width, "height": height, "channels": channels,
            "pixels": b64encode(shades(example, summary, channels if channels > 1 else 1).tobytes()).decode(),
            "numbers": b64encode(summary.examples_scaled[chosen].astype(np.float32).tobytes()).decode(),
            "dark": theme == "dark", "bar": PALETTES[theme].positive, "words": _words(channels),
        },
    )  # fmt: skip


def _words(channels: int) -> dict[str, str]:
    formula = N_("number = row × {width} + column, counted from 0")
    if channels > 1:
        formula = N_("number = (row × {width} + column) × {channels} + colour, counted from 0")
    return {
        "play": _(N_("Unroll")),
        "pause": _(N_("Hold")),
        "rows": _(N_("Rows that are unrolled")),
        "formula": _(formula),
        "row": _(N_("Row {row} becomes the numbers {first} to {last} of the vector.")),
        "pixel": _(N_("Row {row}, column {column} is number {place} of the vector: {value}")),
        "whole": _(N_("{height} × {width} pixels have become a vector of {total} numbers.")),
    }
