"""Whether the tab that a script runs for is still there: work for one that is gone need not be finished."""

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_gone() -> bool:
    """Whether the tab of this script has been closed."""
    context = get_script_run_ctx()
    return context is not None and runtime.exists() and not runtime.get_instance().is_active_session(context.session_id)


def stop_if_gone() -> None:
    """End this script if nobody sees what it makes."""
    if is_gone():
        st.stop()
