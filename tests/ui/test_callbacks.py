"""Two quick clicks: the browser asks for the next run of the script while the callback of the first is at work."""

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.load import app
from benchmarks.load.session import opened
from benchmarks.load.widgets import Choice
from playground.ui.callbacks import let_callbacks_finish
from tests.apart import run_apart


def _clicked_again_meanwhile() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def count() -> None:
        context = get_script_run_ctx()
        assert context is not None
        context.script_requests.request_rerun(RerunData())
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1

    st.button("Count", on_click=count)


def _clicked_again_before() -> None:
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
    from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

    set_flag = ScriptRunner._set_execing_flag

    def asked_once(runner):  # type: ignore[no-untyped-def]
        ScriptRunner._set_execing_flag = set_flag
        context = get_script_run_ctx()
        assert context is not None
        context.script_requests.request_rerun(RerunData())
        return set_flag(runner)

    def count() -> None:
        st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1

    st.button("Count", on_click=count)
    if "asked" not in st.session_state:
        st.session_state["asked"] = True
        ScriptRunner._set_execing_flag = asked_once


@pytest.mark.parametrize("script", [_clicked_again_meanwhile, _clicked_again_before])
def test_a_click_counts_though_the_next_one_comes_at_once(script) -> None:
    let_callbacks_finish()
    app = AppTest.from_function(script, default_timeout=30).run()
    app.button[0].click().run()
    assert not app.exception
    assert app.session_state["clicks"] == 1


def test_it_is_done_once() -> None:
    from streamlit.runtime.state.safe_session_state import SafeSessionState

    let_callbacks_finish()
    first = SafeSessionState.on_script_will_rerun
    let_callbacks_finish()
    assert SafeSessionState.on_script_will_rerun is first


DENSE, DROPOUT = Choice("Add a layer", "Dense"), Choice("Add a layer", "Dropout")
QUICK: list[tuple[list[Choice], int, dict[str, str]]] = [
    ([DENSE, DROPOUT], 4, {"Dataset": "Circle"}),
    ([Choice("XOR"), DENSE, DROPOUT], 2, {"Dataset": "Exclusive-or"}),
    ([Choice("XOR"), Choice("Spiral"), DENSE], 4, {"Dataset": "Spiral"}),
    ([Choice("Inputs", ("x₁²", "x₂²")), Choice("XOR"), DENSE], 1, {"Dataset": "Exclusive-or", "Inputs": "x₁ x₂"}),
    ([Choice("Spiral"), Choice("Circle"), Choice("Move up layer 2")], 2, {"Dataset": "Circle", "Optimizer": "SGD"}),
]
"""Clicks; how many hidden layers there are behind all of them, and what stands in some controls."""


def test_clicks_that_follow_each_other_at_once_all_count() -> None:
    """What the browser says with a click is the page as it was before the last one, and that is not a choice."""

    async def look(host: str, choices: list[Choice]) -> tuple[int, dict[str, str]]:
        async with opened(host) as session:
            await session.choose_at_once(*choices)
            held = {label: " ".join(getattr(value, "data", [str(value)])) for label, value in session.values()}
            return session.count("Remove layer"), held

    async def look_at_all() -> list[tuple[int, dict[str, str]]]:
        async with app.running() as running:
            return [await look(running.host, choices) for choices, _, _ in QUICK]

    for (choices, layers, expected), (seen, held) in zip(QUICK, run_apart(look_at_all()), strict=True):
        assert seen == layers, choices
        assert all(held[label].endswith(value) for label, value in expected.items()), (choices, held)
