"""The Data page draws for every dataset, in every language, and its switches change the experiment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Toggle

from playground import jobs
from playground.spec import DATASETS, DataSpec, Experiment
from playground.ui.data import page as data_page
from playground.ui.data.panel import fitting
from playground.ui.words import LANGUAGES, translate

ROOT = Path(__file__).parents[3]
MAIN = str(ROOT / "playground" / "ui" / "main.py")
PAGE = str(ROOT / "pages" / "data.py")


@pytest.fixture(autouse=True, scope="module")
def no_process_is_left() -> Iterator[None]:
    yield
    jobs.close()


def opened(data: DataSpec | None = None) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    if data is not None:
        tab = app.session_state["tab"]
        tab.draft = tab.working = fitting(tab.draft, data.dataset).replace(data=data)
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def experiment(app: AppTest) -> Experiment:
    found: Experiment = app.session_state["tab"].working
    return found


def sections(app: AppTest) -> list[str]:
    """The labels of the tabs in the main part."""
    return [tab.label for tab in app.main.get("tab")]


def every_set() -> Iterator[Any]:
    for kind in DATASETS:
        if kind.name() != "own":
            marks = [pytest.mark.real_data] if kind.download_bytes else []
            yield pytest.param(kind.name(), id=kind.name(), marks=marks)


@pytest.mark.parametrize("name", list(every_set()))
def test_every_section_draws_for_every_dataset(name: str) -> None:
    dataset = DATASETS[name]()
    if not dataset.is_here():
        pytest.skip(f"{name} is not in the data folder")
    app = opened(data=DataSpec.start(dataset))
    drawn = 0
    for section, (title, _draw, ranks) in data_page._SECTIONS.items():
        if len(dataset.sample_shape) not in ranks:
            continue
        app.session_state["data-tab"] = section
        app.run()
        assert not app.exception, (section, app.exception)
        assert not app.warning or dataset.warning
        assert title in sections(app)
        drawn += len(app.get("plotly_chart")) + len(app.dataframe)
    assert drawn >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(language: str) -> None:
    app = opened()
    app.session_state["language"] = language
    app.run()
    assert not app.exception
    assert translate("Overview", language) in sections(app)


def leak(app: AppTest) -> Toggle:
    return next(toggle for toggle in app.toggle if toggle.label.startswith("Leak"))


def test_the_leak_switch_changes_the_experiment_and_says_why_the_score_is_false() -> None:
    app = opened()
    assert not experiment(app).data.leak
    leak(app).set_value(True).run()
    assert experiment(app).data.leak
    assert "learn their answers by heart" in app.error[0].value
    assert experiment(app).data.num_train == 500
    leak(app).set_value(False).run()
    assert not experiment(app).data.leak
    assert not app.error


def test_the_dataset_is_chosen_in_the_sidebar() -> None:
    app = opened()
    menu = next(box for box in app.sidebar.selectbox if box.label == "Dataset")
    menu.set_value("digits").run()
    assert not app.exception
    assert experiment(app).data.dataset.name() == "digits"
    assert sections(app) == ["Overview", "Pictures", "One picture", "Values"]


def test_the_section_stays_where_the_next_dataset_has_it_too() -> None:
    app = opened(data=DataSpec.start(DATASETS["iris"]()))
    app.session_state["data-tab"] = "pairs"
    app.run()
    assert [box.label for box in app.main.selectbox] == ["Across", "Upwards"]
    menu = next(box for box in app.sidebar.selectbox if box.label == "Dataset")
    menu.set_value("circle").run()
    assert [box.label for box in app.main.selectbox] == ["Across", "Upwards"]


def test_a_column_can_be_chosen() -> None:
    app = opened(data=DataSpec.start(DATASETS["iris"]()))
    app.session_state["data-tab"] = "columns"
    app.run()
    column = next(box for box in app.main.selectbox if box.label == "Column")
    assert column.options == ["sepal length", "sepal width", "petal length", "petal width"]
    column.set_value(3).run()
    assert not app.exception
    assert app.main.dataframe[0].value["before"].iloc[3] == pytest.approx(2.5)


def test_the_table_shows_a_row_and_what_the_network_sees_of_it() -> None:
    spec = DataSpec.start(DATASETS["iris"]())
    app = opened(data=spec)
    app.session_state["data-tab"] = "table"
    app.run()
    rows, row, types = (frame.value for frame in app.main.dataframe)
    assert len(rows) == 150
    assert row["raw"].tolist() == pytest.approx(rows.iloc[0][["0", "1", "2", "3"]].tolist())
    assert len(types) == 4
    assert not types["blanks"].any()


def test_an_experiment_that_does_not_work_is_explained_and_can_be_undone() -> None:
    app = opened()
    inputs = next(group for group in app.button_group if group.label == "Inputs")
    inputs.set_value([]).run()
    assert not app.exception
    assert "no input" in app.warning[0].value
    next(button for button in app.button if button.label == "Undo").click().run()
    assert not app.warning


def test_a_set_that_is_not_here_is_offered_for_download(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PLAYGROUND_DATA_DIR", str(tmp_path))
    app = opened(data=DataSpec.start(DATASETS["fashion_mnist"]()))
    assert any(button.label == "Download 30.9 MB" for button in app.button)
    assert not app.get("plotly_chart")


def test_own_data_that_are_gone_are_explained_and_the_page_stays() -> None:
    app = opened()
    tab = app.session_state["tab"]
    gone = tab.draft.data.model_copy(update={"dataset": DATASETS["own"](id="0" * 31 + "1")})
    tab.draft = tab.draft.model_copy(update={"data": gone})
    app.run()
    assert not app.exception
