"""What one browser tab holds: the draft on the page, the last experiment that works, and its run."""

import secrets
from collections.abc import Callable
from typing import Any

import streamlit as st
from pydantic import ValidationError

from playground import runs
from playground.lessons.presets import PRESETS
from playground.spec import Experiment, Explained
from playground.spec.experiment import explain

_DRAFT = "draft"
_WORKING = "working_experiment"
_PROBLEM = "problem"
_REVISION = "revision"
_OWNER = "owner"
_TOKEN = "token"
_ASKED_BROWSER = "asked_browser"
_AUTOPLAY = "autoplay"
FIRST_EPOCHS = 300
"""How long the first example trains by itself, in epochs."""


def begin() -> None:
    """Give a new session its first experiment; called at the top of every script run."""
    state = st.session_state
    if _DRAFT in state:
        return
    state[_OWNER] = secrets.token_urlsafe(16)
    state[_REVISION] = 0
    state[_PROBLEM] = None
    state[_TOKEN] = ""
    state[_ASKED_BROWSER] = False
    state[_AUTOPLAY] = FIRST_EPOCHS
    state[_DRAFT] = state[_WORKING] = next(iter(PRESETS.values())).experiment


def owner() -> str:
    """The unguessable name of this session as the owner of runs."""
    return str(st.session_state[_OWNER])


def draft() -> Experiment:
    """The experiment as the controls show it; it may not work yet."""
    experiment: Experiment = st.session_state[_DRAFT]
    return experiment


def working() -> Experiment:
    """The newest experiment that passed every check."""
    experiment: Experiment = st.session_state[_WORKING]
    return experiment


def problem() -> Explained | None:
    """Why the draft does not work, or None."""
    found: Explained | None = st.session_state[_PROBLEM]
    return found


def revision() -> int:
    """Part of every widget's key: a new number gives widgets new values from the draft."""
    return int(st.session_state[_REVISION])


def unless_stale(callback: Callable[[], None]) -> Callable[[], None]:
    """A widget's callback that does nothing once the widgets have been filled anew.

    A rerun that the browser asked for just before still carries the values of the widgets that are gone; Streamlit
    takes them for changes and calls their callbacks, which would bring the old experiment back.
    """
    drawn = revision()

    def guarded() -> None:
        if revision() == drawn:
            callback()

    return guarded


def change(make: Callable[[Experiment], Experiment], *, refresh: bool = False) -> None:
    """Change the draft; a draft that works becomes the experiment, otherwise the last good one stays.

    Args:
        make: from the current draft to the new one.
        refresh: the change did not come from the widgets that show it, so they must be filled again.
    """
    state = st.session_state
    try:
        changed = make(draft())
    except ValidationError as error:
        state[_PROBLEM] = explain(error)
        state[_REVISION] += 1
        return
    except Explained as error:
        state[_PROBLEM] = error
        state[_REVISION] += 1
        return
    state[_DRAFT] = changed
    state[_REVISION] += refresh
    try:
        changed.check(runs.keeper().settings.limits)
    except Explained as error:
        state[_PROBLEM] = error
        return
    state[_PROBLEM] = None
    state[_WORKING] = changed


def load(experiment: Experiment, *, autoplay: int | None = None) -> None:
    """Put a whole experiment in place of the draft, as a preset or a link does."""
    change(lambda _: experiment, refresh=True)
    st.session_state[_AUTOPLAY] = autoplay


def back_to_working() -> None:
    """Give up the draft."""
    load(working())


def resume(token: str) -> None:
    """The browser says which run it showed before a reload; take it over if it is still there."""
    st.session_state[_ASKED_BROWSER] = True
    found = runs.find(token) if token else None
    if found is None:
        return
    runs.attach(owner(), found)
    st.session_state[_TOKEN] = found.token
    load(found.experiment)


def follow_learning_rate(rate: float) -> None:
    """The stage has changed the rate of the running network; the experiment says so too."""
    change(lambda draft: draft.with_learning_rate(rate), refresh=True)


def try_learning_rate(rate: float) -> None:
    """Start again with a smaller learning rate, after the weights ran away."""
    follow_learning_rate(rate)
    st.session_state[_TOKEN] = ""
    st.session_state[_AUTOPLAY] = working().training.epochs


def start_over() -> None:
    """A new run of the same experiment, after the old one ended."""
    st.session_state[_TOKEN] = ""


def browser_was_asked() -> bool:
    """Whether the browser has already said which run it showed before, if any."""
    return bool(st.session_state[_ASKED_BROWSER])


def hold_run() -> "runs.Run | None":
    """The run that this tab shows, if it is still there; says that the tab is here, on whatever page."""
    token = st.session_state[_TOKEN]
    current = runs.find(token) if token else None
    if current is not None:
        runs.attach(owner(), current)
    return current


def run() -> "runs.Run | None":
    """The run of the working experiment, started when there is none for it yet."""
    if not browser_was_asked():
        return None
    state = st.session_state
    current = hold_run()
    if current is not None and current.experiment == working():
        return current
    was_playing = current is not None and current.state == "running"
    autoplay: Any = state[_AUTOPLAY] or (working().training.epochs if was_playing else None)
    state[_AUTOPLAY] = None
    started = runs.start(working(), owner=owner(), autoplay_epochs=autoplay)
    state[_TOKEN] = started.token
    return started
