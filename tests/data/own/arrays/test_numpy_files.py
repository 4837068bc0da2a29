"""NPZ and NPY: nothing is unpickled, sizes are known before loading."""

import io
import struct
import zipfile

import numpy as np
import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.arrays.files import X, hdf5, npy
from tests.data.own.files import npz


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
