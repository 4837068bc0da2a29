"""The stage, and the pages that look inside a network, as Streamlit components: mount them, pass language and options.

What they draw comes over the websocket.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from playground.spec.kinds import bounds
from playground.spec.optimizers import Optimizer

# The inline part is sent again with every update, so it only imports the module that the launcher serves.
# A blob has no address of its own: the base path of the app is read from where Streamlit's own modules came from,
# which holds on every page, below a base path and behind a proxy.
_SCRIPT = """
const own = performance.getEntriesByType("resource").map((entry) => entry.name)
  .concat(Array.from(document.scripts, (script) => script.src))
  .find((address) => address.startsWith(location.origin) && address.includes("/static/js/"));
const base = own ? own.slice(0, own.indexOf("/static/js/") + 1) : new URL("./", document.baseURI).href;
const stage = import(base + "live/static/MODULE");
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


def served(name: str, module: str) -> Any:
    """A component whose script is a module in this folder, with the functions ``show`` and ``hide``."""
    script = _SCRIPT.replace("MODULE", module)
    return st.components.v2.component(f"neural_network_playground_{name}", html=_HTML, js=script, isolate_styles=False)


_STAGE = served("stage", "pages/stage/page.js")
_INSIDE = {
    view: served(f"inside_{view}", f"pages/{view}/page.js") for view in ("weights", "sample", "results", "activations")
}

RATES = bounds(Optimizer.model_fields["learning_rate"])
"""Between which a learning rate may be typed: ``ge`` and ``le``."""

Callback = Callable[[], None]


def stage(
    *,
    token: str,
    language: str,
    options: Mapping[str, Any],
    question: str = "",
    drawing: Mapping[str, Any] | None = None,
    has_companion: bool = False,
    key: str = "stage",
    on_resume: Callback | None = None,
    on_ended: Callback | None = None,
    on_smaller_learning_rate: Callback | None = None,
    on_learning_rate: Callback | None = None,
    on_drawn: Callback | None = None,
    on_branch: Callback | None = None,
    on_show_companion: Callback | None = None,
) -> Any:
    """Mount the stage; with the same key it stays in the page and only its data changes.

    Args:
        token: of the run to show, or "".
        language: of the catalogues; the browser fetches its words from ``/live/words/<language>.json``, once.
        options: ``palette`` and ``curves`` as in ``playground.figures.stage_options()``; ``height`` in pixels,
            where the default that follows the window does not suit.
        question: where it is not "", the browser answers it once with ``resume``: what it remembers of the tab.
        drawing: lets the learner draw on the plane: ``points`` as lists of x1, x2 and class, ``names`` of the classes
            as they are shown, ``most`` points, ``number`` of the last ``drawn`` that was taken, ``problem`` or "".
        has_companion: whether the tab keeps another run of its set, which may be shown instead.
        key: also where callbacks find the values: ``st.session_state[key].resume`` and so on.
        on_resume: ``resume`` holds ``{"token", "experiment"}`` as the browser kept them, each may be "".
        on_ended: ``ended`` holds ``{"token", "state", "step", "epoch"}`` with the state finished, crashed, failed,
            stopped, gone (the server does not know the token) or restart (the learner wants to start over).
        on_smaller_learning_rate: ``smaller_learning_rate`` holds the rate that is offered.
        on_learning_rate: ``learning_rate`` holds the rate that the learner has chosen; the run has it already.
        on_drawn: ``drawn`` holds ``{"points", "number"}``, the whole drawing after a stroke.
        on_branch: ``branch`` holds the step of the moment from which another run is to go on.
        on_show_companion: ``show_companion`` holds the token of the run that is shown; its companion is to be shown.

    Returns:
        Streamlit's result with the attributes ``resume``, ``ended``, ``smaller_learning_rate``, ``learning_rate``,
        ``drawn``, ``branch`` and ``show_companion``; each is None except in the one script run that it triggers.
    """
    return _STAGE(
        key=key,
        data={
            "token": token,
            "language": language,
            "options": dict(options),
            "question": question,
            "rates": RATES,
            "drawing": None if drawing is None else dict(drawing),
            "has_companion": has_companion,
        },
        on_resume_change=on_resume or _nothing,
        on_ended_change=on_ended or _nothing,
        on_smaller_learning_rate_change=on_smaller_learning_rate or _nothing,
        on_learning_rate_change=on_learning_rate or _nothing,
        on_drawn_change=on_drawn or _nothing,
        on_branch_change=on_branch or _nothing,
        on_show_companion_change=on_show_companion or _nothing,
    )


def inside(
    *,
    view: str,
    token: str,
    language: str,
    options: Mapping[str, Any],
    key: str,
    has_companion: bool = False,
    on_ended: Callback | None = None,
    on_smaller_learning_rate: Callback | None = None,
    on_learning_rate: Callback | None = None,
    on_branch: Callback | None = None,
    on_show_companion: Callback | None = None,
    on_said: Callback | None = None,
) -> Any:
    """Mount a page that looks inside a network.

    Args:
        view: which one: the script ``pages/<view>/page.js`` is mounted.
        token: of the run to look into.
        options: as in ``playground.figures.inside_options()``, and what the view wants besides.
        on_said: ``said`` holds ``{"name", "value"}``, a word of the view to its page.

    The other arguments and the result are those of ``stage``.
    """
    return _INSIDE[view](
        key=key,
        data={
            "token": token,
            "language": language,
            "options": dict(options),
            "rates": RATES,
            "has_companion": has_companion,
        },
        on_ended_change=on_ended or _nothing,
        on_smaller_learning_rate_change=on_smaller_learning_rate or _nothing,
        on_learning_rate_change=on_learning_rate or _nothing,
        on_branch_change=on_branch or _nothing,
        on_show_companion_change=on_show_companion or _nothing,
        on_said_change=on_said or _nothing,
    )


def _nothing() -> None:
    """Declares the value without acting on it."""
