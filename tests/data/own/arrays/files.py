"""Files of arrays, made by hand."""

import io

import h5py
import numpy as np

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
