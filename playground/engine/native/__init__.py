"""The compiled loop for small dense networks: nothing is traced or compiled for one experiment.

Each kind says in its own file what it is for the kernel (``compiled_as``); a network with one that says nothing goes
TensorFlow's way.
"""

from playground.engine.native.loop import NativeLoop, fits
from playground.engine.native.ready import prepare

__all__ = ["NativeLoop", "fits", "prepare"]
