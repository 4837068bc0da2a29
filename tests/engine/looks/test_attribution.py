"""Attributions by their definitions, and that they add up."""

from dataclasses import replace
from itertools import permutations, product
from typing import Any

import numpy as np
import pytest

from playground.data.samples import Data, TargetScale
from playground.engine import network
from playground.engine.attributions import EVALUATIONS, integrated_gradients, shapley
from playground.engine.looks import LOOKS, compute
from playground.engine.looks.attribution import groups_of
from playground.spec import Experiment, Explained
from tests.float32 import EPSILON, Rounded, assert_within, close

from ..by_hand import STACKS, made, passed
from ..conftest import data_for, dense, experiment_on
from .test_walk import Magnitudes, slopes

METHODS = ["gradient_input", "integrated_gradients", "shapley"]


def ask(model: Any, data: Data, experiment: Experiment, method: str, **more: Any) -> dict[str, np.ndarray]:
    found = compute("attribution", model, data, experiment, method=method, **more)
    return {name.partition(":")[2]: array for name, array in found.items()}


def score(model: Any, experiment: Experiment, x: Any, target: int, start: int = 0) -> Any:
    """What is explained, by hand: the number before sigmoid or softmax where they say classes; x enters ``start``."""
    z, a = passed(model, experiment, x.reshape(1, *x.shape), start)[-1]
    is_logit = experiment.data.task != "regression" and experiment.output_activation in ("sigmoid", "softmax")
    return (z if is_logit else a)[0, target]


def test_it_is_never_part_of_the_running_pictures() -> None:
    assert LOOKS["attribution"].costly
    assert not LOOKS["walk"].costly


