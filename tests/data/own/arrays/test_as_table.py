"""An array of rows and columns is a table."""

import numpy as np
import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import X, Y, npy
from tests.data.own.files import npz


def test_one_array_is_a_table_or_explained(desk):
    both = np.column_stack([X, Y])
    for name, content in (("a.npy", npy(both)), ("a.npz", npz(data=both))):
        found, dataset = desk.whole(name, content)
        assert (found.form.kind, found.form.target, dataset.task) == ("table", "#5", "multiclass")
    records = np.array([(i / 2, i % 2, b"ab"[i % 2 : i % 2 + 1]) for i in range(30)],
                       dtype=[("size", "f4"), ("rooms", "i2"), ("class", "S1")])  # fmt: skip
    found, dataset = desk.whole("a.npy", npy(records))
    assert (found.form.target, dataset.class_names, dataset.feature_names) == ("class", ("a", "b"), ("size", "rooms"))
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.npy", npy(np.zeros(10)))
    assert str(caught.value) == (
        "The file needs two arrays of equal length, the samples and their labels, best called x and y. It holds: array "
        "(10)."
    )


def test_an_array_among_several_can_be_read_as_a_table(desk):
    content = npz(first=np.column_stack([X, Y]), second=np.column_stack([X, Y * 1.5]), y=Y)
    first, second = (desk.understand("a.npz", content, name) for name in ("first", "second"))
    assert [choice.name for choice in first.choices] == ["first", "second", "y"]
    assert (first.form.choice, second.form.choice) == ("first", "second")
    assert desk.prepare(second.form).task == "regression"
    assert desk.prepare(first.form).task == "multiclass"
    with pytest.raises(DataUnavailable, match="“y” is no table"):
        desk.understand("a.npz", content, "y")
