"""The row of presets above the stage, and the line that says what to watch."""

from functools import partial

import streamlit as st

from playground.lessons.presets import PRESETS
from playground.spec import N_
from playground.ui import session
from playground.ui.words import _


def preset_row() -> None:
    """Draw the presets; a click loads one and lets it train, also on the one that is shown.

    They are buttons: a group that holds what is chosen says it again with every click elsewhere, as it was before the
    last change if that click comes at once, and the layer just added would give way to the example of before.
    """
    current = next((name for name, preset in PRESETS.items() if preset.experiment == session.draft()), None)
    with st.container(horizontal=True, gap="xsmall", key="presets"):
        for name, preset in PRESETS.items():
            st.button(
                _(preset.label),
                key=f"preset-{name}",
                on_click=partial(session.show_from_the_start, preset.experiment, autoplay=preset.autoplay_epochs),
                type="primary" if name == current else "secondary",
            )
    own = N_("Your own experiment. Change anything on the left; the picture follows.")
    st.markdown(f":small[{_(PRESETS[current].watch if current else own)}]")
