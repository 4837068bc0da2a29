"""A picture that becomes a vector, as a component: a slider or an animation lays its rows behind each other."""

from base64 import b64encode
from typing import Any

import numpy as np

from playground.browser.component import served
from playground.data.summary import Summary
from playground.figures import palette
from playground.ui.data.gallery import shades
from playground.ui.words import language

_UNROLLING = served("unrolling", "pages/data/unrolling.js")


def unrolling(summary: Summary, chosen: int, *, key: str) -> Any:
    """Draw it for one of the examples, with the numbers that enter the network."""
    example = summary.examples[chosen : chosen + 1]
    height, width, channels = example.shape[1:]
    return _UNROLLING(
        key=key,
        data={
            "width": width, "height": height, "channels": channels,
            "pixels": b64encode(shades(example, summary, channels if channels > 1 else 1).tobytes()).decode(),
            "numbers": b64encode(summary.examples_scaled[chosen].astype(np.float32).tobytes()).decode(),
            "options": {"palette": palette.as_data()}, "language": language(),
        },
    )  # fmt: skip
