"""One sample layer by layer against NumPy by hand, its gradients against finite differences."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.data import load
from playground.data.samples import Data, TargetScale
from playground.engine import network, objectives, passes
from playground.engine.looks import compute
from playground.engine.looks.walk import exponentials
from playground.engine.trainer import Trainer
from playground.spec import DATASETS, DataSpec, Experiment
from playground.spec.layers import LAYERS
from playground.spec.objectives import FITS, TASKS
from tests.float32 import EPSILON, FUNCTION, Rounded, assert_within, close, product_bound, roundings

from ..by_hand import LAYER, STACKS, activated, layer_by_layer, loss_by_hand, made, passed
from ..conftest import data_for, dense, experiment_on

DATASET = {"binary": "circle", "multiclass": "blobs", "regression": "plane"}
STEP = 1e-5
"""Of the finite differences, in double precision."""


def shown(array: Any) -> Any:
    """A layer's output ``(1, ...)`` as the look shows it: a vector, or maps ``(channels, rows, columns)``."""
    if array.ndim == 2:
        return array[0]
    one = array[0] if array.ndim == 4 else array[0][np.newaxis]
    return np.moveaxis(one, -1, 0)


def outputs(found: dict[str, np.ndarray], experiment: Experiment) -> list[np.ndarray]:
    """What each layer gave, ``(1, ...)``, as the look that shows it all has it."""
    shapes = {entry.name: (1, *entry.output_shape) for entry in experiment.placed}
    vectors = {name: found[f"a:{name}"] for name in shapes if f"a:{name}" in found}
    maps = {name: np.moveaxis(found[f"map:a:{name}"], 0, -1) for name in shapes if name not in vectors}
    return [(vectors | maps)[name].reshape(shape) for name, shape in shapes.items()]


def slopes(function: Any, at: np.ndarray) -> np.ndarray:
    """Central differences of a function of an array."""
    found = np.empty(at.shape)
    for place in np.ndindex(at.shape):
        moved = [at.copy(), at.copy()]
        moved[0][place] += STEP
        moved[1][place] -= STEP
        found[place] = (function(moved[0]) - function(moved[1])) / (2 * STEP)
    return found


def jacobian(function: Any, at: np.ndarray) -> np.ndarray:
    """Of a function of an array, by central differences: ``(numbers it gives, numbers that enter)``."""
    steps = STEP * np.eye(at.size).reshape(at.size, *at.shape)
    return np.array([(function(at + step) - function(at - step)).ravel() / (2 * STEP) for step in steps]).T


class Magnitudes:
    """What bounds the float32 gradient of a loss, as it goes back from the loss through one function after other.

    A gradient is a sum of products, one for each way through the network. ``ways`` are the sums of the magnitudes of
    those ways, ``(outputs, *shape)``; ``terms`` counts the roundings of each: one for every number that enters a sum on
    the way there or back. The loss's own slope is at the outputs that float32 has.
    """

    def __init__(self, slope: Any, outputs: np.ndarray) -> None:
        self.slope, self.outputs = slope, outputs
        self.ways = np.eye(outputs.size).reshape(outputs.size, *outputs.shape)
        self.terms = outputs.size + FUNCTION

    def back(self, function: Any, at: np.ndarray) -> "Magnitudes":
        steps = np.abs(jacobian(function, at))
        further = Magnitudes(self.slope, self.outputs)
        further.ways = (self.ways.reshape(len(self.ways), -1) @ steps).reshape(len(self.ways), *at.shape)
        counted = steps > STEP * steps.max(initial=0)
        further.terms = self.terms + counted.sum(0).max() + counted.sum(1).max() + 2 * FUNCTION
        return further

    def bound(self, error: Any = 0.0) -> np.ndarray:
        """``error`` is that of the outputs after what is still to come on the way there."""
        here = self.slope(self.outputs)
        moved = sum(np.abs(self.slope(self.outputs + side * error) - here) for side in (-1, 1)).ravel()
        size = np.tensordot(np.abs(here).ravel(), self.ways, 1)
        differences = 1e-8 * size.max()  # what the finite differences themselves are wrong by
        found: np.ndarray = roundings(self.terms) * EPSILON * size + np.tensordot(moved, self.ways, 1) + differences
        return found


