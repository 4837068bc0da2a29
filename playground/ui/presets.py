"""The row of presets above the stage, and the line that says what to watch."""

import streamlit as st

from playground.lessons.presets import PRESETS
from playground.spec import N_
from playground.ui import session
from playground.ui.words import _


def preset_row() -> None:
    """Draw the presets; a click loads one and lets it train."""
    current = next((name for name, preset in PRESETS.items() if preset.experiment == session.draft()), None)
    key = f"presets-{session.revision()}-{current}"

    def chosen() -> None:
        name = st.session_state[key]
        if name:
            session.load(PRESETS[name].experiment, autoplay=PRESETS[name].autoplay_epochs)

    st.pills(
        _(N_("Examples")),
        options=list(PRESETS),
        default=current,
        format_func=lambda name: _(PRESETS[name].label),
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
    )
    own = N_("Your own experiment. Change anything on the left; the picture follows.")
    st.markdown(f":small[{_(PRESETS[current].watch if current else own)}]")
