"""Look arrays against NumPy by hand."""

from dataclasses import replace
from math import erf
from typing import Any

import numpy as np
import pytest

from playground.data.samples import TargetScale
from playground.engine import network
from playground.engine.looks import LOOKS, compute
from playground.spec import Explained
from playground.spec.activations import ACTIVATIONS
from tests.float32 import EPSILON, Rounded, close, smooth

from .conftest import data_for, dense, experiment_on


def erf_of(z: Any) -> Any:
    return smooth(erf_of, z) if isinstance(z, Rounded) else np.vectorize(erf)(z)


BY_HAND = {
    "linear": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.2 * z),
    "elu": lambda z: np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1),
    "gelu": lambda z: z * (1 + erf_of(z / np.sqrt(2))) / 2,
    "silu": lambda z: z / (1 + np.exp(-z)),
    "softplus": lambda z: np.logaddexp(z, 0),
    "softmax": lambda z: (powers := np.exp(z - z.max(-1, keepdims=True))) / powers.sum(-1, keepdims=True),
}  # fmt: skip
SIGMOID = BY_HAND["sigmoid"]


def in_float32(numbers: Any) -> Rounded:
    """Numbers that float32 holds only nearly."""
    return Rounded(numbers, EPSILON * np.abs(numbers))


def plane(size: int) -> np.ndarray:
    """The cells' centres by hand, ``(size, size, 2)``."""
    cells = np.empty((size, size, 2))
    for row in range(size):
        for column in range(size):
            cells[row, column] = -6 + 12 * (column + 0.5) / size, 6 - 12 * (row + 0.5) / size
    return cells


def test_every_activation_is_tried() -> None:
    assert set(BY_HAND) == set(ACTIVATIONS.names()) - {"threshold"}


@pytest.mark.parametrize(
    ("look", "parameters"),
    [
        ("output_map", {"size": 101}),
        ("neuron_maps", {"size": 0}),
        ("neuron_maps", {"size": 10**400}),
        ("line", {"num_points": 2**62}),
        ("predictions", {"max_samples": 0}),
        ("weights", {"model": 1, "name": 2}),
    ],
)
def test_more_than_a_worker_has_room_for_is_refused_with_a_sentence(look: str, parameters: dict[str, Any]) -> None:
    experiment = experiment_on("circle", [dense(4, "relu")])
    with pytest.raises(Explained, match=f"cannot answer .{look}"):
        compute(look, network.build(experiment), data_for(experiment), experiment, **parameters)


@pytest.mark.parametrize("activation", BY_HAND)
def test_maps_of_a_dense_network_equal_numpy(activation: str) -> None:
    experiment = experiment_on("circle", [dense(4, activation), dense(3, activation)])
    model, data = network.build(experiment), data_for(experiment)
    data = replace(data, encode=lambda raw: raw / 2)
    weights = [array.astype(float) for array in model.get_weights()]
    x = in_float32(plane(9).reshape(81, 2) / 2)
    maps = compute("neuron_maps", model, data, experiment, size=9)
    assert list(maps) == ["map:input", "map:dense_1", "map:dense_2"]
    close(maps["map:input"], x.T.reshape(2, 9, 9))
    for name, kernel, bias in (("dense_1", *weights[0:2]), ("dense_2", *weights[2:4])):
        x = BY_HAND[activation](x @ kernel + bias)
        close(maps[f"map:{name}"], x.T.reshape(-1, 9, 9))
    output = compute("output_map", model, data, experiment, size=9)["output_map"]
    close(output, BY_HAND["sigmoid"](x @ weights[4] + weights[5]).reshape(9, 9, 1))
    assert output.dtype == np.float32


def test_maps_go_through_every_kind_of_layer_outside_training() -> None:
    layers = [dense(3, "linear"), {"kind": "BatchNormalization"}, {"kind": "Activation", "activation": "relu"},
              {"kind": "Dropout", "rate": 0.9}, dense(40)]  # fmt: skip
    experiment = experiment_on("blobs", layers)
    model, data = network.build(experiment), data_for(experiment)
    maps = compute("neuron_maps", model, data, experiment, size=4)
    close(maps["map:batchnormalization_1"], Rounded(maps["map:dense_1"]) / np.sqrt(in_float32(1.001)))
    np.testing.assert_array_equal(maps["map:activation_1"], np.maximum(maps["map:batchnormalization_1"], 0))
    np.testing.assert_array_equal(maps["map:dropout_1"], maps["map:activation_1"])
    assert maps["map:dense_2"].shape == (32, 4, 4)
    assert compute("output_map", model, data, experiment)["output_map"].shape == (50, 50, 4)


def test_maps_follow_the_weights() -> None:
    experiment = experiment_on("circle", [dense(2)])
    model, data = network.build(experiment), data_for(experiment)
    before = compute("output_map", model, data, experiment, size=3)["output_map"]
    model.layers[-1].bias.assign([5.0])
    after = compute("output_map", model, data, experiment, size=3)["output_map"]
    assert (after > before).all()


