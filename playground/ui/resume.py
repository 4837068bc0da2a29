"""Finds the run of a tab that was loaded again on a page without a stage; on the playground the stage asks itself."""

import streamlit as st

from playground.ui import session

_KEY = "ask-for-run"

_ASK = st.components.v2.component(
    "playground_resume",
    html="""
<span hidden></span>
""",
    js="""
export default function ({ setTriggerValue, parentElement }) {
  const mark = parentElement.querySelector("span");
  if (mark.dataset.asked) return;
  mark.dataset.asked = "yes";
  let token = "";
  try {
    token = window.sessionStorage.getItem("playground.run") ?? "";
  } catch {
    // Storage may be forbidden: then there is nothing to find.
  }
  if (token) setTriggerValue("token", token);
}
""",
)


def find_run_again() -> None:
    """Ask the browser, once, which run this tab showed before."""
    if session.tab().was_asked:
        return
    _ASK(key=_KEY, on_token_change=_found, height="content", width="content")


def _found() -> None:
    session.resume(str(st.session_state[_KEY].get("token") or ""))
