"""Zips of pictures are understood: one folder for each class."""

import numpy as np
import pytest

from playground.data import load
from playground.data.own import Limits, PicturesForm
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.files import folders, picture, said, zipped


def test_one_folder_for_each_class_is_understood(desk):
    found, dataset = desk.whole("colours.zip", zipped(folders()))
    assert found.form == PicturesForm(width=12, height=10, colour="rgb")
    assert (found.classes, found.sizes, found.rows) == ((("blue", 5), ("red", 5)), ((12, 10, 10),), 10)
    assert (dataset.sample_shape, dataset.class_names, dataset.task) == ((10, 12, 3), ("blue", "red"), "binary")
    samples = dataset.samples()
    assert samples.x.dtype == np.uint8
    np.testing.assert_array_equal(samples.x[:, 0, 0, 0] > 0, samples.y == 1)
    assert load(DataSpec.start(dataset)).train.x.max() <= 1


def test_folders_for_training_and_testing_are_kept_apart_or_not(desk):
    files = {
        f"{part}/{name}/{index}.png": picture(index * 10, mode="L")
        for part, count in (("train", 5), ("test", 3))
        for name in ("猫", "狗")
        for index in range(count)
    }
    found, dataset = desk.whole("a.zip", zipped(files))
    assert "The folders give 10 pictures for training and 6 for testing." in said(found)
    assert (dataset.has_fixed_split, dataset.num_train_at(0.1), dataset.sample_shape) == (True, 10, (10, 12, 1))
    assert set(dataset.class_names) == {"猫", "狗"}
    assert not desk.prepare(found.form.replace(use_test=False)).has_fixed_split


def test_too_many_classes_or_pictures_are_refused(desk):
    desk.limits = Limits(classes=2, rows=20)
    with pytest.raises(DataUnavailable, match="Classes: 3; at most 2 are allowed"):
        desk.understand("a.zip", zipped({f"{name}/{i}.png": picture() for name in "abc" for i in range(3)}))
    with pytest.raises(DataUnavailable, match="Files in the ZIP: 22; at most 20 are allowed"):
        desk.understand("a.zip", zipped(folders(11)))
