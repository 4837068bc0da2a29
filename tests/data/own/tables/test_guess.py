"""Guesses of the target and the inputs, with the reasons for what is left out."""

import pytest

from playground.data.own import TableForm
from playground.spec.errors import DataUnavailable
from tests.data.own.files import said, table


def test_a_constant_column_is_left_out(desk):
    found, dataset = desk.whole("a.csv", table(header="a,same,target", row=lambda i: f"{i / 2},7,{i % 2}"))
    assert dataset.feature_names == ("a",)
    assert "Left out, as they never change: same." in said(found)
    _, chosen = desk.whole(
        "a.csv", table(header="a,same,target", row=lambda i: f"{i / 2},7,{i % 2}"), inputs=("a", "same")
    )
    assert chosen.feature_names == ("a",)
    assert said(chosen.about) == "Inputs that never change are left out: same."


def test_one_class_only_is_said_and_refused_as_a_target(desk):
    found = desk.understand("a.csv", table(row=lambda i: f"{i / 2},{i % 7},yes"))
    assert "“target” is called like a target but never changes, so “b” is suggested as the target." in said(found)
    with pytest.raises(DataUnavailable) as caught:
        desk.prepare(TableForm(target="target", task="classification", inputs=("a",)))
    assert str(caught.value) == (
        "The target “target” is “yes” in every row, so there is nothing to tell apart. Choose another target, or add "
        "rows with another value."
    )


def test_ten_thousand_classes_are_said_and_refused(desk):
    found = desk.understand("a.csv", table(20_000, row=lambda i: f"{i / 2},{i % 7},c{i % 10_000}"))
    assert "“target” is called like a target but has 10,000 different values" in said(found)
    with pytest.raises(DataUnavailable) as caught:
        desk.prepare(TableForm(target="target", task="classification", inputs=("a",)))
    assert str(caught.value) == (
        "The target “target” has 10,000 different values; at most 100 classes are allowed here. Choose another target, "
        "or put rare classes together."
    )
    with pytest.raises(DataUnavailable, match="Choose regression, or another target"):
        desk.prepare(TableForm(target="a", task="classification", inputs=("b",)))
