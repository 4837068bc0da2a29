"""The stage as a Streamlit component: mounts it, passes words and options; what it draws comes over the websocket."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

# The inline part is sent again with every update, so it only imports the module that the launcher serves.
# A blob has no address of its own: the base path of the app is read from where Streamlit's own modules came from,
# which holds on every page, below a base path and behind a proxy.
_JS = """
const own = performance.getEntriesByType("resource").map((entry) => entry.name)
  .concat(Array.from(document.scripts, (script) => script.src))
  .find((address) => address.startsWith(location.origin) && address.includes("/static/js/"));
const base = own ? own.slice(0, own.indexOf("/static/js/") + 1) : new URL("./", document.baseURI).href;
const stage = import(base + "live/static/stage.js");
export default function (component) {
  let gone = false;
  let close = null;
  stage.then((module) => {
    if (!gone) close = module.show(component);
  });
  return () => {
    gone = true;
    stage.then((module) => module.hide(component.parentElement));
    close = null;
  };
}
"""

_HTML = """
<div class="stage-root"></div>
"""

_STAGE = st.components.v2.component("neural_network_playground_stage", html=_HTML, js=_JS, isolate_styles=False)

Callback = Callable[[], None]


def stage(
    *,
    token: str,
    words: Mapping[str, str],
    options: Mapping[str, Any],
    drawing: Mapping[str, Any] | None = None,
    key: str = "stage",
    on_resume: Callback | None = None,
    on_ended: Callback | None = None,
    on_smaller_learning_rate: Callback | None = None,
    on_learning_rate: Callback | None = None,
    on_drawn: Callback | None = None,
) -> Any:
    """Mount the stage; with the same key it stays in the page and only its data changes.

    Args:
        token: of the run to show. Empty: the browser answers once with ``resume``, the token it remembers or "".
        words: English → the learner's language, for ``playground.live.words.WORDS`` and every template of a message.
        options: ``palette`` and ``curves`` as in ``playground.figures.stage_options()``; ``language`` (BCP 47) for
            numbers; ``height`` in pixels, where the default that follows the window does not suit.
        drawing: lets the learner draw on the plane: ``points`` as lists of x1, x2 and class, ``names`` of the classes
            as they are shown, ``most`` points, ``number`` of the last ``drawn`` that was taken, ``problem`` or "".
        key: also where callbacks find the values: ``st.session_state[key].resume`` and so on.
        on_resume: ``resume`` holds the remembered token or "".
        on_ended: ``ended`` holds ``{"token", "state", "step", "epoch"}`` with the state finished, crashed, failed,
            stopped, gone (the server does not know the token) or restart (the learner wants to start over).
        on_smaller_learning_rate: ``smaller_learning_rate`` holds the rate that is offered.
        on_learning_rate: ``learning_rate`` holds the rate that the learner has chosen; the run has it already.
        on_drawn: ``drawn`` holds ``{"points", "number"}``, the whole drawing after a stroke.

    Returns:
        Streamlit's result with the attributes ``resume``, ``ended``, ``smaller_learning_rate``, ``learning_rate`` and
        ``drawn``; each is None except in the one script run that it triggers.
    """
    return _STAGE(
        key=key,
        data={
            "token": token,
            "words": dict(words),
            "options": dict(options),
            "drawing": None if drawing is None else dict(drawing),
        },
        on_resume_change=on_resume or _nothing,
        on_ended_change=on_ended or _nothing,
        on_smaller_learning_rate_change=on_smaller_learning_rate or _nothing,
        on_learning_rate_change=on_learning_rate or _nothing,
        on_drawn_change=on_drawn or _nothing,
    )


def _nothing() -> None:
    """Declares the value without acting on it."""
