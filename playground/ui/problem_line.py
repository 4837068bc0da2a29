"""The sentence above a page that says what is wrong with the draft, and the way back."""

import streamlit as st

from playground.spec import N_
from playground.ui import session
from playground.ui.playground import drawing
from playground.ui.words import _, say


def problem_line() -> None:
    """Draw it where there is a problem that nothing else on the page shows."""
    problem = session.problem()
    if problem is not None and not drawing.is_shown_in_place(problem):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(say(problem), icon=":material/error:", width="stretch")
            st.button(_(N_("Undo")), on_click=session.back_to_working, icon=":material/undo:")
