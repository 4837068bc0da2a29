"""The section with the curves of the activations: which ones, how, and formula and source of each."""

from collections.abc import Sequence

import streamlit as st

from playground.browser.activation_curves import activation_curves
from playground.figures import stage_options
from playground.spec import N_
from playground.spec.activations import ACTIVATIONS, Activation
from playground.ui.words import _, language

FIRST = ("threshold", "sigmoid", "tanh", "relu")
"""What every course begins with."""
ACROSS = 4
_ALONE = "clamp(11rem, calc(100vh - 35.5rem), 26rem)"
_ROWS = "11.5rem"
_OVER = "clamp(12.5rem, calc(100vh - 34.5rem), 32rem)"
_WAYS = {"beside": N_("Side by side"), "over": N_("Laid over each other")}


@st.fragment
def curves() -> None:
    """Draw the section; a choice redraws this part alone."""
    chosen, is_over, same_scale = _choices()
    if not chosen:
        st.info(_(N_("Choose an activation above.")))
        return
    options = {"palette": stage_options()["palette"]}
    if is_over:
        activation_curves(
            chosen, language=language(), options=options, overlay=True, tall=_OVER, key="activations-over"
        )
    rows = [chosen[start : start + ACROSS] for start in range(0, len(chosen), ACROSS)]
    for number, row in enumerate(rows):
        if not is_over:
            activation_curves(
                row, language=language(), options=options, same_scale=same_scale, legend=number == 0,
                tall=_ALONE if len(rows) == 1 else _ROWS, key=f"activations-row-{number}",
            )  # fmt: skip
        _cards(row, named=is_over)


def _choices() -> tuple[list[str], bool, bool]:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        picked = st.pills(
            _(N_("Activations")), ACTIVATIONS.names(), selection_mode="multi", default=FIRST, key="activations-chosen",
            persist_state="session", label_visibility="collapsed", width="stretch",
        )  # fmt: skip
        way = st.segmented_control(
            _(N_("Arrangement")), list(_WAYS), default="beside", required=True, format_func=lambda name: _(_WAYS[name]),
            key="activations-way", persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
        same = st.toggle(_(N_("Same scale")), key="activations-same", persist_state="session", disabled=way == "over")
    return [name for name in ACTIVATIONS.names() if name in picked], way == "over", same


def _cards(names: Sequence[str], *, named: bool) -> None:
    for place, name in zip(st.columns(ACROSS), names, strict=False):
        with place:
            _card(ACTIVATIONS[name], named=named)


def _card(fact: Activation, *, named: bool) -> None:
    """Formulas, range, use and source; the name too where no picture stands above."""
    all_three = rf"{fact.formula}, \quad {fact.slope_formula}, \quad f(z) \in {fact.range_formula}"
    lines = "  \n".join(f"${formula}$" for formula in all_three.split(r", \quad "))
    st.markdown(f"**{fact.name}**  \n{lines}" if named else lines)
    source = _(N_("Source: {source}, {year}"), source=fact.source, year=fact.year)
    st.markdown(f":small[{_(fact.use)}]  \n:small[{source}]")
