"""The NumPy activations and the depth experiment against Keras and TensorFlow's gradients."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from playground.engine.network import activation
from playground.lessons.gradient_depth import WEIGHTS, experiment, gradient_at_top, initial_weights, samples
from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.initializers import INITIALIZERS

every = pytest.mark.parametrize("fact", ACTIVATIONS, ids=lambda fact: fact.name)


@every
def test_outputs_are_those_of_keras(fact: Activation) -> None:
    z = np.random.default_rng(0).normal(scale=4, size=(200, 5))
    z[0] = 0
    theirs = keras.activations.get(activation(fact.name))(tf.constant(z, tf.float64)).numpy()
    np.testing.assert_allclose(fact.function(z), theirs, rtol=1e-6, atol=1e-7)


@every
def test_outputs_by_the_operations_of_keras_are_those_by_numpy(fact: Activation) -> None:
    z = np.random.default_rng(4).normal(scale=4, size=(200, 5))
    z[0] = 0
    theirs = fact.value(tf.constant(z, tf.float64), keras.ops).numpy()
    np.testing.assert_allclose(fact.function(z), theirs, rtol=1e-6, atol=1e-7)


@every
def test_gradients_are_those_of_tensorflow(fact: Activation) -> None:
    random = np.random.default_rng(1)
    z, above = random.normal(scale=3, size=(50, 4)), random.normal(size=(50, 4))
    z[0] = 0
    inputs = tf.constant(z, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(inputs)
        total = tf.reduce_sum(keras.activations.get(activation(fact.name))(inputs) * above)
    theirs = tape.gradient(total, inputs)
    by_keras = np.zeros_like(z) if theirs is None else theirs.numpy()  # a cast has no gradient
    np.testing.assert_allclose(fact.backward(z, above), by_keras, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("name", "initializer"), [("tanh", "glorot_normal"), ("gelu", "he_uniform"), ("softmax", "ones")]
)
def test_the_depth_experiment_equals_a_keras_network(name: str, initializer: str) -> None:
    depth, width = 5, 16
    found = experiment(depth, width, name, initializer, seed=4)
    layers = [keras.layers.Dense(width, activation(name), dtype="float64") for _ in range(depth)]
    x = tf.constant(samples(width, 4))
    weights = initial_weights(depth, width, initializer, 4)
    for layer, kernel in zip(layers, weights, strict=True):
        layer.build(x.shape)
        layer.set_weights([kernel, np.zeros(width)])
    outputs = []
    with tf.GradientTape(persistent=True) as tape:
        signal = x
        for layer in layers:
            signal = layer(signal)
            outputs.append(signal)
        total = tf.reduce_sum(signal * gradient_at_top(width, 4))
    size = lambda values: np.sqrt(np.mean(np.square(values)))  # noqa: E731
    np.testing.assert_allclose(found.signal, [size(values.numpy()) for values in outputs], rtol=1e-6)
    np.testing.assert_allclose(
        found.gradient, [size(tape.gradient(total, values).numpy()) for values in outputs], rtol=1e-6, atol=1e-15
    )


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_weights_are_drawn_as_keras_draws_them(name: str) -> None:
    shape = (300, 200)
    ours = WEIGHTS[name](np.random.default_rng(0), shape)
    theirs = np.array(keras.initializers.get(name)(shape))
    assert ours.shape == theirs.shape
    assert ours.std() == pytest.approx(theirs.std(), rel=0.02, abs=1e-12)
    assert ours.mean() == pytest.approx(theirs.mean(), abs=0.002)
    assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=0.2)


def test_the_lesson_knows_every_initializer_and_activation() -> None:
    assert tuple(WEIGHTS) == INITIALIZERS
    assert {each.cure for each in ACTIVATIONS} <= set(INITIALIZERS)
