"""Giving memory back to the system after compiling."""

import ctypes
import sys


def give_back() -> None:
    """Return what the C library keeps of freed memory: about 60 MB after XLA has compiled. Linux's glibc only."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
