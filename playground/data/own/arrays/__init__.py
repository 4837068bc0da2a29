"""Arrays: NumPy's files and HDF5. ``read`` opens them, ``guess`` finds samples and labels, ``prepare`` loads those.

A reader takes the path and the limits, and is a context that gives the arrays and notes on what was passed over.
"""

from playground.data.own.registry import Format, register
from playground.spec.errors import N_

register(
    Format(
        "npz", N_("NumPy arrays"), ("npz",), family="arrays", reader="numpy_files:npz", also=("tables",),
        packs=lambda names: all(name.endswith(".npy") for name in names),
    ),
    Format(
        "npy", N_("NumPy array"), ("npy",), family="arrays", reader="numpy_files:npy", also=("tables",),
        begins=lambda head: head.startswith(b"\x93NUMPY"),
    ),
    Format(
        "hdf5", N_("HDF5 file"), ("h5", "hdf5", "hdf"), family="arrays", reader="hdf5:hdf5", also=("tables",),
        begins=lambda head: head.startswith(b"\x89HDF\r\n\x1a\n"),
    ),
)  # fmt: skip
