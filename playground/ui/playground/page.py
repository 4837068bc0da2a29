"""The playground page: controls on the left, presets and the live stage in the main area."""

from typing import Any

import streamlit as st

from playground import runs
from playground.browser.component import stage
from playground.figures import stage_options
from playground.spec import N_, Explained
from playground.ui import session
from playground.ui.data.panel import data_panel
from playground.ui.playground import drawing
from playground.ui.playground.layer_editor import layer_editor
from playground.ui.playground.presets import preset_row
from playground.ui.playground.training_panel import training_panel
from playground.ui.problem_line import problem_line
from playground.ui.resume import take_up
from playground.ui.words import _, language, say

STAGE = "stage"


def playground_page() -> None:
    """Draw the page; the stage first, since its scripts take the longest to arrive."""
    preset_row()
    problem_line()
    _stage(_run())
    with st.sidebar:
        _panels()


def _panels() -> None:
    tabs = st.tabs([_(N_("Data")), _(N_("Layers")), _(N_("Training"))])
    for tab, panel in zip(tabs, (data_panel, layer_editor, training_panel), strict=True):
        with tab:
            panel()


def _run() -> "runs.Run | None":
    try:
        return session.run()
    except Explained as problem:
        st.error(say(problem), icon=":material/error:")
        return None


def _stage(run: "runs.Run | None") -> None:
    stage(
        token=run.token if run else "",
        question="" if session.tab().was_asked else session.tab().question,
        options=stage_options(),
        language=language(),
        drawing=drawing.of_draft(),
        has_companion=session.has_companion(),
        key=STAGE,
        on_resume=lambda: take_up(_reported("resume")),
        on_smaller_learning_rate=lambda: session.try_learning_rate(float(_reported("smaller_learning_rate"))),
        on_learning_rate=lambda: session.follow_learning_rate(float(_reported("learning_rate"))),
        on_drawn=lambda: drawing.take(_reported("drawn")),
        on_branch=lambda: session.branch(int(_reported("branch"))),
        on_show_companion=session.show_companion,
        on_ended=_ended,
    )


def _ended() -> None:
    ended = _reported("ended") or {}
    if ended.get("state") in ("restart", "gone"):
        session.start_over(str(ended.get("token")))


def _reported(name: str) -> Any:
    return st.session_state[STAGE].get(name)
