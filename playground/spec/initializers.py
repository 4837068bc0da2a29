"""How the first weights may be drawn: a closed list of Keras's names."""

from typing import Literal, get_args

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
