"""HDF5: groups are browsed, no link out of the file is followed."""

import h5py
import numpy as np
import pytest

from playground.data import load
from playground.data.own import ArrayForm
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import RANDOM, cats, hdf5
from tests.data.own.files import said


def test_an_hdf5_file_of_pictures_is_understood(desk):
    found, dataset = desk.whole("train_catvnoncat.h5", hdf5(cats))
    assert found.form == ArrayForm(
        x="train_set_x", y="train_set_y", test_x="test_set_x", test_y="test_set_y", names="list_classes",
        task="classification",
    )  # fmt: skip
    assert (dataset.sample_shape, dataset.class_names) == ((64, 64, 3), ("non-cat", "cat"))
    assert (dataset.task, dataset.default_scaling) == ("binary", "minmax")
    assert len(load(DataSpec.start(dataset)).validation) == 10


def test_data_sets_in_groups_are_browsed_and_can_be_chosen(desk):
    def fill(file) -> None:
        file["deep/er/images"] = RANDOM.normal(size=(30, 10, 2))
        file["deep/labels"] = np.eye(3)[np.arange(30) % 3]
        file["other"] = np.arange(30) * 0.5
        file["loop"] = file["/"]

    found, dataset = desk.whole("a.h5", hdf5(fill))
    assert [choice.name for choice in found.choices] == ["deep/er/images", "deep/labels", "other"]
    assert (found.form.x, found.form.y) == ("deep/er/images", "deep/labels")
    assert (dataset.sample_shape, dataset.task) == ((10, 2), "multiclass")
    chosen = desk.prepare(found.form.replace(y="other", task="regression"))
    assert (chosen.task, chosen.default_target_scaling) == ("regression", "standard")


def test_no_link_to_another_place_or_file_is_followed(desk, tmp_path):
    secret = tmp_path / "secret.h5"
    with h5py.File(secret, "w") as file:
        file["x"] = np.full((20, 3), 42.0)

    def fill(file) -> None:
        file["x"] = h5py.ExternalLink(str(secret), "/x")
        file["y"] = h5py.SoftLink("/x")
        file.create_dataset("raw", (20,), "u1", external=[(str(secret), 0, 20)])
        layout = h5py.VirtualLayout((20, 3), "f8")
        layout[:] = h5py.VirtualSource(str(secret), "x", (20, 3))
        file.create_virtual_dataset("virtual", layout)

    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.h5", hdf5(fill))
    assert str(caught.value) == (
        "The HDF5 file holds only links to other places or files, which are not followed: raw, virtual, x, y. Copy the "
        "data themselves into the file."
    )
    found = desk.understand("b.h5", hdf5(lambda file: (fill(file.create_group("links")), cats(file))))
    assert "are not followed: links/raw, links/virtual, links/x, links/y" in said(found)
    assert all(not choice.name.startswith("links") for choice in found.choices)
