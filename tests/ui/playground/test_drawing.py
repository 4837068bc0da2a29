"""A drawing between the stage and the experiment: what the stage is told, and what becomes of a stroke."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.data.sets.drawn import MOST_POINTS, START

FOUR = [[-3, 1, 0], [-2, 1.234, 0], [3, 1, 1], [2, 1, 1]]


def _page() -> None:
    import streamlit as st

    from playground.spec import DATASETS, DataSpec
    from playground.ui import session
    from playground.ui.playground import drawing

    session.begin()
    if st.session_state.get("choose"):
        dataset = drawing.last() if st.session_state.choose == "drawn" else DATASETS.validate(st.session_state.choose)
        session.change(lambda draft: draft.replace(data=DataSpec(dataset=dataset)))
    if "drawn" in st.session_state:
        drawing.take(st.session_state.drawn)
    st.session_state.told = drawing.of_draft()
    st.session_state.shown = session.problem()


@pytest.fixture
def page() -> AppTest:
    app = AppTest.from_function(_page)
    app.session_state.choose = "drawn"
    app.run()
    app.session_state.choose = ""
    assert not app.exception
    return app


def draw(app: AppTest, drawn: Any) -> dict[str, Any]:
    app.session_state.drawn = drawn
    app.run()
    assert not app.exception
    told: dict[str, Any] = app.session_state.told
    return told


def test_the_stage_is_told_the_drawing_of_the_draft_and_nothing_of_other_data(page: AppTest) -> None:
    told = page.session_state.told
    assert told["points"] == [list(point) for point in START]
    assert (told["names"], told["most"], told["number"], told["problem"]) == (["Orange", "Blue"], MOST_POINTS, 0, "")
    page.session_state.choose = "circle"
    page.run()
    assert page.session_state.told is None


def test_a_stroke_changes_the_experiment(page: AppTest) -> None:
    told = draw(page, {"points": FOUR, "number": 3})
    assert told["points"] == [[-3, 1, 0], [-2, 1.23, 0], [3, 1, 1], [2, 1, 1]]
    assert told["number"] == 3
    assert page.session_state.tab.working.data.dataset.size == 4


def test_too_few_points_are_told_on_the_plane_and_the_working_experiment_stays(page: AppTest) -> None:
    told = draw(page, {"points": FOUR[:2], "number": 1})
    assert "Draw at least 4" in told["problem"]
    assert told["points"] == [[-3, 1, 0], [-2, 1.23, 0]]
    assert page.session_state.tab.working.data.dataset.points == START
    assert draw(page, {"points": FOUR, "number": 2})["problem"] == ""


@pytest.mark.parametrize(
    "nonsense",
    [None, "points", [], {}, {"points": [[0, 0, 9]], "number": 1}, {"points": [[1]], "number": "x"}, {"points": None}],
)
def test_what_is_no_drawing_leaves_the_last_one_in_place(page: AppTest, nonsense: Any) -> None:
    assert draw(page, nonsense)["points"] == [list(point) for point in START]


def test_a_drawing_comes_back_after_other_data(page: AppTest) -> None:
    before = draw(page, {"points": FOUR, "number": 1})["points"]
    del page.session_state["drawn"]
    for name in ("circle", "drawn"):
        page.session_state.choose = name
        page.run()
    assert page.session_state.told["points"] == before
