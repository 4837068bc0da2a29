"""Numbers out of Keras's variables and into them, by TensorFlow's own operation alone.

``variable.numpy()`` and ``variable.assign`` go through a dozen Python functions, tens of microseconds each time: with
thirty pictures a second of every layer's weights, that was most of what a picture cost.
"""

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray


def read(variable: keras.Variable) -> NDArray[np.float32]:
    """The values of a float32 variable; to be read only, as others may hold them."""
    handle = variable.value.handle
    found: NDArray[np.float32] = tf.raw_ops.ReadVariableOp(resource=handle, dtype=tf.float32).numpy()
    return found


def write(variable: keras.Variable, values: NDArray[np.float32]) -> None:
    """Give a float32 variable these values, of its own shape."""
    tf.raw_ops.AssignVariableOp(resource=variable.value.handle, value=tf.constant(values))
