"""What enters and leaves the activations, against NumPy by hand; dead and saturated units that were made so."""

from typing import Any

import keras
import numpy as np
import pytest

from playground.engine import network
from playground.engine.looks import compute, distributions
from playground.engine.looks.distributions import NUM_BINS, _stride, histogram, most_samples
from playground.spec import LAYERS
from playground.spec.activations import ACTIVATIONS
from playground.spec.activations.base import SATURATED
from tests.float32 import EPSILON, Rounded, assert_within, smooth

from ..by_hand import activated
from ..conftest import data_for, dense, experiment_on

TRAINABLE = [each.name for each in ACTIVATIONS if not each.refusal]
NAMES = {"unit_dead", "unit_saturated", "shares", "counted", "leaving", "leaving_edges"}
ENTERING = {"entering", "entering_edges"}


def look(dataset: str, layers: list[Any], scale: float = 1.0) -> tuple[keras.Model, Any, dict[str, np.ndarray]]:
    experiment = experiment_on(dataset, layers)
    model, data = network.build(experiment), data_for(experiment)
    model.set_weights([scale * array for array in model.get_weights()])
    return model, data, compute("distributions", model, data, experiment)


def of(found: dict[str, np.ndarray], layer: str) -> dict[str, np.ndarray]:
    return {name.split(":")[0]: array for name, array in found.items() if name.endswith(f":{layer}")}


def assert_counts(counts: np.ndarray, edges: np.ndarray, numbers: Any) -> None:
    """The histogram equals NumPy's, but for values that float32 may put on the other side of an edge."""
    edges, numbers = edges.astype(float), Rounded.of(numbers)
    values, error = numbers.value, numbers.error
    of_edges = 2 * EPSILON * np.abs(edges).max()
    assert counts.sum() == values.size
    assert (edges[0] <= values + error + of_edges).all()
    assert (edges[-1] >= values - error - of_edges).all()
    assert_within(np.diff(edges), np.full(NUM_BINS, (edges[-1] - edges[0]) / NUM_BINS), 2 * of_edges)
    near = np.abs(values.ravel()[:, None] - edges).min(axis=1) <= error.ravel() + of_edges
    expected = np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0]
    assert np.abs(counts - expected).sum() <= 2 * near.sum()


@pytest.mark.parametrize("activation", TRAINABLE)
def test_dense_layers_equal_numpy(activation: str) -> None:
    model, data, found = look("circle", [dense(6, activation), dense(5, activation)], scale=3)
    fact = ACTIVATIONS[activation]
    x = Rounded(data.validation.x)
    weights = [array.astype(float) for array in model.get_weights()]
    for name, kernel, bias in (("dense_1", *weights[0:2]), ("dense_2", *weights[2:4])):
        z = x @ kernel + bias
        x = Rounded(fact.function(z.value), activated(activation, z).error)
        seen = of(found, name)
        assert set(seen) == NAMES | ENTERING
        assert_counts(seen["entering"], seen["entering_edges"], z)
        assert_counts(seen["leaving"], seen["leaving_edges"], x)
        slope, z_is, x_is = smooth(fact.slope, z), z.value, x.value
        low = np.abs(slope.value) < SATURATED * fact.steepest
        # The slope p(1 - p) of a softmax moves by no more than p itself, of which all numbers have a part.
        slope_error = x.error if activation == "softmax" else slope.error
        is_unsure = np.abs(np.abs(slope.value) - SATURATED * fact.steepest) <= slope_error
        if activation in ("sigmoid", "tanh", "softmax", "elu", "softplus"):  # with no turning point between the zones
            assert_within(seen["unit_saturated"], low.mean(axis=0), EPSILON + is_unsure.mean(axis=0))
        assert (np.abs(z_is) > z.error).all(), "no sample is so near to a bend that float32 may take it across"
        flat = (slope.value == 0) | (x_is == 0)
        dead = flat.all(axis=0)
        assert_within(seen["unit_dead"][~dead], flat.mean(axis=0)[~dead], EPSILON)
        samples, rows, values, units, num_dead, num_saturated = seen["counted"]
        assert (samples, rows, values, units) == (40, 40, 40, z.shape[1])
        assert num_dead == dead.sum()
        assert num_saturated == ((seen["unit_saturated"] > 0.5) & ~dead).sum()
        shares = [(slope.value == 0).mean(), seen["unit_saturated"].mean(dtype=float), (x_is == 0).mean(), 0]
        assert_within(seen["shares"], shares, EPSILON)


def test_a_dead_and_a_silent_and_a_living_relu_are_told_apart() -> None:
    experiment = experiment_on("circle", [dense(3, "relu")])
    model, data = network.build(experiment), data_for(experiment)
    reach = float(np.abs(data.validation.x).max())
    model.layers[0].set_weights([np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]]), np.array([-reach - 1, 0.0, 0.0])])
    seen = of(compute("distributions", model, data, experiment), "dense_1")
    np.testing.assert_array_equal(seen["unit_dead"][:2], [1, 1])
    assert seen["unit_dead"][2] == pytest.approx((data.validation.x[:, 0] <= 0).mean())
    assert seen["counted"][4] == 2


