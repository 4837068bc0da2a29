"""NPZ, NPY and HDF5: pairs found by name, nothing unpickled, no link followed, sizes known before loading."""

import io
import struct
import zipfile

import h5py
import numpy as np
import pytest
from conftest import npz, said

from playground.data import load
from playground.data.own import ArrayForm, Limits
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.normal(size=(50, 4)), RANDOM.integers(0, 3, 50)


def npy(array, **how) -> bytes:
    file = io.BytesIO()
    np.save(file, array, **how)
    return file.getvalue()


def hdf5(fill) -> bytes:
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        fill(file)
    return content.getvalue()


def cats(file) -> None:
    """The layout of a well-known course: cats and other pictures."""
    file["train_set_x"] = RANDOM.integers(0, 256, (20, 64, 64, 3), dtype=np.uint8)
    file["train_set_y"] = np.arange(20) % 2
    file["test_set_x"] = RANDOM.integers(0, 256, (10, 64, 64, 3), dtype=np.uint8)
    file["test_set_y"] = np.arange(10)[np.newaxis] % 2
    file["list_classes"] = np.array([b"non-cat", b"cat"])


def test_an_npz_with_x_and_y_is_understood(desk):
    found, dataset = desk.whole("a.npz", npz(x=X, y=Y))
    assert found.form == ArrayForm(x="x", y="y", task="classification")
    assert [(choice.name, choice.shape, choice.type) for choice in found.choices] == [
        ("x", (50, 4), "float64"), ("y", (50,), "int64"),
    ]  # fmt: skip
    assert (dataset.task, dataset.class_names) == ("multiclass", ("0", "1", "2"))
    np.testing.assert_allclose(dataset.samples().x, X, rtol=1e-6)
    np.testing.assert_array_equal(dataset.samples().y, Y)


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


class Bomb:
    """An object that says when it is unpickled."""

    def __reduce__(self):
        return (print, ("unpickled",))


def test_objects_are_never_unpickled(desk, capsys):
    objects = np.array([Bomb(), None] * 25, dtype=object)
    for name, content in (("a.npz", npz(x=X, y=objects)), ("a.npy", npy(objects))):
        with pytest.raises(DataUnavailable, match="holds Python objects, which are never read") as caught:
            desk.understand(name, content)
        assert "Save it as an array of numbers, such as float32, or of text." in str(caught.value)
    with pytest.raises(DataUnavailable, match="of a kind that is not read here: pickle"):
        desk.understand("a.npy", b"\x80\x04\x95" + b"\0" * 50)
    assert capsys.readouterr().out == ""


def test_arrays_of_unequal_length_are_named(desk):
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.npz", npz(x=X, y=Y[:40]))
    assert str(caught.value) == "“x” has 50 samples, but “y” has 40 labels. Both need the same length."
    with pytest.raises(DataUnavailable, match="“x” has 50 samples, but “z” has 3 labels"):
        desk.whole("a.npz", npz(x=X, y=Y, z=Y[:3]), y="z")


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


def test_a_header_that_promises_too_much_is_refused_before_loading(desk):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (100000000, 1000), }".ljust(117) + b"\n"
    content = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + b"\0" * 64
    with pytest.raises(DataUnavailable, match=r"Unpacked size: 762,939 MB; at most 1,024 MB are allowed"):
        desk.understand("a.npy", content)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("x.npy", content)
    with pytest.raises(DataUnavailable, match="Unpacked size"):
        desk.understand("a.npz", file.getvalue())

    def sparse(file) -> None:
        file.create_dataset("x", (100_000_000, 1000), "f8", chunks=(1000, 1000))
        file["y"] = np.zeros(10)

    with pytest.raises(DataUnavailable, match="Unpacked size"):
        desk.understand("a.h5", hdf5(sparse))


def test_damaged_files_are_explained(desk):
    for name, content in (
        ("a.npy", npy(X)[:200]), ("a.npy", b"\x93NUMPY\x01\x00\xff\xff"), ("a.h5", hdf5(cats)[:5000]),
        ("a.npz", npz(x=X, y=Y)[:900]),
    ):  # fmt: skip
        with pytest.raises(DataUnavailable, match="damaged or not complete"):
            desk.whole(name, content)


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