def test_a_scaled_grid_is_encoded_as_the_samples_are() -> None:
    experiment = experiment_on("circle", [dense(2)])
    data = data_for(experiment)
    model = network.build(experiment)
    for factor in (1.0, 3.0):
        scaled = replace(data, encode=lambda raw, factor=factor: raw * factor)
        found = compute("neuron_maps", model, scaled, experiment, size=3)["map:input"][0, 0]
        close(found, in_float32(np.array([-4, 0, 4])) * factor)


def test_convolutions_equal_numpy() -> None:
    layers = [{"kind": "Conv2D", "filters": 3, "kernel_size": 3, "activation": "tanh"}, {"kind": "MaxPooling2D"}]
    experiment = experiment_on("digits", layers)
    model, data = network.build(experiment), data_for(experiment)
    x = Rounded(data.validation.x[:256])
    kernel, bias = (array.astype(float) for array in model.get_weights()[:2])
    products = sum(x[:, row : row + 6, column : column + 6] @ kernel[row, column] for row, column in np.ndindex(3, 3))
    convolved = np.tanh(products + bias)
    pooled = convolved.reshape(-1, 3, 2, 3, 2, 3).max(axis=(2, 4))
    bars = compute("activations", model, data, experiment)
    close(bars["activation:conv2d_1"], np.abs(convolved).mean(axis=(0, 1, 2)))
    close(bars["activation:maxpooling2d_1"], np.abs(pooled).mean(axis=(0, 1, 2)))
    assert bars["activation:output"].shape == (10,)
    assert compute("weights", model, data, experiment)["kernel:conv2d_1"].shape == (3, 3, 1, 3)


