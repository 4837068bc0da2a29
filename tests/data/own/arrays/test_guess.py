"""Samples and labels are found by their names or shapes."""

import numpy as np
import pytest

from playground.data import load
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import RANDOM, X, Y
from tests.data.own.files import npz


@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("train_set_x_orig", "train_set_y_orig", "test_set_x_orig", "test_set_y_orig"),
        ("Xtrain", "ytrain", "Xtest", "ytest"),
        ("train/x", "train/y", "val/x", "val/y"),
    ],
)
def test_pairs_for_training_and_testing_are_recognised_by_name(desk, names):
    pictures = RANDOM.integers(0, 256, (30, 9, 9), dtype=np.uint8)
    arrays = dict(zip(names, (pictures[:20], Y[:20], pictures[20:], Y[20:30]), strict=True))
    found, dataset = desk.whole("digits.npz", npz(**dict(reversed(arrays.items()))))
    assert (found.form.x, found.form.y, found.form.test_x, found.form.test_y) == names
    assert (dataset.sample_shape, dataset.size, dataset.has_fixed_split) == ((9, 9, 1), 30, True)
    assert dataset.num_train_at(0.5) == 20
    assert dataset.samples().x.dtype == np.uint8
    data = load(DataSpec.start(dataset))
    np.testing.assert_array_equal(data.validation.raw[..., 0], pictures[20:])
    np.testing.assert_array_equal(data.validation.labels, Y[20:30])


def test_arrays_of_unequal_length_are_named(desk):
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.npz", npz(x=X, y=Y[:40]))
    assert str(caught.value) == "“x” has 50 samples, but “y” has 40 labels. Both need the same length."
    with pytest.raises(DataUnavailable, match="“x” has 50 samples, but “z” has 3 labels"):
        desk.whole("a.npz", npz(x=X, y=Y, z=Y[:3]), y="z")
