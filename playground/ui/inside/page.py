"""A page that looks inside the learner's network: one view over its run, or the offer of an example."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from playground import runs
from playground.browser.component import inside
from playground.figures import inside_options
from playground.spec import N_, Explained
from playground.ui import session
from playground.ui.problem_line import problem_line
from playground.ui.words import _, language, say

Heard = Callable[[str, Any], None]
"""``(name, value)``: what a view says to its page."""


def inside_page(view: str, *, options: Mapping[str, Any] | None = None, heard: Heard | None = None) -> None:
    """Draw the view of that name.

    Args:
        options: plain values for the view, besides colours and fonts.
        heard: is told what the view says, except what every view may say (``open_sample``).
    """
    problem_line()
    run = _run()
    if run is None:
        _offer()
        return
    key = f"inside-{view}"

    def reported(name: str) -> Any:
        return st.session_state[key].get(name)

    def said() -> None:
        word = reported("said") or {}
        if word.get("name") == "open_sample":
            _open_sample(word.get("value"))
        elif heard is not None:
            heard(str(word.get("name")), word.get("value"))

    inside(
        view=view,
        token=run.token,
        options={**inside_options(), **(options or {})},
        language=language(),
        has_companion=session.has_companion(),
        key=key,
        on_ended=lambda: _ended(reported("ended") or {}),
        on_smaller_learning_rate=lambda: _try_rate(float(reported("smaller_learning_rate"))),
        on_learning_rate=lambda: session.follow_learning_rate(float(reported("learning_rate"))),
        on_branch=lambda: session.branch(int(reported("branch"))),
        on_show_companion=session.show_companion,
        on_said=said,
    )


def _run() -> "runs.Run | None":
    """The run of this tab; a new one where the experiment has been changed since, none where there was none."""
    if not session.tab().token:
        return None
    try:
        return session.run()
    except Explained as problem:
        st.error(say(problem), icon=":material/error:")
        return None


def _offer() -> None:
    """There is no run yet: an example is one click away."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_(N_("This page looks inside a network while it learns, and there is none yet.")), width="stretch")
        st.button(_(N_("Train an example")), type="primary", icon=":material/play_arrow:", on_click=_begin)


def _begin() -> None:
    session.tab().was_asked = True
    session.show_from_the_start(session.working(), autoplay=session.FIRST_EPOCHS)
    _start()


def _start() -> None:
    try:
        session.run()
    except Explained as problem:
        session.tab().problem = problem


def _ended(ended: Mapping[str, Any]) -> None:
    if ended.get("state") in ("restart", "gone"):
        session.start_over(str(ended.get("token")))
    if ended.get("state") == "restart":
        _start()


def _try_rate(rate: float) -> None:
    session.try_learning_rate(rate)
    _start()


def _open_sample(value: Any) -> None:
    if isinstance(value, dict) and value.get("part") in ("train", "validation") and isinstance(value.get("index"), int):
        session.tab().sample = {"part": value["part"], "index": value["index"]}
        session.tab().going_to = "sample"