def test_the_stacks_have_every_kind_of_layer_and_every_task() -> None:
    experiments = [made(name)[0] for name in STACKS]
    kinds = {entry.layer.name() for experiment in experiments for entry in experiment.placed}
    assert kinds == {kind.name() for kind in LAYERS} == set(LAYER) | {"Dropout", "GaussianNoise"}
    assert {experiment.data.task for experiment in experiments} == set(TASKS)


@pytest.mark.parametrize("name", STACKS)
def test_every_layer_before_and_after_its_activation_equals_numpy(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    found = compute("walk", model, data, experiment, sample={"index": 4}, before=True)
    by_hand = layer_by_layer(model, experiment, data.validation.x[4:5], outputs(found, experiment))
    names = {key for key in found if key.partition(":")[0] in ("z", "a", "map", "exp")}
    for entry, (z, a) in zip(experiment.placed, by_hand, strict=True):
        prefix = "map:" if a.ndim > 2 else ""
        close(found[f"{prefix}a:{entry.name}"], shown(a))
        assert tuple(found[f"full:{entry.name}"]) == entry.output_shape
        names -= {f"{prefix}a:{entry.name}", f"{prefix}g:{entry.name}"}
        if z is not None:
            close(found[f"{prefix}z:{entry.name}"], shown(z))
            names -= {f"{prefix}z:{entry.name}"}
        if entry.layer.has_activation == "softmax":
            close(found[f"exp:{entry.name}"], np.exp(z[0]))
            close(found[f"exp_sum:{entry.name}"], np.exp(z).sum().reshape(1))
            np.testing.assert_array_equal(found[f"exp_shift:{entry.name}"], [0])
            names -= {f"exp:{entry.name}"}
    assert names <= {"map:g:input"}
    close(found["walk:output"], by_hand[-1][1][0])
    np.testing.assert_array_equal(found["walk:x"], data.validation.x[4])
    np.testing.assert_array_equal(found["walk:raw"], data.validation.raw[4])
    np.testing.assert_array_equal(found["walk:truth"], data.validation.y[4])
    np.testing.assert_array_equal(found["walk:label"], [data.validation.labels[4]])
    assert all(array.dtype.name in ("uint8", "int32", "float32") for array in found.values())


@pytest.mark.parametrize("name", STACKS)
def test_gradients_equal_finite_differences(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    found = compute("walk", model, data, experiment, sample={"part": "train", "index": 2})
    x, y = data.train.x[2:3].astype(float), data.train.y[2:3].astype(float)
    assert all(np.isfinite(array).all() for array in found.values())

    def check(place: str, ours: Any, expected: np.ndarray, bound: np.ndarray) -> None:
        assert_within(ours, shown(expected), shown(bound))
        if not place.startswith("gz"):
            size = np.linalg.norm(expected)
            norm_bound = np.linalg.norm(bound) + roundings(bound.size) * EPSILON * size
            assert_within(found[f"gnorm:{place.partition(':')[2]}"], [size], norm_bound)

    def from_layer(start: int) -> Any:
        return lambda a: loss_by_hand(experiment.loss, y, [(None, a), *passed(model, experiment, a, start)][-1][1])

    def error(start: int, a: Any) -> Any:
        return [(None, Rounded(a)), *passed(model, experiment, Rounded(a), start)][-1][1].error

    entering = [x, *(array.astype(float) for array in outputs(found, experiment))]
    by_hand = layer_by_layer(model, experiment, x, entering[1:])
    magnitudes = Magnitudes(lambda a: slopes(from_layer(len(by_hand)), a), entering[-1])
    for index, (entry, (z, _)) in reversed(list(enumerate(zip(experiment.placed, by_hand, strict=True)))):
        a, later = entering[index + 1], from_layer(index + 1)
        prefix, its_error = "map:" if a.ndim > 2 else "", error(index + 1, a)
        check(f"g:{entry.name}", found[f"{prefix}g:{entry.name}"], slopes(later, a), magnitudes.bound(its_error))
        if z is not None and z.ndim == 2:
            kind = entry.layer.has_activation

            def active(z: np.ndarray, kind: str = kind) -> np.ndarray:
                found: np.ndarray = activated(kind, z)
                return found

            of_z = slopes(lambda z, later=later, active=active: later(active(z)), z.value)
            of_a = [(None, activated(kind, z)), *passed(model, experiment, activated(kind, z), index + 1)][-1][1]
            bound = magnitudes.back(active, z.value).bound(of_a.error)
            check(f"gz:{entry.name}", found[f"gz:{entry.name}"], of_z, bound)

        def this_layer(a: np.ndarray, index: int = index) -> np.ndarray:
            found: np.ndarray = passed(model, experiment, a, index)[0][1]
            return found

        magnitudes = magnitudes.back(this_layer, entering[index])
    bound = magnitudes.bound(error(0, x))
    check("g:input", found["map:g:input" if x.ndim > 2 else "g:input"], slopes(from_layer(0), x), bound)


@pytest.mark.parametrize(("task", "loss"), [(task, loss) for task, fit in FITS.items() for loss in fit.losses])
def test_the_loss_of_one_sample_is_that_of_keras_and_of_the_textbook(task: str, loss: str) -> None:
    experiment = experiment_on(DATASET[task], [dense(4, l2=0.1)], loss=loss)
    model, data = network.build(experiment), data_for(experiment)
    for index in range(3):
        found = compute("walk", model, data, experiment, sample={"index": index}, backward=False)
        x, y = (array[index : index + 1] for array in (data.validation.x, data.validation.y))
        by_hand = loss_by_hand(experiment.loss, y.astype(float), passed(model, experiment, Rounded(x))[-1][1])
        close(found["walk:loss"], by_hand.reshape(1))
        by_keras = float(objectives.loss(experiment)(y, model(x)))
        close(found["walk:loss"], Rounded([by_keras], by_hand.error), parts=2)
        close(found["walk:penalty"], (Rounded(model.layers[0].kernel.numpy()) ** 2).sum().reshape(1) * 0.1)
        assert not any(key.startswith(("g", "map:g")) for key in found)


@pytest.mark.parametrize("dataset", ["circle", "blobs"])
def test_the_loss_of_a_network_that_is_sure_and_wrong_is_what_training_counts(dataset: str) -> None:
    experiment = experiment_on(dataset, [])
    data = data_for(experiment)
    trainer = Trainer(experiment, data, way="graph")
    kernel = trainer.model.layers[-1].kernel
    kernel.assign(np.random.default_rng(1).normal(size=kernel.shape) * 40)
    losses = [
        float(compute("walk", trainer.model, data, experiment, sample={"index": index})["walk:loss"][0])
        for index in range(len(data.validation))
    ]
    trainer.model.compile(loss=experiment.loss)
    assert max(losses) > 20  # beyond what a probability that is cut at 1e-7 can give
    of_one = 2 * product_bound(data.validation.x, kernel.numpy()).max() + FUNCTION * EPSILON * max(losses)
    evaluated = trainer.model.evaluate(data.validation.x, data.validation.y, verbose=0)
    close(evaluated, Rounded(losses, of_one).mean(), parts=2)


def test_a_cross_entropy_comes_back_as_the_textbook_has_it() -> None:
    experiment = experiment_on("blobs", [])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("walk", model, data, experiment)
    y, a = data.validation.y[0], passed(model, experiment, Rounded(data.validation.x[:1]))[-1][1][0]
    close(found["g:output"], -y / a)
    close(found["gz:output"], a - y)
    close(found["g:input"], model.layers[-1].kernel.numpy().astype(float) @ (a - y))


def test_the_numbers_of_softmax_stay_finite_for_large_z() -> None:
    powers, total, shift = exponentials(np.array([400, 399, 0], np.float32))
    assert shift == 400
    expected = np.exp(Rounded([0, -1, -400]))
    close(powers / total, expected / expected.sum())


def test_wide_layers_and_many_maps_are_cut_and_said_so() -> None:
    layers = [{"kind": "Conv2D", "filters": 40, "padding": "same", "kernel_size": 1}, {"kind": "Flatten"}, dense(4)]
    experiment = experiment_on("digits", layers)
    model, data = network.build(experiment), data_for(experiment)
    found = compute("walk", model, data, experiment)
    assert found["map:a:conv2d_1"].shape == found["map:g:conv2d_1"].shape == (16, 8, 8)
    assert tuple(found["full:conv2d_1"]) == (8, 8, 40)
    assert found["a:flatten_1"].shape == found["g:flatten_1"].shape == (1024,)
    assert tuple(found["full:flatten_1"]) == (2560,)
    assert "map:z:conv2d_1" not in found
    assert compute("walk", model, data, experiment, maps=64)["map:a:conv2d_1"].shape == (40, 8, 8)


def test_many_large_maps_stay_within_a_fixed_size() -> None:
    layers = [{"kind": "Conv2D", "filters": 64, "padding": "same"}] * 6
    experiment = experiment_on("fashion_mnist", layers)
    model, data = network.build(experiment), data_for(experiment, 10, 4)
    found = compute("walk", model, data, experiment, maps=64, before=True)
    numbers = sum(array.size for name, array in found.items() if name.startswith("map:"))
    rest = sum(array.nbytes for name, array in found.items() if not name.startswith("map:"))
    assert numbers + rest < 300_000
    assert found["map:a:conv2d_6"].shape[0] >= 8


def test_a_prediction_is_said_in_the_units_of_the_target() -> None:
    experiment = experiment_on("plane", [dense(4)])
    model, data = network.build(experiment), data_for(experiment)
    scaled = replace(data, target=TargetScale(shift=100, span=20))
    found = compute("walk", model, scaled, experiment)
    close(found["walk:decoded"], 100 + 20 * Rounded(found["walk:output"]))
    assert "walk:class" not in found
    experiment = experiment_on("blobs", [dense(4)])
    found = compute("walk", network.build(experiment), data_for(experiment), experiment)
    assert found["walk:class"] == found["walk:output"].argmax()
    np.testing.assert_array_equal(found["walk:decoded"], found["walk:output"])


def test_an_edited_sample_goes_through_the_same_encoding() -> None:
    experiment = experiment_on("circle", [dense(4)])
    model, data = network.build(experiment), data_for(experiment)
    data = replace(data, encode=lambda raw: raw / 4)
    found = compute("walk", model, data, experiment, sample={"index": 1, "values": [1, -2]})
    np.testing.assert_array_equal(found["walk:raw"], [1, -2])
    np.testing.assert_array_equal(found["walk:x"], [0.25, -0.5])
    np.testing.assert_array_equal(found["walk:label"], [data.validation.labels[1]])
    assert found["walk:is_edited"] == 1
    close(found["a:dense_1"], passed(model, experiment, Rounded([[0.25, -0.5]]))[0][1][0])


def test_nothing_of_the_model_is_changed_and_it_is_compiled_once() -> None:
    experiment, model = made("normalisation")
    data = data_for(experiment)
    weights = model.get_weights()
    activations = [getattr(layer, "activation", None) for layer in model.layers]
    for index in range(4):
        compute("walk", model, data, experiment, sample={"index": index})
        compute("walk", model, data, experiment, sample={"index": index}, backward=False)
        compute("neuron", model, data, experiment, layer="output", sample={"index": index})
    for before, after in zip(weights, model.get_weights(), strict=True):
        np.testing.assert_array_equal(before, after)
    assert [getattr(layer, "activation", None) for layer in model.layers] == activations
    functions = passes._COMPILED[model].values()
    assert [function.experimental_get_tracing_count() for function in functions] == [1, 1]


def test_the_walk_follows_the_weights() -> None:
    experiment, model = made("dense")
    data = data_for(experiment)
    before = compute("walk", model, data, experiment)["walk:output"]
    model.layers[-1].bias.assign([3.0])
    after = compute("walk", model, data, experiment)["walk:output"]
    assert after > before


@pytest.mark.parametrize("name", STACKS)
def test_weights_that_are_no_numbers_are_shown_and_break_nothing(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    for value in (np.inf, 1e30, np.nan):
        for variable in model.weights:
            variable.assign(np.full(variable.shape, value))
        found = compute("walk", model, data, experiment)
        assert found["walk:output"].shape == (experiment.data.dataset.num_outputs,)
        for entry in experiment.placed:
            compute("neuron", model, data, experiment, layer=entry.name)
    assert np.isnan(found["walk:loss"]).all()
    assert found.get("walk:class", -1) == -1


def test_data_of_a_single_sample_is_enough() -> None:
    experiment = experiment_on("circle", [dense(2)])
    model, data = network.build(experiment), data_for(experiment, 1, 1)
    found = compute("walk", model, data, experiment, sample={"part": "train"})
    assert np.isfinite(found["walk:loss"]).all()


@pytest.mark.real_data
def test_one_house_of_boston_goes_through_as_in_the_textbook() -> None:
    """x0, then a0 = relu(w0ᵀ · x0), then a1 = w1 · a0: raw inputs, no biases, the weights of a run."""
    dataset = DATASETS["boston_housing"]()
    if not dataset.is_here():
        pytest.skip("boston_housing is not in the data folder")
    data: Data = load(DataSpec(dataset=dataset))
    layers = [dense(10, "relu", use_bias=False)]
    experiment = Experiment(
        data=data.spec,
        network={"layers": layers, "output": {"use_bias": False}},
        training={"optimizer": {"kind": "Adam", "learning_rate": 0.001}, "batch_size": 32},
    )
    trainer = Trainer(experiment, data, way="graph")
    trainer.train(max_seconds=None, max_epochs=30)
    w0, w1 = (weight.astype(float) for weight in trainer.model.get_weights())
    assert (w0.shape, w1.shape) == ((13, 10), (10, 1))
    found = compute("walk", trainer.model, data, experiment, sample={"part": "train", "index": 0})
    x0, label = Rounded(data.train.raw[0]), found["walk:label"].astype(float)
    np.testing.assert_allclose(x0.value[[0, 9, 12]], [1.23247, 307, 18.72], rtol=1e-6)
    a0 = np.maximum(w0.T @ x0, 0)
    a1 = w1.T @ a0
    delta = 2 * (a1 - label)
    close(found["z:dense_1"], w0.T @ x0)
    close(found["a:dense_1"], a0)
    close(found["a:output"], a1)
    close(found["walk:decoded"], a1)
    np.testing.assert_allclose(found["walk:label"], [15.2], rtol=1e-6)
    close(found["walk:loss"], (a1 - label) ** 2)
    close(found["g:output"], delta)
    close(found["g:input"], w0 @ ((w1 @ delta) * (a0 > 0)))
    one = compute("neuron", trainer.model, data, experiment, sample={"part": "train"}, layer="dense_1", unit=3)
    close(one["neuron:products"], x0 * w0[:, 3])
    close(one["neuron:z"], (x0 @ w0[:, 3:4]))
