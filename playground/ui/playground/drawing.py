"""Points drawn by hand: what the stage must know of the draft's drawing, and what becomes of a stroke."""

from typing import Any

import streamlit as st

from playground.data.sets.drawn import MOST_POINTS, Drawn, TooFewPoints
from playground.spec import Explained
from playground.ui import session
from playground.ui.words import _, say

_NUMBER = "drawing-number"
_LAST = "drawing-last"
_PAUSED = "drawing-paused"
"""The token of the run that was paused because its points were erased."""


def of_draft() -> dict[str, Any] | None:
    """The drawing as ``browser.component.stage`` takes it; None where the draft's points are not drawn."""
    dataset = session.draft().data.dataset
    if not isinstance(dataset, Drawn):
        return None
    st.session_state[_LAST] = dataset
    problem = session.problem()
    return {
        "points": [list(point) for point in dataset.points],
        "names": [_(name) for name in dataset.class_names],
        "most": MOST_POINTS,
        "number": st.session_state.get(_NUMBER, 0),
        "problem": say(problem) if problem is not None and is_shown_in_place(problem) else "",
    }


def last() -> Drawn:
    """The drawing that this tab had before it chose other data; the example where there is none to train on."""
    found: Drawn = st.session_state.get(_LAST, Drawn())
    try:
        found.check()
    except TooFewPoints:
        return Drawn()
    return found


def is_shown_in_place(problem: Explained) -> bool:
    """Whether the plane itself says it, and no banner need push the plane away."""
    return isinstance(problem, TooFewPoints)


def take(drawn: Any) -> None:
    """Put a drawing of the browser in place of the draft's; the run goes on with it, or pauses while it is too little.

    Args:
        drawn: ``{"points", "number"}``; anything else is not from the stage and is left alone.
    """
    if not isinstance(drawn, dict) or not isinstance(session.draft().data.dataset, Drawn):
        return
    number, points = drawn.get("number"), drawn.get("points")
    st.session_state[_NUMBER] = number if isinstance(number, int) else 0
    session.change(
        lambda draft: draft.replace(data=draft.data.replace(dataset=draft.data.dataset.replace(points=points)))
    )
    _pause_or_go_on()


def _pause_or_go_on() -> None:
    """A curve of points that are no longer there would mislead."""
    run = session.hold_run()
    if run is None:
        return
    problem = session.problem()
    if problem is not None and is_shown_in_place(problem):
        if run.state == "running":
            st.session_state[_PAUSED] = run.token
            run.send({"do": "pause"})
    elif problem is None and st.session_state.pop(_PAUSED, None) == run.token and run.adopt(session.working()):
        run.send({"do": "play"})
