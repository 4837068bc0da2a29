"""The Activations page: every section draws in every language, examples show what they say, answers are explained."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.browser.activation_curves import HIGH, LOW, STEP, panel
from playground.lessons.activation_questions import QUESTIONS
from playground.lessons.gradient_depth import EXAMPLES
from playground.spec.activations import ACTIVATIONS
from playground.ui.activations.curves import FIRST
from playground.ui.activations.depth import _number
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[3]
MAIN = str(ROOT / "playground" / "ui" / "main.py")
PAGE = str(ROOT / "pages" / "activations.py")


def opened(section: str = "curves", language: str = "en") -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    app.session_state["language"] = language
    app.session_state["activations-section"] = section
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.success, *app.warning, *app.info, *app.caption]
    return "\n".join(part.value for part in parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("section", ["curves", "depth", "questions", "network"])
def test_every_section_draws_in_every_language(section: str, language: str) -> None:
    app = opened(section, language)
    titles = [tab.label for tab in app.main.get("tab")]
    assert len(titles) == 4
    assert translate("Curves", language) in titles


def test_the_first_view_is_that_of_every_course() -> None:
    text = said(opened())
    assert FIRST == ("threshold", "sigmoid", "tanh", "relu")
    for name in FIRST:
        assert ACTIVATIONS[name].formula in text
        assert ACTIVATIONS[name].source in text
    assert ACTIVATIONS["gelu"].source not in text


def test_any_activations_are_shown_with_formula_source_and_use() -> None:
    app = opened()
    app.session_state["activations-chosen"] = ACTIVATIONS.names()
    app.run()
    assert not app.exception
    text = said(app)
    for fact in ACTIVATIONS:
        for formula in fact.formula.split(r", \quad "):
            assert f"${formula}$" in text
        assert f"{fact.source}, {fact.year}" in text
        assert fact.use in text


def test_no_activation_and_curves_over_each_other_draw_too() -> None:
    app = opened()
    app.session_state["activations-way"] = "over"
    app.run()
    assert not app.exception
    app.session_state["activations-chosen"] = []
    app.run()
    assert not app.exception
    assert "Choose an activation above." in said(app)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_sets_the_controls_and_says_why(name: str) -> None:
    app = opened("depth")
    app.session_state["activations-depth-example"] = name
    example = EXAMPLES[name]
    app.session_state["activations-depth-activation"] = example.activation
    app.session_state["activations-depth-initializer"] = example.initializer
    app.session_state["activations-depth-depth"] = example.depth
    app.run()
    assert not app.exception
    assert example.why in said(app)
    assert bool(app.success) == (example.expected == "holds")


def test_a_click_on_an_example_sets_the_controls() -> None:
    app = opened("depth")
    app.get_by_key("activations-depth-example").set_value("exploding").run()
    assert not app.exception
    assert app.selectbox(key="activations-depth-initializer").value == "ones"
    assert "explodes" in app.warning[0].value


def test_the_depth_experiment_takes_every_choice() -> None:
    app = opened("depth")
    app.selectbox(key="activations-depth-activation").set_value("relu").run()
    app.selectbox(key="activations-depth-initializer").set_value("he_normal").run()
    app.slider(key="activations-depth-depth").set_value(50).run()
    assert not app.exception
    assert app.success
    assert app.get_by_key("activations-depth-example").value == "he"
    app.selectbox(key="activations-depth-initializer").set_value("zeros").run()
    assert "No gradient at all" in app.warning[0].value
    assert app.get_by_key("activations-depth-example").value is None
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_is_explained_at_once(name: str) -> None:
    app = opened("questions")
    assert len(app.radio) == len(QUESTIONS)
    for key, choice in QUESTIONS[name].choices.items():
        app.radio(key=f"activations-{name}").set_value(key).run()
        boxes = app.success if choice.is_right else app.warning
        assert [box.value for box in boxes] == [choice.why]


def test_without_a_run_an_example_is_one_click_away() -> None:
    app = opened("network")
    assert "Train an example" in [button.label for button in app.main.button]


def test_the_section_stays_when_the_language_changes() -> None:
    app = opened("questions")
    app.session_state["language"] = "zh_CN"
    app.run()
    assert not app.exception
    assert len(app.radio) == len(QUESTIONS)


@pytest.mark.parametrize("name", ACTIVATIONS.names())
def test_what_is_drawn_is_the_activation(name: str) -> None:
    drawn = panel(name)
    assert len(drawn["values"]) == len(drawn["slopes"]) == round((HIGH - LOW) / STEP) + 1
    for z in (-2.0, 0.0, 1.5):
        index = round((z - LOW) / STEP)
        value, slope = ACTIVATIONS[name].curve([z])
        assert drawn["values"][index] == pytest.approx(value[0], rel=1e-5)
        assert drawn["slopes"][index] == pytest.approx(slope[0], rel=1e-5)
    assert drawn["reach"][0] <= min(drawn["values"]) <= max(drawn["values"]) <= drawn["reach"][1]


def test_small_and_large_numbers_are_written_as_people_write_them() -> None:
    assert [_number(value) for value in (0.25, 12.0, 9.1e-20, 3e17)] == ["0.25", "12", "9 · 10⁻²⁰", "3 · 10¹⁷"]


def test_what_was_chosen_is_still_there_after_a_look_at_another_page() -> None:
    app = opened("depth")
    app.selectbox(key="activations-depth-activation").set_value("gelu").run()
    app.switch_page(str(ROOT / "pages" / "guide.py")).run()
    app.switch_page(PAGE).run()
    assert not app.exception
    assert app.selectbox(key="activations-depth-activation").value == "gelu"
