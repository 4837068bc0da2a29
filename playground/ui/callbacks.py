"""What a learner chose is not lost because the next click came at once: callbacks run to their end."""

from functools import wraps
from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

_MARK = "lets_callbacks_finish"


def let_callbacks_finish() -> None:
    """Have Streamlit take what the browser says, and call the callbacks, without a look at what it says next.

    Every access to the session state ends a script for which the browser has asked to run anew. Where that happens
    before a callback has done its work, Streamlit 1.67 forgets the callback, although what the browser said is used
    up: of two quick clicks the first has no effect. The next access after the callbacks still ends the script.
    """
    take = SafeSessionState.on_script_will_rerun
    if hasattr(take, _MARK):
        return

    @wraps(take)
    def take_undisturbed(state: SafeSessionState, *args: Any, **kwargs: Any) -> None:
        interrupt = state._yield_callback
        object.__setattr__(state, "_yield_callback", _go_on)
        try:
            take(state, *args, **kwargs)
        finally:
            object.__setattr__(state, "_yield_callback", interrupt)

    setattr(take_undisturbed, _MARK, True)
    SafeSessionState.on_script_will_rerun = take_undisturbed  # type: ignore[assignment, method-assign]


def _go_on() -> None:
    """Nothing ends the script here."""
