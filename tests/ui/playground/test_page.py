"""The pages run as a script, in both languages, and every control of them changes the experiment."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.lessons.presets import PRESETS
from playground.spec import DATASETS, LAYERS, OPTIMIZERS, Experiment
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[3]
MAIN = str(ROOT / "playground" / "ui" / "main.py")


@pytest.fixture
def page() -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=30).run()
    assert not app.exception
    return app


def experiment(app: AppTest) -> Experiment:
    found: Experiment = app.session_state["tab"].working
    return found


def by_label(elements, label: str):
    found = [element for element in elements if element.label == label]
    assert found, f"{label} is not among {[element.label for element in elements]}"
    return found[0]


def test_the_first_visit_shows_a_working_example(page: AppTest) -> None:
    assert experiment(page) == next(iter(PRESETS.values())).experiment
    assert not page.error
    assert not page.warning


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_playground_speaks_every_language(language: str) -> None:
    app = AppTest.from_file(MAIN, default_timeout=30)
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    assert by_label(app.selectbox, translate("Dataset", language))


def test_the_guide_lists_every_kind(page: AppTest) -> None:
    page.switch_page(str(ROOT / "pages" / "guide.py")).run()
    assert not page.exception
    assert page.title[0].value == "How to read the playground"
    assert [len(table.value) for table in page.dataframe] == [len(DATASETS), len(LAYERS), len(OPTIMIZERS)]


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_the_whole_experiment(page: AppTest, name: str) -> None:
    page.button(key=f"preset-{name}").click().run()
    assert not page.exception
    assert experiment(page) == PRESETS[name].experiment


def test_a_slider_of_a_layer_changes_that_layer(page: AppTest) -> None:
    by_label(page.select_slider, "Neurons").set_value(8).run()
    assert experiment(page).network.layers[0].units == 8
    assert experiment(page).network.layers[1].units == 2


def test_layers_can_be_moved_duplicated_and_removed(page: AppTest) -> None:
    def units() -> list[int]:
        return [layer.units for layer in experiment(page).network.layers]

    def press(icon: str, index: int) -> None:
        revision = page.session_state["tab"].revision
        page.button(key=f"tool-layer-{revision}-{index}-{icon}").click().run()
        assert not page.exception

    assert units() == [4, 2]
    press("arrow_downward", 0)
    assert units() == [2, 4]
    press("content_copy", 1)
    assert units() == [2, 4, 4]
    press("delete", 0)
    assert units() == [4, 4]


def test_a_choice_that_does_not_fit_is_explained_and_the_experiment_stays(page: AppTest) -> None:
    before = experiment(page)
    by_label(page.selectbox, "Loss").set_value("categorical_crossentropy").run()
    assert "does not fit this task" in page.warning[0].value
    assert experiment(page) == before
    by_label(page.button, "Undo").click().run()
    assert not page.warning
    assert by_label(page.selectbox, "Loss").value == "auto"


def test_the_threshold_is_explained_and_refused(page: AppTest) -> None:
    before = experiment(page)
    by_label(page.selectbox, "Activation").set_value("threshold").run()
    assert "threshold cannot be trained" in page.error[0].value
    assert experiment(page) == before


def test_switching_every_input_off_is_explained(page: AppTest) -> None:
    before = experiment(page)
    inputs = next(group for group in page.button_group if group.label == "Inputs")
    inputs.set_value([]).run()
    assert "no input" in page.warning[0].value
    assert experiment(page) == before


def test_another_dataset_brings_its_task(page: AppTest) -> None:
    by_label(page.selectbox, "Dataset").set_value("iris").run()
    assert experiment(page).data.task == "multiclass"
    assert experiment(page).loss == "categorical_crossentropy"
    assert not page.warning


def test_a_batch_larger_than_the_data_is_explained(page: AppTest) -> None:
    by_label(page.select_slider, "Batch size").set_value(4096).run()
    assert "larger than the training data" in page.warning[0].value


def test_news_of_a_run_that_is_no_longer_shown_changes_nothing(page: AppTest) -> None:
    tab = page.session_state["tab"]
    tab.token = "new"
    tab.start_over("old")
    assert tab.token == "new"
    tab.start_over("new")
    assert tab.token == ""
