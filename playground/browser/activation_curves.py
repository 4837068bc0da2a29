"""The curves of activation functions as a Streamlit component; it needs no run."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from playground.browser.component import served
from playground.spec.activations import ACTIVATIONS
from playground.spec.activations.base import open_ended

LOW, HIGH, STEP = -6.0, 6.0, 0.05
"""The inputs that are drawn, and those at which the marked one may rest."""

_CURVES = served("activation_curves", "pages/activations/curves.js")


def activation_curves(
    names: Sequence[str],
    *,
    language: str,
    options: Mapping[str, Any],
    overlay: bool = False,
    same_scale: bool = False,
    legend: bool = True,
    tall: str = "15rem",
    key: str,
) -> None:
    """Draw the named activations in one row, or laid over each other; several rows share the marked input.

    Args:
        language: of the catalogues.
        options: ``palette`` of both themes, as in ``stage_options()``.
        same_scale: of the upright axes.
        legend: say what lines and shades mean, above.
        tall: the height of a drawing in CSS.
    """
    _CURVES(
        key=key,
        data={
            "language": language, "options": dict(options), "overlay": overlay, "same": same_scale, "legend": legend,
            "tall": tall, "low": LOW, "high": HIGH, "step": STEP, "panels": [panel(name) for name in names],
        },
    )  # fmt: skip


@cache
def panel(name: str) -> dict[str, Any]:
    """What is drawn of one activation: values and slopes at every input, the ends of both, and the zones."""
    z = np.round(np.arange(round((HIGH - LOW) / STEP) + 1) * STEP + LOW, 6)
    values, slopes = ACTIVATIONS[name].curve(z)
    both = np.concatenate([values, slopes])
    return {
        "name": name, "values": _rounded(values), "slopes": _rounded(slopes),
        "reach": _rounded(np.array([both.min(), both.max()])),
        "dead": open_ended(ACTIVATIONS[name].dead), "saturated": open_ended(ACTIVATIONS[name].saturated),
    }  # fmt: skip


def _rounded(values: Any) -> list[float]:
    return [float(f"{value:.6g}") for value in values]