@pytest.mark.parametrize("name", STACKS)
def test_for_every_network_the_shares_add_up_to_what_the_output_gained(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    x = data.validation.x[4]
    bases = {"zeros": np.zeros(x.shape), "mean": data.train.x.astype(float).mean(0)}
    for method, (baseline, base) in product(METHODS, bases.items()):
        found = ask(model, data, experiment, method, sample={"index": 4}, baseline=baseline)
        assert found["values"].shape == x.shape
        assert all(np.isfinite(array).all() for array in found.values())
        target = int(found["target"][0])
        output, base_output = (score(model, experiment, Rounded(each), target) for each in (x, found["baseline"]))
        close(found["output"], output.reshape(1))
        close(found["base_output"], base_output.reshape(1))
        assert_within(found["baseline"], base, EPSILON * np.abs(base))
        np.testing.assert_array_equal(found["x"], x)
        shares = Rounded(found["values"], EPSILON * np.abs(found["values"])).sum()
        close(found["sum"], shares.reshape(1))
        if method == "integrated_gradients":
            largest = max(abs(found["output"][0]), abs(found["base_output"][0]), 0.1)
            assert abs(found["sum"][0] - found["difference"][0]) < 5e-4 * largest
        if method == "shapley":
            # Along an order of inputs all but its first and its last score cancel, each once more from float32.
            close(found["sum"], Rounded(found["difference"], (output - base_output).error), parts=2)


@pytest.mark.parametrize("method", ["weights", *METHODS])
def test_of_a_linear_network_every_method_says_weight_times_input(method: str) -> None:
    experiment = experiment_on("iris", [])
    model, data = network.build(experiment), data_for(experiment)
    model.layers[-1].bias.assign([1.0, 2.0, 3.0])
    kernel = model.layers[-1].kernel.numpy().astype(float)
    for target in range(3):
        found = ask(model, data, experiment, method, target=target)
        # Shapley values are means of what an input adds to two scores, each from float32.
        output = score(model, experiment, Rounded(data.validation.x[0]), target)
        expected = Rounded(kernel[:, target]) * Rounded(data.validation.x[0])
        close(found["values"], expected.wider(output.error), parts=2)
        close(found["sum"], Rounded(found["difference"], (output - (target + 1.0)).error), parts=2)
        assert found["is_logit"] == 1
        close(found["base_output"], Rounded([target + 1.0]))
    if method == "weights":
        close(found["bias"], Rounded([3.0]))
        close(found["bias"] + found["sum"], Rounded(found["output"], output.error), parts=2)


def test_weight_times_input_of_a_regression_is_in_the_units_of_the_target() -> None:
    experiment = experiment_on("boston_housing", [{"kind": "Dropout"}])
    model, data = network.build(experiment), data_for(experiment)
    data = replace(data, target=TargetScale(shift=20, span=9))
    kernel, bias = (Rounded(weight) for weight in model.get_weights())
    found = ask(model, data, experiment, "weights", baseline="mean")
    mean = data.train.x.astype(float).mean(0)
    x = Rounded(data.validation.x[:1])
    close(found["values"], 9 * kernel[:, 0] * (x - Rounded(mean, EPSILON * np.abs(mean)))[0])
    close(found["output"], 20 + 9 * (x @ kernel + bias)[0])
    close(found["bias"], 20 + 9 * bias)
    assert found["is_logit"] == 0


def test_weight_times_input_of_a_picture_keeps_its_shape() -> None:
    experiment = experiment_on("digits", [])
    model, data = network.build(experiment), data_for(experiment)
    found = ask(model, data, experiment, "weights", target=7)
    kernel = model.layers[-1].kernel.numpy()
    close(found["values"], Rounded(data.validation.x[0]) * kernel[:, 7].reshape(8, 8, 1))


@pytest.mark.parametrize(
    ("layers", "training"),
    [([dense(2)], {}), ([], {"output_activation": "tanh", "loss": "mean_squared_error"})],
)
def test_a_network_that_is_not_linear_has_no_weights_to_multiply_with(layers: Any, training: Any) -> None:
    experiment = experiment_on("circle", layers, **training)
    with pytest.raises(Explained, match="linear network"):
        ask(network.build(experiment), data_for(experiment), experiment, "weights")


@pytest.mark.parametrize("name", ["dense", "regression", "many classes"])
def test_gradient_times_input_is_that(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    found = ask(model, data, experiment, "gradient_input", sample={"index": 1})
    x = data.validation.x[1].astype(float)
    target = int(found["target"][0])
    layers = [x[np.newaxis], *(a for _, a in passed(model, experiment, x[np.newaxis]))]
    last = len(layers) - 2

    def scored(x: np.ndarray) -> np.ndarray:
        return np.reshape(score(model, experiment, x[0], target, last), 1)

    magnitudes = Magnitudes(np.ones_like, scored(layers[last])).back(scored, layers[last])
    for index in reversed(range(last)):
        magnitudes = magnitudes.back(lambda a, index=index: passed(model, experiment, a, index)[0][1], layers[index])
    gradient = slopes(lambda x: score(model, experiment, x, target), x)
    close(found["values"], x * Rounded(gradient, magnitudes.bound()[0]))


def test_integrated_gradients_equal_a_fine_sum_along_the_path() -> None:
    experiment, model = made("dense")
    data = data_for(experiment)
    found = ask(model, data, experiment, "integrated_gradients", baseline="mean")
    x, base = data.validation.x[0].astype(float), found["baseline"].astype(float)
    mean = np.zeros(x.shape)
    for at in (np.arange(400) + 0.5) / 400:
        mean += slopes(lambda x: score(model, experiment, x, 0), base + at * (x - base)) / 400
    assert_within(found["values"], (x - base) * mean, 5e-5 * np.abs((x - base) * mean).max())  # the sum is as fine
    assert found["steps"] >= 64


def test_integrated_gradients_find_the_bends_of_relus() -> None:
    """max(0, x1 - 0.3) + |x2 - 0.777|: exact integrals, bends where no even grid has a point."""

    def value(x: np.ndarray) -> np.ndarray:
        return np.maximum(0, x[:, 0] - 0.3) + np.abs(x[:, 1] - 0.777)

    def slope(x: np.ndarray) -> np.ndarray:
        return np.stack([(x[:, 0] > 0.3) * 1.0, np.sign(x[:, 1] - 0.777)], axis=1)

    values, steps = integrated_gradients(value, slope, np.ones(2), np.zeros(2))
    np.testing.assert_allclose(values, [0.7, 0.223 - 0.777], atol=2e-5)
    assert 64 < steps < 1000


def test_integrated_gradients_stop_at_the_most_steps() -> None:
    random = np.random.default_rng(0)
    values, steps = integrated_gradients(
        lambda x: random.normal(size=len(x)), lambda x: random.normal(size=x.shape), np.ones(3), np.zeros(3), 200
    )
    assert steps <= 200
    assert np.isfinite(values).all()


def by_definition(value: Any, x: np.ndarray, base: np.ndarray) -> np.ndarray:
    """The mean over all orders of what each input adds."""
    shares = np.zeros(len(x))
    orders = list(permutations(range(len(x))))
    for order in orders:
        now = base.copy()
        for each in order:
            before = value(now[np.newaxis])[0]
            now[each] = x[each]
            shares[each] += value(now[np.newaxis])[0] - before
    return shares / len(orders)


def bumpy(x: np.ndarray) -> np.ndarray:
    x = x.astype(float)
    return x[:, 0] * x[:, 1] + np.maximum(x[:, 2], x[:, 3]) - np.sin(x[:, 4] * x[:, 0])


def test_exact_shapley_values_are_the_mean_over_all_orders() -> None:
    x, base = np.array([1.0, -2, 0.5, 2, 1.5]), np.array([0.5, 1, 0, 0.25, 0])
    found = shapley(bumpy, x, base, np.arange(5, dtype=np.int32))
    np.testing.assert_allclose(found.values, by_definition(bumpy, x, base), atol=1e-12)
    assert (found.evaluations, found.permutations) == (32, 0)
    assert not found.error.any()


def test_sampled_shapley_values_come_near_and_say_how_near() -> None:
    x, base = np.array([1.0, -2, 0.5, 2, 1.5]), np.array([0.5, 1, 0, 0.25, 0])
    found = shapley(bumpy, x, base, np.arange(5, dtype=np.int32), most=31)  # one fewer than all subsets
    again = shapley(bumpy, x, base, np.arange(5, dtype=np.int32), most=31)
    np.testing.assert_array_equal(found.values, again.values)
    np.testing.assert_allclose(found.values.sum(), bumpy(x[None])[0] - bumpy(base[None])[0], atol=1e-12)
    assert 0 < found.permutations <= 6
    exact = by_definition(bumpy, x, base)
    wide = np.tile(x, 4), np.tile(base, 4)  # twenty inputs, of which fifteen change nothing
    many = shapley(bumpy, *wide, np.arange(20, dtype=np.int32))
    assert many.permutations > 300
    assert (np.abs(many.values[:5] - exact) <= 4 * many.error[:5] + 1e-9).all()
    assert (many.error < 0.1).all()
    np.testing.assert_array_equal(many.values[5:], 0)
    assert many.evaluations <= EVALUATIONS


def test_inputs_of_a_group_go_together() -> None:
    x, base = np.array([1.0, -2, 0.5, 2, 1.5]), np.zeros(5)
    found = shapley(bumpy, x, base, np.array([0, 0, 1, 1, 0], np.int32))
    np.testing.assert_allclose(found.values, [-2 - np.sin(1.5), 2], atol=1e-6)


@pytest.mark.parametrize(
    ("shape", "count"), [((4,), 4), ((13,), 13), ((1000,), 256), ((20, 3), 20), ((28, 28, 1), 49), ((5, 9, 3), 35)]
)
def test_groups_cover_all_inputs(shape: tuple[int, ...], count: int) -> None:
    groups = groups_of(shape)
    assert groups.shape == (shape[:2] if len(shape) == 3 else shape[:1])
    assert sorted(set(groups.ravel())) == list(range(count))
    sizes = np.bincount(groups.ravel())
    assert sizes.max() <= 4 * max(1, sizes.min())


def test_the_blocks_of_a_picture_share_their_value_among_their_pixels() -> None:
    experiment, model = made("picture")
    data = data_for(experiment)
    found = ask(model, data, experiment, "shapley")
    assert found["groups"].shape == (8, 8)
    for group, value in enumerate(found["group_values"]):
        shares = found["values"][found["groups"] == group].astype(float)
        close(value, Rounded(shares, EPSILON * np.abs(shares)).sum())
    assert found["error"].shape == found["group_values"].shape == (49,)
    assert found["permutations"] > 100


def test_the_thirteen_columns_of_a_table_are_counted_exactly() -> None:
    experiment, model = made("regression")
    found = ask(model, data_for(experiment), experiment, "shapley")
    assert (found["permutations"], found["evaluations"]) == (0, 8192)


def test_a_class_can_be_chosen_and_one_that_is_not_there_is_explained() -> None:
    experiment = experiment_on("blobs", [dense(3)])
    model, data = network.build(experiment), data_for(experiment)
    predicted = int(compute("walk", model, data, experiment)["walk:class"][0])
    assert ask(model, data, experiment, "gradient_input")["target"] == predicted
    assert ask(model, data, experiment, "gradient_input", target=1)["target"] == 1
    with pytest.raises(Explained, match="4 outputs, so there is no output 4"):
        ask(model, data, experiment, "gradient_input", target=4)
    with pytest.raises(Explained, match="method = horoscope"):
        ask(model, data, experiment, "horoscope")


@pytest.mark.parametrize("name", ["dense", "padded picture", "LSTM"])
def test_weights_that_are_no_numbers_give_shares_that_are_none(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    for method, value in product(METHODS, [np.inf, 1e30, np.nan]):
        for variable in model.weights:
            variable.assign(np.full(variable.shape, value))
        found = ask(model, data, experiment, method)
        assert found["values"].shape == experiment.data.input_shape
        if np.isnan(value):
            assert np.isnan(found["sum"]).all()


@pytest.mark.parametrize("method", ["weights", *METHODS])
def test_data_of_a_single_sample_is_its_own_mean(method: str) -> None:
    experiment = experiment_on("circle", [])
    model, data = network.build(experiment), data_for(experiment, 1, 1)
    found = ask(model, data, experiment, method, sample={"part": "train"}, baseline="mean")
    np.testing.assert_allclose(found["values"], 0, atol=1e-6)
