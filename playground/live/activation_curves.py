"""The curves of activation functions as a Streamlit component; it needs no run."""

from collections.abc import Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any

import numpy as np

from playground.live.component import served
from playground.spec.activation_facts import FACTS, Zone

LOW, HIGH, STEP = -6.0, 6.0, 0.05
"""The inputs that are drawn, and those at which the marked one may rest."""

_CURVES = served("activation_curves", "inside/curves_of_activations.js")


def activation_curves(
    names: Sequence[str],
    *,
    words: Mapping[str, str],
    palette: Mapping[str, Any],
    overlay: bool = False,
    same_scale: bool = False,
    legend: bool = True,
    tall: str = "15rem",
    key: str,
) -> None:
    """Draw the named activations in one row, or laid over each other; several rows share the marked input.

    Args:
        words: English → the learner's language.
        palette: of both themes, as in ``stage_options()``.
        same_scale: of the upright axes.
        legend: say what lines and shades mean, above.
        tall: the height of a drawing in CSS.
    """
    _CURVES(
        key=key,
        data={
            "words": dict(words), "palette": dict(palette), "overlay": overlay, "same": same_scale, "legend": legend,
            "tall": tall, "low": LOW, "high": HIGH, "step": STEP, "panels": [panel(name) for name in names],
        },
    )  # fmt: skip


@cache
def panel(name: str) -> dict[str, Any]:
    """What is drawn of one activation: values and slopes at every input, the ends of both, and the zones."""
    z = np.round(np.arange(round((HIGH - LOW) / STEP) + 1) * STEP + LOW, 6)
    values, slopes = FACTS[name].curve(z)
    both = np.concatenate([values, slopes])
    return {
        "name": name, "values": _rounded(values), "slopes": _rounded(slopes),
        "reach": _rounded(np.array([both.min(), both.max()])), **zones(name),
    }  # fmt: skip


def zones(name: str) -> dict[str, list[list[float | None]]]:
    """``dead`` and ``saturated`` of an activation as pairs; None is an end that lies infinitely far."""
    fact = FACTS[name]
    return {"dead": _finite(fact.dead), "saturated": _finite(fact.saturated)}


def _finite(found: Sequence[Zone]) -> list[list[float | None]]:
    return [[end if isfinite(end) else None for end in zone] for zone in found]


def _rounded(values: Any) -> list[float]:
    return [float(f"{value:.6g}") for value in values]
