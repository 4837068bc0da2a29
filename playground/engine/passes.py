"""One sample through a network and back: every layer before and after its activation, the loss, its gradients."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from playground.data.samples import Floats
from playground.engine import objectives
from playground.engine.network import holder
from playground.spec import Experiment
from playground.spec.activations import ACTIVATIONS
from playground.spec.layers.base import product
from playground.spec.network import largest_output

Doubles = NDArray[np.float64]

SLICE_NUMBERS = 4_000_000
"""At most so many numbers (16 MB) may one layer make in one call of ``Explained``'s functions."""


class Pass(NamedTuple):
    """What one sample ``(1, *input_shape)`` becomes. Every list has an entry for each layer; None where there is none.

    All are tensors with a first axis of length 1, but for the loss.
    """

    before: list[Any]
    """What enters the activation that is part of the layer."""
    after: list[Any]
    """The output."""
    loss: Any
    """Of this one sample, without the penalty on weights, as Keras computes it; a scalar."""
    to_input: Any = None
    """The gradient of the loss with respect to the input, and so on below."""
    to_before: Sequence[Any] = ()
    to_after: Sequence[Any] = ()


_COMPILED: "WeakKeyDictionary[keras.Model, dict[Any, Any]]" = WeakKeyDictionary()


def there(model: keras.Model, experiment: Experiment, x: Floats, y: Floats) -> Pass:
    """Forward alone, not in training mode; compiled once for a model. y is ``(1, outputs)``."""
    return _run(model, experiment, x, y, is_back=False)


def there_and_back(model: keras.Model, experiment: Experiment, x: Floats, y: Floats) -> Pass:
    """Forward, and the gradients of the loss on the way back; not in training mode, compiled once for a model."""
    return _run(model, experiment, x, y, is_back=True)


def _run(model: keras.Model, experiment: Experiment, x: Floats, y: Floats, *, is_back: bool) -> Pass:
    functions = _COMPILED.setdefault(model, {})
    key = is_back, experiment.loss
    if key not in functions:
        shapes = (1, *model.input_shape[1:]), (1, *model.output_shape[1:])
        functions[key] = _compile_pass(model.layers, experiment, shapes, is_back)
    found: Pass = functions[key](x, y)
    return found


def _compile_pass(
    layers: list[keras.Layer], experiment: Experiment, shapes: tuple[tuple[int, ...], ...], is_back: bool
) -> Any:
    loss, loss_name = objectives.loss(experiment), experiment.loss

    def forward(x: Any, y: Any) -> Pass:
        before, after = [], []
        for layer in layers:
            z, x = through(layer, x)
            before.append(z)
            after.append(x)
        return Pass(before, after, loss(y, x))

    def back(x: Any, y: Any) -> Pass:
        with tf.GradientTape() as tape:
            tape.watch(x)
            found = forward(x, y)
        places = [x, *found.before, *found.after]
        known = [place for place in places if place is not None]
        gradients = iter(tape.gradient(found.loss, known))
        to_input, *rest = [None if place is None else next(gradients) for place in places]
        to_before, to_after = rest[: len(layers)], rest[len(layers) :]
        if to_after[-1] is None:
            to_after[-1] = _to_probabilities(loss_name, y, found.after[-1])
        return found._replace(to_input=to_input, to_before=to_before, to_after=to_after)

    signature = [tf.TensorSpec(shape) for shape in shapes]
    return tf.function(back if is_back else forward, autograph=False, input_signature=signature)


def _to_probabilities(loss_name: str, y: Any, p: Any) -> Any:
    """The gradient of a cross-entropy with respect to the probabilities.

    Keras goes from the numbers before sigmoid or softmax straight to the loss, so no gradient passes here. It is that
    of the textbook's formula, -Σ y ln p; a probability below Keras's epsilon counts as that.
    """
    least = keras.backend.epsilon()
    towards = -y / tf.maximum(p, least)
    return towards + (1 - y) / tf.maximum(1 - p, least) if loss_name == "binary_crossentropy" else towards


def has_own_activation(layer: keras.Layer) -> bool:
    """Whether the layer ends in an activation, so that there is a number before it; not the gates of a memory."""
    return holder(layer) is layer and getattr(layer, "activation", None) is not None


def through(layer: keras.Layer, x: Any) -> tuple[Any, Any]:
    """A layer's output before its own activation (None where it has none) and after it, outside training."""
    if not has_own_activation(layer):
        return None, layer(x, training=False)
    activation = layer.activation
    layer.activation = keras.activations.linear
    try:
        z = layer(x, training=False)
    finally:
        layer.activation = activation
    return z, activation(z)


def explains_logits(experiment: Experiment) -> bool:
    """Whether attributions explain the number before the output's activation: of classes by probabilities."""
    return experiment.data.task != "regression" and experiment.output_activation in ACTIVATIONS.probabilities()


class Scores(NamedTuple):
    """Functions of many samples at once, in slices that fit into memory; see ``scores``."""

    values: Callable[[Floats], Doubles]
    """``(n, *input_shape)`` to float64 ``(n, outputs)``."""
    slopes: Callable[[Floats, int], Doubles]
    """The gradients of one output with respect to the inputs, float64 ``(n, *input_shape)``."""


def scores(model: keras.Model, experiment: Experiment) -> Scores:
    """What attributions explain, and its slope; compiled once for a model.

    It is the number before the output's sigmoid or softmax where these say classes, else the output itself.
    """
    functions = _COMPILED.setdefault(model, {})
    key = "scores", explains_logits(experiment)
    if key not in functions:
        functions[key] = _compile_scores(model.layers, tuple(model.input_shape), explains_logits(experiment))
    values, slopes = functions[key]
    size = max(1, SLICE_NUMBERS // max(product(experiment.data.input_shape), largest_output(experiment.placed)))

    def sliced(function: Callable[..., Any], x: Floats, *more: Any) -> Doubles:
        parts = [function(x[start : start + size], *more).numpy() for start in range(0, len(x), size)]
        return np.concatenate(parts).astype(np.float64)

    return Scores(lambda x: sliced(values, x), lambda x, target: sliced(slopes, x, tf.constant(target)))


def _compile_scores(layers: list[keras.Layer], shape: tuple[int | None, ...], logits: bool) -> tuple[Any, Any]:
    def score(x: Any) -> Any:
        for layer in layers[:-1]:
            x = layer(x, training=False)
        z, a = through(layers[-1], x)
        return z if logits else a

    def slope(x: Any, target: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum(tf.gather(score(x), target, axis=1))
        return tape.gradient(total, x, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    samples = tf.TensorSpec(shape)
    return (
        tf.function(score, autograph=False, input_signature=[samples]),
        tf.function(slope, autograph=False, input_signature=[samples, tf.TensorSpec((), tf.int32)]),
    )
