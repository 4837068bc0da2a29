"""The guide: how to read the picture, the keys, and a table of everything that can be chosen."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from playground.spec import DATASETS, LAYERS, N_, OPTIMIZERS
from playground.spec.kinds import Kind, bounds, choices
from playground.ui.fields import number
from playground.ui.words import _

READING = (
    (
        N_("A neuron’s picture"),
        N_(
            "For points on a plane, each neuron shows how it answers every point: blue for positive, orange for "
            "negative, pale near zero. Point at a neuron to enlarge its picture. For other data a bar shows how "
            "strongly the neuron answers on average."
        ),
    ),
    (
        N_("A line"),
        N_(
            "A weight. Blue is positive, orange is negative, a thicker line is a stronger weight. Point at a line to "
            "read its value; it follows the training."
        ),
    ),
    (
        N_("The large picture"),
        N_(
            "What the whole network answers. Filled dots are training samples, hollow ones are validation samples, "
            "which the network never trains on. For pictures and tables the confusion matrix counts which class is "
            "taken for which."
        ),
    ),
    (
        N_("The curves"),
        N_(
            "The loss is what training makes small; the metric is what you care about. When the validation curve "
            "turns away from the training curve, the network has begun to learn its samples by heart."
        ),
    ),
    (
        N_("Reset and New weights"),
        N_(
            "Reset goes back to the same initial weights, so the same curve comes again. New weights draws others, "
            "so you can see how much was luck."
        ),
    ),
    (
        N_("Rewind"),
        N_(
            "Drag the handle under the picture to any earlier moment: every page shows the network as it was then. "
            "Play from here trains on from that moment. Branch begins another run there and keeps this one beside it."
        ),
    ),
    (
        N_("Looking inside"),
        N_(
            "Activations, Weights, One sample and Results show the same network from other sides, while it trains and "
            "at every earlier moment."
        ),
    ),
)

KEYS = (
    ("Space", N_("Play or pause")),
    ("B", N_("Train on one batch")),
    ("S", N_("Train for one epoch")),
    ("0", N_("Back to the same initial weights")),
    ("N", N_("Draw other initial weights")),
)


def guide_page() -> None:
    """Draw the page."""
    st.title(_(N_("How to read the playground")))
    for heading, text in READING:
        st.markdown(f"**{_(heading)}**  \n{_(text)}")
    st.header(_(N_("Keys")))
    st.table(
        pd.DataFrame({_(N_("Key")): [key for key, _text in KEYS], _(N_("What it does")): [_(t) for _k, t in KEYS]})
    )
    for title, kinds in (
        (N_("Datasets"), DATASETS),
        (N_("Layers"), LAYERS),
        (N_("Optimizers"), OPTIMIZERS),
    ):
        st.header(_(title))
        st.dataframe(_table(kinds), hide_index=True, width="stretch", row_height=40)


def _table(kinds: Iterable[type[Kind]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _(N_("Name")): [_(kind.label) for kind in kinds],
            _(N_("What it is")): [_(kind.summary) for kind in kinds],
            _(N_("What can be set")): [_settings(kind) for kind in kinds],
        }
    )


def _settings(kind: type[Kind]) -> str:
    chosen = {name: info for name, info in kind.parameters().items() if "seed" not in name}
    return " · ".join(f"{_label(info)} {_allowed(info)}".strip() for info in chosen.values())


def _label(info: Any) -> str:
    return _(info.json_schema_extra["label"])


def _allowed(info: Any) -> str:
    limit = bounds(info)
    if choices(info) or not {"ge", "le"} <= set(limit):
        return ""
    return f"{number(limit['ge'])}–{number(limit['le'])}"
