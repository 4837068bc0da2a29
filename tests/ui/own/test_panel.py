"""A file comes in, is understood, and is the data of the experiment; a bad one is explained and changes nothing."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from playground.data.own import ArrayForm, TableForm, store
from playground.data.own.forms import Column
from playground.data.sets.own import OwnData
from playground.spec import OPTIMIZERS, Experiment
from playground.spec.starting import starting_experiment
from playground.ui.own.form import _unique, task_of
from playground.ui.own.work import OwnWork, recall, remember
from playground.ui.session import Tab, leave

ROOT = Path(__file__).parents[3]
MAIN = str(ROOT / "playground" / "ui" / "main.py")
DATA = str(ROOT / "pages" / "data.py")


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    store.close()
    monkeypatch.setenv(store.ROOT_VARIABLE, str(tmp_path))
    store.open()
    yield
    store.close()


@pytest.fixture
def page() -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60).run()
    app.switch_page(DATA).run()
    assert not app.exception
    return app


def flowers(rows: int = 60) -> bytes:
    """A table of two clear classes with blanks, semicolons and decimal commas."""
    random = np.random.default_rng(0)
    is_rose = np.arange(rows) % 2 == 0
    table = pd.DataFrame(
        {
            "length": np.where(is_rose, 5.0, 2.0) + random.normal(0, 0.3, rows).round(2),
            "colour": np.where(random.random(rows) < 0.8, np.where(is_rose, "red", "white"), "pink"),
            "flower": np.where(is_rose, "rose", "daisy"),
        }
    )
    table.loc[[3, 7], "length"] = None
    return table.to_csv(sep=";", decimal=",", index=False).encode()


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def tab(app: AppTest) -> Tab:
    found: Tab = app.session_state["tab"]
    return found


def experiment(app: AppTest) -> Experiment:
    return tab(app).working


def control(app: AppTest, field: str):
    key = f"own-{tab(app).own.number}-{field}"
    return next(element for element in (*app.selectbox, *app.number_input, *app.button_group) if element.key == key)


def button(app: AppTest, label: str):
    return next(element for element in app.button if element.label == label)


def test_a_table_is_understood_and_used_without_touching_the_form(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    assert not page.error
    data = experiment(page).data
    assert isinstance(data.dataset, OwnData)
    assert data.task == "binary"
    assert data.dataset.class_names == ("daisy", "rose")
    assert data.scaling == "standard"
    assert data.dataset.size == 60
    assert [layer.units for layer in experiment(page).network.layers] == [16, 16]
    assert experiment(page).training.optimizer == OPTIMIZERS.validate({"kind": "Adam", "learning_rate": 0.01})
    assert tab(page).autoplay == 100
    assert button(page, "Train on it")


def test_the_form_shows_what_was_guessed(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    assert control(page, "target").value == "flower"
    assert control(page, "task").value == "classification"
    assert control(page, "inputs").value == ["length", "colour"]
    assert control(page, "blanks").value == "median"


def test_another_choice_waits_for_the_button_and_keeps_the_network(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    first = experiment(page)
    control(page, "blanks").set_value("drop").run()
    assert experiment(page) == first
    button(page, "Use this data").click().run()
    assert not page.exception
    assert experiment(page).data.dataset != first.data.dataset
    assert experiment(page).data.dataset.size == 58
    assert experiment(page).network == first.network


def test_another_target_brings_its_task_and_the_old_target_becomes_an_input(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    control(page, "target").set_value("length").run()
    assert control(page, "task").value == "regression"
    assert control(page, "inputs").value == ["colour", "flower"]
    button(page, "Use this data").click().run()
    assert experiment(page).data.task == "regression"
    assert experiment(page).data.target_scaling == "standard"


def test_without_an_input_the_last_good_data_stay(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    before = experiment(page)
    control(page, "inputs").set_value([]).run()
    button(page, "Use this data").click().run()
    assert "flowers.csv" in page.error[0].value
    assert experiment(page) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("head.csv", b"a,b\n"),
        ("one.csv", b"a\n1\n2\n3\n4\n5\n"),
        ("noise.h5", b"\x00\x01\x02" * 50),
    ],
)
def test_a_bad_file_is_explained_and_the_last_good_data_stay(page: AppTest, name: str, content: bytes) -> None:
    upload(page, "flowers.csv", flowers())
    before, held = experiment(page), tab(page).data_ids()
    upload(page, name, content)
    assert name in page.error[0].value
    assert experiment(page) == before
    assert tab(page).data_ids() == held
    assert control(page, "target").value == "flower"
    upload(page, "flowers.csv", flowers(40))
    assert not page.error
    assert experiment(page).data.dataset.size == 40


def test_a_name_is_never_markdown(page: AppTest) -> None:
    hostile = "![x](http://evil.test/a.png)"
    table = pd.DataFrame({hostile: range(40), "y": ["<b>one</b>", "two"] * 20})
    upload(page, f"{hostile.replace('/', '')}.csv", table.to_csv(index=False).encode())
    seen = [*page.markdown, *page.caption, *page.error, *page.expander]
    texts = [element.label if hasattr(element, "label") else element.value for element in seen]
    assert not [text for text in texts if hostile in text or "<b>" in text]
    assert any(r"\!\[x\]" in text for text in texts)


def test_arrays_ask_for_the_arrays(page: AppTest) -> None:
    random = np.random.default_rng(0)
    file = io.BytesIO()
    np.savez(file, x_train=random.random((30, 8, 8)), y_train=np.arange(30) % 3, other=random.random((30, 8, 8)))
    upload(page, "digits.npz", file.getvalue())
    assert not page.error
    form = tab(page).own.form
    assert isinstance(form, ArrayForm)
    assert (form.x, form.y) == ("x_train", "y_train")
    control(page, "x").set_value("other").run()
    button(page, "Use this data").click().run()
    assert not page.error
    assert experiment(page).data.dataset.about.num_train is None
    assert len(experiment(page).data.dataset.class_names) == 3


def test_the_test_folders_of_a_zip_are_kept_apart_or_mixed(page: AppTest) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for index in range(24):
            pixels = np.full((8, 8), 40 + 100 * (index % 2), np.uint8)
            picture = io.BytesIO()
            Image.fromarray(pixels).save(picture, "PNG")
            part, name = "test" if index < 8 else "train", "light" if index % 2 else "dark"
            packed.writestr(f"{part}/{name}/{index}.png", picture.getvalue())
    upload(page, "shades.zip", file.getvalue())
    assert not page.error
    assert experiment(page).data.dataset.about.num_train == 16
    box = next(box for box in page.checkbox if "8" in box.label)
    assert box.value
    box.uncheck().run()
    button(page, "Use this data").click().run()
    assert experiment(page).data.dataset.about.num_train is None


def test_the_own_set_stays_in_the_menu_when_another_one_is_chosen(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    own = experiment(page).data.dataset
    menu = next(element for element in page.selectbox if element.label == "Dataset")
    assert any("flowers" in option for option in menu.options)
    menu.set_value("iris").run()
    assert experiment(page).data.dataset.name() == "iris"
    next(element for element in page.selectbox if element.label == "Dataset").set_value("own").run()
    assert experiment(page).data.dataset == own


def test_data_that_are_gone_bring_the_first_example_back(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    for held in tab(page).data_ids():
        store.remove(held)
    page.run()
    assert not page.exception
    assert experiment(page).data.dataset.name() == "circle"
    assert "no longer here" in page.warning[0].value


def test_a_tab_that_left_gives_its_data_up_and_a_reload_within_the_grace_period_keeps_them(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    first, prepared = tab(page), tab(page).own.prepared
    leave(first.owner)
    assert prepared not in store.sweep()
    again = Tab(draft=first.draft, working=first.working, autoplay=None, own=recall(prepared))
    assert again.own.understanding == first.own.understanding
    again.hold_data()
    assert not {prepared, first.own.upload} & set(store.sweep(now=float("inf")))
    leave(again.owner)
    assert {prepared, first.own.upload} <= set(store.sweep(now=float("inf")))
    assert not experiment(page).data.dataset.is_here()


def test_what_a_newer_file_replaces_goes_after_the_grace_period(page: AppTest) -> None:
    upload(page, "flowers.csv", flowers())
    old = tab(page).data_ids()
    upload(page, "flowers.csv", flowers(50))
    new = tab(page).data_ids()
    assert not old & new
    lost = set(store.sweep(now=float("inf")))
    assert old <= lost
    assert not new & lost


def test_what_is_recalled_is_a_work_of_its_own() -> None:
    work = OwnWork(number=3, prepared="a" * 32, upload=store.put(io.BytesIO(b"x"), "x.csv"), asked="use")
    remember(work)
    found = recall("a" * 32)
    assert found == replace(work, asked="")
    assert found is not work
    store.remove(work.upload)
    assert recall("a" * 32) == OwnWork(prepared="a" * 32)


@pytest.mark.parametrize(
    ("column", "task"),
    [
        (Column(name="a", kind="number", blanks=0, distinct=100, examples=("1",)), "regression"),
        (Column(name="a", kind="number", blanks=0, distinct=3, examples=("1.5",)), "regression"),
        (Column(name="a", kind="number", blanks=0, distinct=3, examples=("1", "2")), "classification"),
        (Column(name="a", kind="category", blanks=0, distinct=30), "classification"),
    ],
)
def test_the_task_of_another_target(column: Column, task: str) -> None:
    assert task_of(column) == task


def test_names_in_a_list_differ_also_where_they_look_the_same() -> None:
    shown = _unique(["a", "a\u200b", "a (2)", "x" * 100, "x" * 99])
    assert len(set(shown.values())) == 5
    assert shown["a"] == "a"


def test_forms_for_many_columns_name_what_is_left_out(page: AppTest) -> None:
    random = np.random.default_rng(0)
    table = pd.DataFrame(random.normal(size=(40, 60)), columns=[f"c{index}" for index in range(60)])
    upload(page, "wide.csv", table.to_csv(index=False).encode())
    assert not page.error
    left_out = next(element for element in page.multiselect if element.label == "Columns left out")
    left_out.set_value(["c3", "c4"]).run()
    form = tab(page).own.form
    assert isinstance(form, TableForm)
    assert len(form.inputs) == 57
    assert "c3" not in form.inputs


def test_starting_networks_fit_what_they_get(page: AppTest) -> None:
    random = np.random.default_rng(0)
    for side in (6, 9, 30, 64):
        file = io.BytesIO()
        np.savez(file, x=random.integers(0, 255, (20, side, side, 3)).astype(np.uint8), y=np.arange(20) % 2)
        upload(page, "pictures.npz", file.getvalue())
        assert not page.error
        found = starting_experiment(experiment(page).data.dataset)
        found.check()
        assert any(layer.name() == "Conv2D" for layer in found.network.layers) == (side >= 8)