def test_one_sample_is_enough_to_be_alive() -> None:
    experiment = experiment_on("circle", [dense(1, "relu")])
    model, data = network.build(experiment), data_for(experiment)
    first = data.validation.x[:, 0]
    bias = -float(np.sort(first)[-2:].mean())
    model.layers[0].set_weights([np.array([[1.0], [0.0]]), np.array([bias])])
    seen = of(compute("distributions", model, data, experiment), "dense_1")
    assert seen["counted"][4] == 0
    assert seen["unit_dead"][0] == pytest.approx(39 / 40)


def test_large_weights_saturate_tanh_and_kill_none() -> None:
    _model, _data, found = look("circle", [dense(8, "tanh")], scale=1000)
    seen = of(found, "dense_1")
    assert seen["counted"][5] == 8
    assert seen["counted"][4] == 0
    assert seen["shares"][1] > 0.9
    np.testing.assert_array_equal(seen["leaving_edges"][[0, -1]], [-1, 1])
    assert seen["leaving"][[0, -1]].sum() > 0.9 * seen["leaving"].sum()


def convolved(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """A valid convolution of pictures with stride 1."""
    size = kernel.shape[0]
    wide = x.shape[1] - size + 1
    found = np.zeros((len(x), wide, wide, kernel.shape[-1]))
    for row in range(size):
        for column in range(size):
            found += x[:, row : row + wide, column : column + wide] @ kernel[row, column]
    return found + bias


def test_convolutions_equal_numpy_and_a_filter_is_a_unit() -> None:
    model, data, found = look("digits", [{"kind": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu"}])
    kernel, bias = (array.astype(float) for array in model.get_weights()[:2])
    z = convolved(data.validation.x.astype(float), kernel, bias).reshape(-1, 4)
    seen = of(found, "conv2d_1")
    assert list(seen["counted"][:4]) == [40, len(z), len(z), 4]
    assert_counts(seen["entering"], seen["entering_edges"], z)
    np.testing.assert_allclose(seen["unit_dead"], (z <= 0).mean(axis=0), atol=2e-4)


def test_a_large_picture_is_counted_at_some_places_but_dead_is_judged_at_all() -> None:
    layers = [{"kind": "Conv2D", "filters": 2, "kernel_size": 1, "activation": "relu"}]
    experiment = experiment_on("fashion_mnist", layers)
    model, data = network.build(experiment), data_for(experiment, num_validation=500)
    data.validation.x[:] = 0
    data.validation.x[499, 27, 27] = 1  # the last of all places
    model.layers[0].set_weights([np.array([1.0, -1.0]).reshape(1, 1, 1, 2), np.zeros(2)])
    seen = of(compute("distributions", model, data, experiment), "conv2d_1")
    samples, rows, values, _units, num_dead, _saturated = seen["counted"]
    assert (samples, values) == (500, 500 * 784)
    assert 20_000 < rows < values / 2
    assert num_dead == 1
    np.testing.assert_array_equal(seen["unit_dead"] == 1, [False, True])


@pytest.mark.parametrize("shape", [(28, 28, 1), (26, 26, 32), (7, 7, 256), (100, 8), (1024,)])
def test_the_places_that_are_counted_are_not_always_the_same(shape: tuple[int, ...]) -> None:
    places = int(np.prod(shape[:-1]))
    stride = _stride(500 * places, shape)
    seen = np.arange(0, 500 * places, stride) % places
    assert len(set(seen)) >= min(places, len(seen)) * 0.9


def test_an_activation_layer_shows_what_the_layer_before_gave() -> None:
    model, data, found = look(
        "circle", [dense(4, "linear"), {"kind": "BatchNormalization"}, {"kind": "Activation", "activation": "tanh"}]
    )
    kernel, bias = (array.astype(float) for array in model.get_weights()[:2])
    z = (data.validation.x.astype(float) @ kernel + bias) / np.sqrt(1.001)
    seen = of(found, "activation_1")
    assert_counts(seen["entering"], seen["entering_edges"], z)
    assert_counts(seen["leaving"], seen["leaving_edges"], np.tanh(z))
    assert "counted:batchnormalization_1" not in found
    assert of(found, "dense_1")["counted"][4] == 0


@pytest.mark.parametrize("kind", [kind.name() for kind in LAYERS])
@pytest.mark.parametrize("activation", TRAINABLE)
def test_every_layer_kind_gives_an_answer(kind: str, activation: str) -> None:
    rank = LAYERS[kind].rank_needed
    layer: dict[str, Any] = {"kind": kind}
    if "activation" in LAYERS[kind].model_fields:
        layer["activation"] = activation
    elif activation != TRAINABLE[0]:
        return  # a layer without activation is tried once
    _model, _data, found = look({None: "circle", 2: "two_waves", 3: "digits"}[rank], [layer, {"kind": "Flatten"}])
    expected = set()
    if "activation" in layer:
        expected = NAMES if kind in ("LSTM", "GRU") else NAMES | ENTERING
    assert {name.split(":")[0] for name in found} == expected
    for array in found.values():
        assert np.isfinite(array).all()
        assert array.dtype in (np.float32, np.int32)


def test_the_states_of_an_lstm_leave_it() -> None:
    layers = [{"kind": "LSTM", "units": 3, "return_sequences": True}, {"kind": "LSTM", "units": 5}]
    model, data, found = look("two_waves", layers)
    states = keras.Sequential(model.layers[:1])(data.validation.x).numpy()
    seen = of(found, "lstm_1")
    assert_counts(seen["leaving"], seen["leaving_edges"], states.reshape(-1, 3).astype(float))
    assert list(of(found, "lstm_2")["counted"]) == [40, 40, 40, 5, 0, 0]


def test_without_a_hidden_activation_there_is_nothing() -> None:
    assert look("circle", [])[2] == {}
    assert look("circle", [{"kind": "Dropout"}])[2] == {}


def test_many_units_are_told_up_to_64_but_counted_all() -> None:
    experiment = experiment_on("circle", [dense(100, "relu")])
    model, data = network.build(experiment), data_for(experiment)
    model.layers[0].set_weights([np.zeros((2, 100)), np.repeat([1.0, -1.0], [40, 60])])
    seen = of(compute("distributions", model, data, experiment), "dense_1")
    assert seen["unit_dead"].shape == seen["unit_saturated"].shape == (64,)
    assert list(seen["counted"][3:]) == [100, 60, 0]


def test_weights_that_ran_away_give_an_answer_all_the_same() -> None:
    for value in (1e30, np.inf, np.nan):
        experiment = experiment_on("circle", [dense(4, "relu"), dense(4, "tanh")])
        model, data = network.build(experiment), data_for(experiment)
        model.layers[0].set_weights([np.full((2, 4), value), np.zeros(4)])
        found = compute("distributions", model, data, experiment)
        for array in found.values():
            assert np.isfinite(array).all()
        if value != 1e30:
            assert of(found, "dense_1")["shares"][3] == 1


def test_histograms_rest_on_round_ends_with_zero_within() -> None:
    for values, ends in (
        ([-0.3, 1.7], (-0.3, 2)), ([3.0, 4.1], (0, 6)), ([-1.0], (-1, 0)), ([0.0], (0, 1)), ([], (0, 1)),
        ([np.nan, np.inf, 0.011], (0, 0.015)), ([1e38], (0, 1e38)),
    ):  # fmt: skip
        counts, edges = histogram(np.array(values, np.float32))
        assert counts.sum() == np.isfinite(values).sum()
        np.testing.assert_allclose(edges[[0, -1]], ends, rtol=1e-6)
    counts, edges = histogram(np.array([0.0, 1.0], np.float32), 0.0, 1.0)
    assert (counts[0], counts[-1]) == (1, 1)


def test_the_look_follows_the_weights_and_leaves_them_alone() -> None:
    experiment = experiment_on("circle", [dense(4, "relu")])
    model, data = network.build(experiment), data_for(experiment)
    before = [array.copy() for array in model.get_weights()]
    first = compute("distributions", model, data, experiment)
    for array, same in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(array, same)
    model.layers[0].bias.assign(np.full(4, -100.0))
    then = compute("distributions", model, data, experiment)
    assert of(first, "dense_1")["counted"][4] < of(then, "dense_1")["counted"][4] == 4


def test_it_is_compiled_once_whatever_the_number_of_samples() -> None:
    experiment = experiment_on("circle", [dense(4, "relu")])
    model = network.build(experiment)
    for num_validation in (40, 3, 17):
        found = compute("distributions", model, data_for(experiment, num_validation=num_validation), experiment)
        assert of(found, "dense_1")["counted"][0] == num_validation
    assert distributions._WATCHED[model].experimental_get_tracing_count() == 1


def test_of_a_costly_network_fewer_samples_are_looked_at() -> None:
    small = experiment_on("circle", [dense(4)]).placed
    large = experiment_on("fashion_mnist", [{"kind": "Conv2D", "filters": 128}, {"kind": "Conv2D", "filters": 128}])
    assert most_samples(small) == 500
    assert 50 <= most_samples(large.placed) < 500


def test_an_answer_is_small() -> None:
    experiment = experiment_on("fashion_mnist", [{"kind": "Flatten"}, dense(128, "relu")])
    model, data = network.build(experiment), data_for(experiment, num_validation=500)
    found = compute("distributions", model, data, experiment)
    assert sum(array.nbytes for array in found.values()) < 2000
