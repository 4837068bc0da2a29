"""A layer that Keras has not, for ``strangers``; only the engine imports this."""

from typing import Any

import keras


class Detour(keras.layers.Layer):
    """Every second number of the last axis, the last first, each scaled by a weight of its own."""

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        size = (int(input_shape[-1] or 0) + 1) // 2
        self.stretch = self.add_weight(shape=(size,), initializer="ones", name="stretch")
        self.travelled = self.add_weight(shape=(1,), initializer="zeros", trainable=False, name="travelled")

    def call(self, inputs: Any) -> Any:
        return inputs[..., ::-2] * self.stretch

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return (*input_shape[:-1], (int(input_shape[-1] or 0) + 1) // 2)
