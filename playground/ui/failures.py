"""A bug: in full in the log, polite on the page."""

import logging

import streamlit as st

from playground.spec import N_, Explained
from playground.ui.words import _, say

_log = logging.getLogger(__name__)

_BUG = N_(
    "Something went wrong in the playground itself; it is not your fault. Your experiment is kept. "
    "Reload the page; if it happens again, please report it with the time shown in the server's log."
)


def show_bug(error: Exception) -> bool:
    """Streamlit's handler for uncaught errors: log it and show a sentence instead of a traceback."""
    if isinstance(error, Explained):
        st.error(say(error), icon=":material/info:")
        return True
    _log.error("uncaught error in a page", exc_info=error)
    st.error(_(_BUG), icon=":material/bug_report:")
    return True
