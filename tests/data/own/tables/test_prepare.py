"""From a filled form to arrays: blanks, rare classes, one-hot, and forms that do not fit."""

import numpy as np
import pytest

from playground.data import load
from playground.data.own import Limits
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.files import said, table


def test_a_class_with_one_sample_is_left_out(desk):
    _, dataset = desk.whole("a.csv", table(row=lambda i: f"{i / 2},{i % 7},{'rare' if i == 3 else 'ab'[i % 2]}"))
    assert (dataset.class_names, dataset.size, dataset.task) == (("a", "b"), 39, "binary")
    assert "single sample are left out" in said(dataset.about)
    assert said(dataset.about).endswith("at once: rare.")
    assert len(load(DataSpec.start(dataset)).train) == 20


def test_rows_with_a_blank_target_are_left_out(desk):
    _, dataset = desk.whole("a.csv", table(row=lambda i: f"{i / 2},{i % 7},{'' if i % 5 == 0 else 'ab'[i % 2]}"))
    assert dataset.size == 32
    assert said(dataset.about) == "Rows left out, as their target is blank: 8."
    assert dataset.blanks is None


@pytest.mark.parametrize("blanks", ["drop", "mean", "median", "most_frequent"])
def test_blanks_are_treated_as_the_form_says(desk, blanks):
    text = table(row=lambda i: f"{'' if i % 10 == 0 else i / 2},{i % 7},{i % 2}")
    _, dataset = desk.whole("a.csv", text, blanks=blanks)
    assert dataset.size == (36 if blanks == "drop" else 40)
    assert dataset.blanks == (None if blanks == "drop" else blanks)
    assert np.isfinite(load(DataSpec.start(dataset)).train.x).all()


def test_dropping_every_row_is_explained(desk):
    text = table(row=lambda i: f"{'' if i % 2 else i},{i if i % 2 else ''},{i % 2}")
    with pytest.raises(DataUnavailable, match="Only 0 rows are left that have the target “target”; at least 4 are"):
        desk.whole("a.csv", text, blanks="drop", inputs=("a", "b"))


FORMS = {
    "an unknown column": ({"inputs": ("nope",)}, "There is no column “nope” in the table. There are: a, b, target."),
    "no input": ({"inputs": ()}, "No input is chosen. Choose at least one column as an input."),
    "an input twice": ({"inputs": ("a", "a")}, "A column is chosen twice as an input. Choose each once."),
    "the target as an input": (
        {"inputs": ("a", "target")},
        "“target” is the target and an input too, so the answer would be given away. Take it out of the inputs.",
    ),
    "text to be regressed": (
        {"task": "regression"},
        "Regression needs a target of numbers, but “target” holds text or dates, such as “low”. Choose classification, "
        "or another target.",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_does_not_fit_gets_a_sentence(desk, name):
    changes, sentence = FORMS[name]
    with pytest.raises(DataUnavailable) as caught:
        desk.whole("a.csv", table(), **changes)
    assert str(caught.value) == sentence


def test_one_hot_is_bounded(desk):
    desk.limits = Limits(inputs=10)
    with pytest.raises(DataUnavailable, match="Inputs: 21; at most 10 are allowed"):
        desk.whole("a.csv", table(200, row=lambda i: f"{i / 2},w{i % 20}z,{i % 2}"), inputs=("a", "b"))
