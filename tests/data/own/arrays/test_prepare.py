"""From a filled form to samples and labels in the shapes that layers take."""

import numpy as np
import pytest

from playground.data import load
from playground.data.own import Limits
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import RANDOM, X, Y
from tests.data.own.files import npz, said


def test_labels_may_be_text_one_hot_or_a_column(desk):
    for labels in (
        np.array(["b", "a"])[np.arange(50) % 2],
        np.eye(2, dtype=int)[np.arange(50) % 2],
        np.arange(50)[:, None] % 2,
    ):
        _, dataset = desk.whole("a.npz", npz(x=X, y=labels))
        assert (dataset.task, len(dataset.class_names)) == ("binary", 2)
    with pytest.raises(DataUnavailable, match=r"The labels “y” have the shape \(50, 2\)"):
        desk.whole("a.npz", npz(x=X, y=RANDOM.normal(size=(50, 2))))


def test_colours_that_come_first_are_put_last(desk):
    pictures = RANDOM.integers(0, 256, (20, 3, 8, 10), dtype=np.uint8)
    _, dataset = desk.whole("a.npz", npz(x=pictures, y=np.arange(20) % 2))
    assert dataset.sample_shape == (8, 10, 3)
    np.testing.assert_array_equal(dataset.samples().x[0, 1, 2], pictures[0, :, 1, 2])
    assert "The colours of “x” come first" in said(dataset.about)


def test_missing_numbers_are_filled_in_tables_and_drop_other_samples(desk):
    flat, sequences = X.copy(), RANDOM.normal(size=(50, 6, 2))
    flat[3, 1] = sequences[3, 1, 0] = np.inf
    _, dataset = desk.whole("a.npz", npz(x=flat, y=Y))
    assert (dataset.blanks, dataset.size) == ("mean", 50)
    assert np.isfinite(load(DataSpec.start(dataset)).train.x).all()
    _, dataset = desk.whole("a.npz", npz(x=sequences, y=Y))
    assert (dataset.blanks, dataset.size) == (None, 49)


def test_a_test_part_without_a_class_is_explained(desk):
    arrays = {"x_train": X[:40], "y_train": np.arange(40) % 2, "x_test": X[40:], "y_test": np.zeros(10, int)}
    with pytest.raises(DataUnavailable, match="The validation part of the file has no sample of: 1"):
        desk.whole("a.npz", npz(**arrays))


def test_other_shapes_in_the_test_part_are_explained(desk):
    arrays = {"x_train": X, "y_train": Y, "x_test": X[:, :3], "y_test": Y}
    with pytest.raises(DataUnavailable, match=r"have the shape \(4\), those of “x_test” the shape \(3\)"):
        desk.whole("a.npz", npz(**arrays))


def test_samples_of_too_many_dimensions_or_of_text_are_explained(desk):
    with pytest.raises(DataUnavailable, match=r"have the shape \(2, 2, 2, 2\), which no layer here takes"):
        desk.whole("a.npz", npz(x=np.zeros((20, 2, 2, 2, 2)), y=np.arange(20) % 2))
    with pytest.raises(DataUnavailable, match="The samples “x” are of type text"):
        desk.whole("a.npz", npz(x=np.array(["a"] * 20), y=np.arange(20) % 2))


def test_an_array_of_too_many_samples_is_refused(desk):
    desk.limits = Limits(rows=10)
    with pytest.raises(DataUnavailable, match="Rows: 50; at most 10 are allowed"):
        desk.whole("a.npz", npz(x=X, y=Y))
