"""Arrays are opened and understood; damaged files are explained."""

import numpy as np
import pytest

from playground.data.own import ArrayForm
from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import X, Y, cats, hdf5, npy
from tests.data.own.files import npz


def test_an_npz_with_x_and_y_is_understood(desk):
    found, dataset = desk.whole("a.npz", npz(x=X, y=Y))
    assert found.form == ArrayForm(x="x", y="y", task="classification")
    assert [(choice.name, choice.shape, choice.type) for choice in found.choices] == [
        ("x", (50, 4), "float64"), ("y", (50,), "int64"),
    ]  # fmt: skip
    assert (dataset.task, dataset.class_names) == ("multiclass", ("0", "1", "2"))
    np.testing.assert_allclose(dataset.samples().x, X, rtol=1e-6)
    np.testing.assert_array_equal(dataset.samples().y, Y)


def test_damaged_files_are_explained(desk):
    for name, content in (
        ("a.npy", npy(X)[:200]), ("a.npy", b"\x93NUMPY\x01\x00\xff\xff"), ("a.h5", hdf5(cats)[:5000]),
        ("a.npz", npz(x=X, y=Y)[:900]),
    ):  # fmt: skip
        with pytest.raises(DataUnavailable, match="damaged or not complete"):
            desk.whole(name, content)
