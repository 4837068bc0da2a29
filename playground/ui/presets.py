"""The row of presets above the stage, and the line that says what to watch."""

import streamlit as st

from playground.lessons.presets import PRESETS
from playground.spec import N_
from playground.ui import session
from playground.ui.words import _

_KEY = "presets"


def preset_row() -> None:
    """Draw the presets; a click loads one and lets it train."""
    current = next((name for name, preset in PRESETS.items() if preset.experiment == session.draft()), None)
    # The key stays and the value is set: pills that come with a new key report a change that nobody made.
    st.session_state[_KEY] = current
    st.pills(
        _(N_("Examples")),
        options=list(PRESETS),
        format_func=lambda name: _(PRESETS[name].label),
        key=_KEY,
        on_change=_chosen,
        args=(current,),
        label_visibility="collapsed",
        wrap=True,
    )
    own = N_("Your own experiment. Change anything on the left; the picture follows.")
    st.markdown(f":small[{_(PRESETS[current].watch if current else own)}]")


def _chosen(current: str | None) -> None:
    # A click on the chosen one takes it back: the learner wants to see it again from the start.
    chosen = st.session_state[_KEY]
    name = chosen or current
    if name and chosen != current:
        session.show_from_the_start(PRESETS[name].experiment, autoplay=PRESETS[name].autoplay_epochs)
