"""Numbers out of Keras's variables and into them, by TensorFlow's own operation alone.

``variable.numpy()`` and ``variable.assign`` go through a dozen Python functions, tens of microseconds each time: with
thirty pictures a second of every layer's weights, that was most of what a picture cost.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

_KNOWN: dict[int, NDArray[np.float32]] = {}
"""What is read instead of a variable, by its id."""


@contextmanager
def known(values: Mapping[int, NDArray[np.float32]]) -> Iterator[None]:
    """``read`` gives these for the variables with these ids: no TensorFlow, whose code is cold beside many others."""
    _KNOWN.update(values)
    try:
        yield
    finally:
        _KNOWN.clear()


def read(variable: keras.Variable) -> NDArray[np.float32]:
    """The values of a float32 variable; to be read only, as others may hold them."""
    if id(variable) in _KNOWN:
        return _KNOWN[id(variable)].copy()
    handle = variable.value.handle
    found: NDArray[np.float32] = tf.raw_ops.ReadVariableOp(resource=handle, dtype=tf.float32).numpy()
    return found


def write(variable: keras.Variable, values: NDArray[np.float32]) -> None:
    """Give a float32 variable these values, of its own shape."""
    tf.raw_ops.AssignVariableOp(resource=variable.value.handle, value=tf.constant(values))
