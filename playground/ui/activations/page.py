"""The Activations page: curves, the depth experiment, two questions, and the learner's own network."""

from collections.abc import Callable

import streamlit as st

from playground.spec import N_
from playground.ui.activations.curves import curves
from playground.ui.activations.depth import depth
from playground.ui.activations.questions import questions
from playground.ui.inside.page import inside_page
from playground.ui.words import _, language

_SECTION = "activations-section"


def activations_page() -> None:
    """Draw the page: sections as tabs, of which only the open one is drawn."""
    names, titles = list(_SECTIONS), [_(title) for title, _draw in _SECTIONS.values()]
    key = f"activations-tabs-{language()}"

    def remember() -> None:
        st.session_state[_SECTION] = names[titles.index(st.session_state[key])]

    wanted = titles[names.index(st.session_state.get(_SECTION, names[0]))]
    if st.session_state.get(key) != wanted:  # the language has changed, or the page was left
        st.session_state[key] = wanted
    for name, tab in zip(names, st.tabs(titles, key=key, on_change=remember), strict=True):
        if tab.open:
            with tab:
                _SECTIONS[name][1]()


def _own_network() -> None:
    inside_page("activations")


_SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "curves": (N_("Curves"), curves),
    "depth": (N_("Deep networks"), depth),
    "questions": (N_("Two questions"), questions),
    "network": (N_("Your network"), _own_network),
}
