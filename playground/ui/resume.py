"""Finds a tab's run and experiment again after a reload, an absence or a restart of the server.

The browser keeps both for as long as the tab is open: the run's token, and the experiment as JSON.
"""

import logging

import streamlit as st
from pydantic import ValidationError

from playground import runs
from playground.spec import N_, Experiment, Explained
from playground.ui import session
from playground.ui.words import _, say

_log = logging.getLogger(__name__)
_KEY = "ask-for-run"
_MOST_CHARACTERS = 1_000_000

_KEPT = st.components.v2.component(
    "playground_resume",
    html="""
<span hidden></span>
""",
    js="""
const kept = (name) => {
  try {
    return window.sessionStorage.getItem(name) ?? "";
  } catch {
    return ""; // Storage may be forbidden: then there is nothing to find.
  }
};
export default function ({ data, setTriggerValue, parentElement }) {
  const mark = parentElement.querySelector("span");
  if (data.experiment) {
    try {
      window.sessionStorage.setItem("playground.experiment", data.experiment);
    } catch {
      // as above
    }
  }
  if (!data.question || mark.dataset.asked === data.question) return;
  mark.dataset.asked = data.question;
  const token = kept("playground.run");
  if (token) setTriggerValue("kept", { token, experiment: kept("playground.experiment") });
}
""",
)


class RunGone(Explained):
    """What a tab showed is over, while its experiment is still there."""


def keep_and_find_again(*, asks: bool) -> None:
    """Let the browser keep the experiment, and, where ``asks``, say once what it kept of the session before."""
    tab = session.tab()
    _KEPT(
        key=_KEY,
        data={
            "experiment": tab.working.model_dump_json() if tab.was_asked else "",
            "question": tab.question if asks and not tab.was_asked else "",
        },
        on_kept_change=lambda: take_up(st.session_state[_KEY].get("kept")),
        height="content",
        width="content",
    )


def take_up(kept: object) -> None:
    """What the browser kept: the run goes on where it is still there; else its experiment, with a word on the run."""
    token, text = (
        (str(kept.get(name) or "") for name in ("token", "experiment")) if isinstance(kept, dict) else ("", "")
    )
    tab = session.tab()
    tab.was_asked = True
    if not token or session.resume(token):
        return
    experiment = _experiment(text)
    if experiment is None:
        return
    tab.load(experiment)
    tab.notice = RunGone(
        N_(
            "Your experiment is as you left it, but its run is no longer on the server: the page was away for more "
            "than {seconds} seconds, or the server was started anew. Play trains it again."
        ),
        seconds=round(runs.keeper().settings.grace_seconds),
    )


def notice_line() -> None:
    """What happened while the tab was away, until it is acknowledged or the experiment changes."""
    notice = session.tab().notice
    if notice is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="notice"):
            st.info(say(notice), icon=":material/history:", width="stretch")
            st.button(_(N_("OK")), key="acknowledge", on_click=_acknowledge)


def _acknowledge() -> None:
    session.tab().notice = None


def _experiment(text: str) -> Experiment | None:
    """A stranger may have written it."""
    if not text or len(text) > _MOST_CHARACTERS:
        return None
    try:
        return Experiment.model_validate_json(text)
    except (ValidationError, Explained) as error:
        _log.warning("What a browser kept is no experiment: %s", str(error)[:200])
        return None