def lstm_by_hand(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """The state after every step, ``(n, steps, units)``."""
    units = len(recurrent)
    state = memory = np.zeros((len(x), units))
    states = []
    for step in range(x.shape[1]):
        entering, forgetting, candidate, leaving = np.split(x[:, step] @ kernel + state @ recurrent + bias, 4, axis=1)
        memory = SIGMOID(forgetting) * memory + SIGMOID(entering) * np.tanh(candidate)
        state = SIGMOID(leaving) * np.tanh(memory)
        states.append(state)
    return np.stack(states, axis=1)


def gru_by_hand(x: np.ndarray, kernel: np.ndarray, recurrent: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """The state after every step, ``(n, steps, units)``."""
    state = np.zeros((len(x), len(recurrent)))
    states = []
    for step in range(x.shape[1]):
        keep_x, reset_x, candidate_x = np.split(x[:, step] @ kernel + bias[0], 3, axis=1)
        keep_h, reset_h, candidate_h = np.split(state @ recurrent + bias[1], 3, axis=1)
        candidate = np.tanh(candidate_x + SIGMOID(reset_x + reset_h) * candidate_h)
        keep = SIGMOID(keep_x + keep_h)
        state = keep * state + (1 - keep) * candidate
        states.append(state)
    return np.stack(states, axis=1)


@pytest.mark.parametrize(("kind", "by_hand"), [("LSTM", lstm_by_hand), ("GRU", gru_by_hand)])
def test_recurrent_layers_equal_numpy_and_show_their_candidate(kind: str, by_hand: Any) -> None:
    layers = [{"kind": kind, "units": 3, "return_sequences": True}, {"kind": kind, "units": 5}]
    experiment = experiment_on("two_waves", layers)
    model, data = network.build(experiment), data_for(experiment)
    random = np.random.default_rng(0)
    for variable in model.variables:
        variable.assign(random.normal(size=variable.shape) / 2)
    first, second = (layer.get_weights() for layer in model.layers[:2])
    states = by_hand(Rounded(data.validation.x), *first)
    bars = compute("activations", model, data, experiment)
    close(bars["activation:" + kind.lower() + "_1"], np.abs(states).mean(axis=(0, 1)))
    last = by_hand(states, *second)[:, -1]
    kernel, bias = model.layers[2].get_weights()
    close(bars["activation:" + kind.lower() + "_2"], np.abs(last).mean(axis=0))
    close(compute("predictions", model, data, experiment)["predicted"], last @ kernel + bias)
    shown = compute("weights", model, data, experiment)
    for name, (kernel, _, bias), units in (("_1", first, 3), ("_2", second, 5)):
        candidate = slice(2 * units, 3 * units)
        np.testing.assert_array_equal(shown["kernel:" + kind.lower() + name], kernel[:, candidate])
        np.testing.assert_array_equal(shown["bias:" + kind.lower() + name], np.atleast_2d(bias)[0, candidate])


def test_a_sequence_through_a_convolution_equals_numpy() -> None:
    layers = [{"kind": "Conv1D", "filters": 4, "kernel_size": 3, "activation": "tanh"}, {"kind": "MaxPooling1D"},
              {"kind": "LayerNormalization"}, {"kind": "GlobalAveragePooling1D"}]  # fmt: skip
    experiment = experiment_on("two_waves", layers)
    model, data = network.build(experiment), data_for(experiment)
    x = Rounded(data.validation.x)
    kernel, bias = (array.astype(float) for array in model.layers[0].get_weights())
    convolved = np.tanh(sum(x[:, place : place + 18] @ kernel[place] for place in range(3)) + bias)
    pooled = convolved.reshape(-1, 9, 2, 4).max(axis=2)
    scale = 1 / np.sqrt(pooled.var(axis=2, keepdims=True) + 0.001)
    normal = pooled * scale - pooled.mean(axis=2, keepdims=True) * scale  # multiplied out as Keras does it
    bars = compute("activations", model, data, experiment)
    close(bars["activation:conv1d_1"], np.abs(convolved).mean(axis=(0, 1)))
    close(bars["activation:maxpooling1d_1"], np.abs(pooled).mean(axis=(0, 1)))
    close(bars["activation:layernormalization_1"], np.abs(normal).mean(axis=(0, 1)))
    close(bars["activation:globalaveragepooling1d_1"], np.abs(normal.mean(axis=1)).mean(axis=0))
    shown = compute("weights", model, data, experiment)
    assert sorted(shown) == ["bias:conv1d_1", "bias:output", "kernel:conv1d_1", "kernel:output"]
    np.testing.assert_array_equal(shown["kernel:conv1d_1"][0], model.layers[0].kernel.numpy())


def test_a_large_recurrent_layer_is_cut() -> None:
    layers = [{"kind": "Conv1D", "filters": 50}, {"kind": "LSTM", "units": 100}]
    experiment = experiment_on("two_waves", layers)
    shown = compute("weights", network.build(experiment), data_for(experiment), experiment)
    assert shown["kernel:lstm_1"].shape == (32, 32)
    assert shown["bias:lstm_1"].shape == (32,)


def test_weights_are_the_weights_and_large_layers_are_cut() -> None:
    experiment = experiment_on("digits", [{"kind": "Flatten"}, dense(80), dense(5, use_bias=False)])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("weights", model, data, experiment)
    kernels = model.get_weights()
    np.testing.assert_array_equal(found["kernel:dense_1"], kernels[0][:32, :32])
    assert found["bias:dense_1"].shape == (32,)
    np.testing.assert_array_equal(found["kernel:dense_2"], kernels[2])
    assert "bias:dense_2" not in found
    assert found["bias:output"].shape == (10,)


@pytest.mark.parametrize("dataset", ["circle", "blobs"])
def test_the_confusion_counts_every_validation_sample(dataset: str) -> None:
    experiment = experiment_on(dataset, [dense(4)])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("predictions", model, data, experiment)
    outputs = model.predict(data.validation.x, verbose=0)
    (first, bias, second, last) = (array.astype(float) for array in model.get_weights())
    z = np.tanh(Rounded(data.validation.x) @ first + bias) @ second + last
    close(found["predicted"], BY_HAND["sigmoid" if outputs.shape[1] == 1 else "softmax"](z))
    size = max(2, outputs.shape[1])
    by_hand = np.zeros((size, size), np.int32)
    for truth, output in zip(data.validation.labels, outputs, strict=True):
        by_hand[int(truth), int(output[0] > 0.5) if len(output) == 1 else int(np.argmax(output))] += 1
    np.testing.assert_array_equal(found["confusion"], by_hand)
    assert found["confusion"].dtype == np.int32
    few = compute("predictions", model, data, experiment, max_samples=7)
    assert few["confusion"].sum() == len(few["predicted"]) == 7


def test_a_regression_shows_what_was_predicted_and_what_is() -> None:
    experiment = experiment_on("plane", [dense(4)])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("predictions", model, data, experiment)
    assert set(found) == {"predicted", "actual"}
    np.testing.assert_array_equal(found["actual"], data.validation.labels)


def test_what_a_scaled_regression_predicts_is_shown_in_the_units_of_the_target() -> None:
    experiment = experiment_on("plane", [dense(4)])
    model, plain = network.build(experiment), data_for(experiment)
    scaled = replace(plain, target=TargetScale(shift=100, span=20))
    found, before = (compute("predictions", model, data, experiment) for data in (scaled, plain))
    close(found["predicted"], 100 + 20 * Rounded(before["predicted"]))
    np.testing.assert_array_equal(found["actual"], plain.validation.labels)
    maps, before = (compute("output_map", model, data, experiment, size=5) for data in (scaled, plain))
    close(maps["output_map"], 100 + 20 * Rounded(before["output_map"]))


def test_only_a_plane_has_maps() -> None:
    experiment = experiment_on("iris", [dense(4)])
    model, data = network.build(experiment), data_for(experiment)
    of_a_plane = [name for name, look in LOOKS.items() if look.plane_only]
    assert of_a_plane == ["neuron_maps", "output_map"]
    for name in of_a_plane:
        assert compute(name, model, data, experiment) == {}


def test_an_unknown_look_is_an_error() -> None:
    experiment = experiment_on("circle")
    with pytest.raises(KeyError):
        compute("horoscope", network.build(experiment), data_for(experiment), experiment)
