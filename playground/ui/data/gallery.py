"""Pictures by class, as a component: the mean picture of each class, and pictures of which one can be chosen."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.browser.component import served
from playground.data.summary import Summary
from playground.spec import N_
from playground.ui.words import _, language

_GALLERY = served("gallery", "pages/data/gallery.js")


def gallery(summary: Summary, labels: Sequence[str], *, chosen: int, key: str, on_choice: Callable[[], None]) -> Any:
    """Draw it.

    Args:
        labels: the names of the classes, as text.
        chosen: the index of the chosen picture among the examples.
        key: where the callback finds ``chosen``: ``st.session_state[key].chosen``.
    """
    height, width, channels = summary.examples.shape[1:]
    shown = 3 if channels == 3 else 1
    groups = [
        {
            "label": labels[number] if labels else _(N_("All")),
            "mean": _encoded(summary.means[number : number + 1], summary, shown),
            "pictures": _encoded(_of_class(summary, number, bool(labels)), summary, shown),
        }
        for number in range(len(summary.means))
    ]
    return _GALLERY(
        key=key,
        data={
            "width": width, "height": height, "channels": shown, "groups": groups, "chosen": chosen,
            "across": 20 if len(groups) > 4 else 10, "language": language(),
        },
        on_chosen_change=on_choice,
    )  # fmt: skip


def _of_class(summary: Summary, number: int, has_classes: bool) -> NDArray[Any]:
    return summary.examples[summary.examples_label == number] if has_classes else summary.examples


def _encoded(pictures: NDArray[Any], summary: Summary, channels: int) -> str:
    return b64encode(shades(pictures, summary, channels).tobytes()).decode()


def shades(pictures: NDArray[Any], summary: Summary, channels: int) -> NDArray[np.uint8]:
    """Pixels from 0 (the lowest there can be) to 255, uint8 ``(n, h, w, channels)``; one channel is the mean."""
    low, high = summary.value_range
    seen = pictures.astype(np.float64)
    if channels == 1:
        seen = seen.mean(axis=-1, keepdims=True)
    scaled = (seen - low) / (high - low if high > low else 1.0) * 255
    found: NDArray[np.uint8] = np.clip(np.nan_to_num(scaled), 0, 255).round().astype(np.uint8)
    return found
