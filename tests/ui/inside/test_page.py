"""The pages that look inside a network say what went wrong, wherever it was done."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.runs.timeline import NOT_KEPT
from playground.spec import Explained
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[3]
MAIN = str(ROOT / "playground" / "ui" / "main.py")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["weights", "sample", "results", "activations"])
def test_a_branch_that_cannot_be_is_explained_where_it_was_asked_for(name: str, language: str) -> None:
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    app.session_state["language"] = language
    app.session_state["activations-section"] = "network"
    app.session_state["tab"].problem = Explained(NOT_KEPT)
    app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == [translate(NOT_KEPT, language)]
    next(button for button in app.button if button.label == translate("Undo", language)).click().run()
    assert not app.warning
