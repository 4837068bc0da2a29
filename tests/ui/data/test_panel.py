"""What the Data panel offers for which dataset, and what choosing another one keeps."""

import itertools
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.lessons.presets import PRESETS
from playground.spec import DATASETS, DataSpec, Experiment
from playground.ui.data.panel import fitting, offered

MAIN = str(Path(__file__).parents[3] / "playground" / "ui" / "main.py")
FIRST = next(iter(PRESETS.values())).experiment


@pytest.fixture
def page() -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=30).run()
    assert not app.exception
    return app


def choose(page: AppTest, name: str) -> Experiment:
    next(box for box in page.selectbox if box.label == "Dataset").set_value(name).run()
    assert not page.exception
    found: Experiment = page.session_state["tab"].draft
    return found


def labels(page: AppTest) -> set[str]:
    return {element.label for element in (*page.selectbox, *page.select_slider, *page.toggle, *page.text_input)}


def test_the_menu_keeps_the_sets_of_a_group_together():
    groups = [DATASETS[name].group for name in offered("circle")]
    assert len(set(groups)) == sum(before != after for before, after in itertools.pairwise(groups)) + 1
    assert groups[0] == "Points on a plane"


def test_the_menu_leaves_a_hidden_set_out_unless_it_is_chosen(monkeypatch):
    monkeypatch.setattr(DATASETS["moons"], "hidden_in_menu", True)
    assert "moons" not in offered("circle")
    assert "moons" in offered("moons")
    assert set(offered("moons")) - {"moons"} == set(offered("circle"))


def test_california_is_the_house_set_that_is_offered_first():
    names = offered("circle")
    assert names.index("california_housing") < names.index("boston_housing")


@pytest.mark.parametrize("name", list(offered("circle")))
def test_choosing_a_dataset_gives_an_experiment_that_works(name):
    experiment = fitting(FIRST, DATASETS.validate(name))
    experiment.check()
    start = DataSpec.start(experiment.data.dataset)
    assert (experiment.data.scaling, experiment.data.target_scaling) == (start.scaling, start.target_scaling)
    assert experiment.network == FIRST.network


def test_another_dataset_keeps_inputs_and_shares_but_not_the_leak():
    kept = {"features": ("x1", "sin_x2"), "train_share": 0.8, "split_seed": 3}
    before = FIRST.replace(data=FIRST.data.replace(leak=True, scaling="minmax", **kept))
    after = fitting(before, DATASETS.validate("moons")).data
    assert {name: getattr(after, name) for name in kept} == kept
    assert (after.leak, after.scaling) == (False, "none")


def test_a_batch_is_made_smaller_for_a_small_set():
    assert fitting(FIRST, DATASETS.validate("house_prices")).training.batch_size == 4


def test_the_target_can_be_scaled_where_there_is_one(page):
    assert "Scaling of the target" not in labels(page)
    assert choose(page, "house_prices").data.target_scaling == "standard"
    assert "Scaling of the target" in labels(page)
    assert any("scaled units" in caption.value for caption in page.caption)
    assert not page.warning
    choose(page, "sine")
    assert not any("scaled units" in caption.value for caption in page.caption)


def test_the_leak_is_not_on_this_page(page):
    assert "Leak validation samples into training" not in labels(page)


def test_a_fixed_split_has_no_share_and_no_seed_and_boston_its_warning(page):
    assert {"Share of training data", "Split seed"} <= labels(page)
    choose(page, "boston_housing")
    assert not {"Share of training data", "Split seed"} & labels(page)
    assert any("ethical problem" in warning.value for warning in page.warning)
    assert any("404 to train on, 102 to check with" in caption.value for caption in page.caption)
    assert any("No licence stated" in caption.value for caption in page.caption)


def test_what_becomes_of_blanks_can_be_chosen(page):
    choose(page, "california_housing")
    blanks = next(box for box in page.selectbox if box.label == "Blanks")
    assert blanks.options[:2] == ["Leave the row out", "Mean of the column"]
    blanks.set_value("drop").run()
    assert page.session_state["tab"].draft.data.dataset.size == 20_433
