"""The activation functions, as a closed list of Keras's names (and the threshold, which cannot be trained)."""

from typing import Literal, get_args

Activation = Literal[
    "linear",
    "threshold",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "silu",
    "softplus",
    "softmax",
]
ACTIVATIONS: tuple[str, ...] = get_args(Activation)
NOT_TRAINABLE = frozenset({"threshold"})
"""Activations whose derivative is zero everywhere: gradient descent cannot train through them."""

Initializer = Literal[
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "random_uniform",
    "random_normal",
    "zeros",
    "ones",
]
INITIALIZERS: tuple[str, ...] = get_args(Initializer)
