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

from .by_hand import LAYER, STACKS, activated, loss_by_hand, made, passed
from .conftest import data_for, dense, experiment_on

DATASET = {"binary": "circle", "multiclass": "blobs", "regression": "plane"}
STEP = 1e-5
"""Of the finite differences, in double precision."""


def close(ours: Any, by_hand: Any, scale: float = 1.0) -> None:
    """Equal to 1e-6 of each number, and of the largest where many terms cancel out to a small one."""
    by_hand = np.asarray(by_hand)
    assert np.shape(ours) == by_hand.shape
    largest = np.abs(by_hand).max() if by_hand.size else 0
    np.testing.assert_allclose(ours, by_hand, rtol=1e-6 * scale, atol=1e-6 * scale * max(largest, 0.1))


def shown(array: np.ndarray) -> np.ndarray:
    """A layer's output ``(1, ...)`` as the look shows it: a vector, or maps ``(channels, rows, columns)``."""
    if array.ndim == 2:
        return array[0]
    one = array[0] if array.ndim == 4 else array[0][np.newaxis]
    return np.moveaxis(one, -1, 0)


def slopes(function: Any, at: np.ndarray) -> np.ndarray:
    """Central differences of a function of an array."""
    found = np.empty(at.shape)
    for place in np.ndindex(at.shape):
        moved = [at.copy(), at.copy()]
        moved[0][place] += STEP
        moved[1][place] -= STEP
        found[place] = (function(moved[0]) - function(moved[1])) / (2 * STEP)
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
    x = data.validation.x[4:5].astype(float)
    by_hand = passed(model, experiment, x)
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
            close(found[f"exp_sum:{entry.name}"], [np.exp(z).sum()])
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
    by_hand = passed(model, experiment, x)
    assert all(np.isfinite(array).all() for array in found.values())

    def check(place: str, ours: Any, at: np.ndarray, loss: Any) -> None:
        expected = slopes(loss, at)
        close(ours, shown(expected), scale=20)
        if not place.startswith("gz"):
            close(found[f"gnorm:{place.partition(':')[2]}"], [np.linalg.norm(expected)], scale=20)

    def from_layer(start: int) -> Any:
        return lambda a: loss_by_hand(experiment.loss, y, [(None, a), *passed(model, experiment, a, start)][-1][1])

    check("g:input", found["map:g:input" if x.ndim > 2 else "g:input"], x, from_layer(0))
    for index, (entry, (z, a)) in enumerate(zip(experiment.placed, by_hand, strict=True)):
        check(f"g:{entry.name}", found[f"{'map:' if a.ndim > 2 else ''}g:{entry.name}"], a, from_layer(index + 1))
        if z is not None and z.ndim == 2:

            def of_z(z: np.ndarray, index: int = index, kind: str = entry.layer.has_activation) -> float:
                return from_layer(index + 1)(activated(kind, z))

            check(f"gz:{entry.name}", found[f"gz:{entry.name}"], z, of_z)


@pytest.mark.parametrize(("task", "loss"), [(task, loss) for task, fit in FITS.items() for loss in fit.losses])
def test_the_loss_of_one_sample_is_that_of_keras_and_of_the_textbook(task: str, loss: str) -> None:
    experiment = experiment_on(DATASET[task], [dense(4, l2=0.1)], loss=loss)
    model, data = network.build(experiment), data_for(experiment)
    for index in range(3):
        found = compute("walk", model, data, experiment, sample={"index": index}, backward=False)
        x, y = (array[index : index + 1] for array in (data.validation.x, data.validation.y))
        outputs = passed(model, experiment, x.astype(float))[-1][1]
        close(found["walk:loss"], [loss_by_hand(experiment.loss, y.astype(float), outputs)])
        close(found["walk:loss"], [float(objectives.loss(experiment)(y, model(x)))])
        close(found["walk:penalty"], [0.1 * (model.layers[0].kernel.numpy().astype(float) ** 2).sum()])
        assert not any(key.startswith(("g", "map:g")) for key in found)


@pytest.mark.parametrize("dataset", ["circle", "blobs"])
def test_the_loss_of_a_network_that_is_sure_and_wrong_is_what_training_counts(dataset: str) -> None:
    experiment = experiment_on(dataset, [])
    data = data_for(experiment)
    trainer = Trainer(experiment, data, use_xla=False)
    kernel = trainer.model.layers[-1].kernel
    kernel.assign(np.random.default_rng(1).normal(size=kernel.shape) * 40)
    losses = [
        float(compute("walk", trainer.model, data, experiment, sample={"index": index})["walk:loss"][0])
        for index in range(len(data.validation))
    ]
    trainer.model.compile(loss=experiment.loss)
    assert max(losses) > 20  # beyond what a probability that is cut at 1e-7 can give
    close(np.mean(losses), trainer.model.evaluate(data.validation.x, data.validation.y, verbose=0))


def test_a_cross_entropy_comes_back_as_the_textbook_has_it() -> None:
    experiment = experiment_on("blobs", [])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("walk", model, data, experiment)
    y, a = data.validation.y[0], found["a:output"]
    close(found["g:output"], -y / a)
    close(found["gz:output"], a - y)
    close(found["g:input"], model.layers[-1].kernel.numpy() @ (a - y))


def test_the_numbers_of_softmax_stay_finite_for_large_z() -> None:
    powers, total, shift = exponentials(np.array([400, 399, 0], np.float32))
    assert shift == 400
    close(powers / total, np.array([1, np.exp(-1), 0]) / (1 + np.exp(-1)))


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
    close(found["walk:decoded"], 100 + 20 * found["walk:output"].astype(float))
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
    close(found["a:dense_1"], passed(model, experiment, np.array([[0.25, -0.5]]))[0][1][0])


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
    trainer = Trainer(experiment, data, use_xla=False)
    trainer.train(max_seconds=None, max_epochs=30)
    w0, w1 = (weight.astype(float) for weight in trainer.model.get_weights())
    assert (w0.shape, w1.shape) == ((13, 10), (10, 1))
    found = compute("walk", trainer.model, data, experiment, sample={"part": "train", "index": 0})
    x0 = data.train.raw[0].astype(float)
    np.testing.assert_allclose(x0[[0, 9, 12]], [1.23247, 307, 18.72], rtol=1e-6)
    a0 = np.maximum(w0.T @ x0, 0)
    a1 = w1.T @ a0
    close(found["z:dense_1"], w0.T @ x0)
    close(found["a:dense_1"], a0)
    close(found["a:output"], a1)
    close(found["walk:decoded"], a1)
    np.testing.assert_allclose(found["walk:label"], [15.2], rtol=1e-6)
    close(found["walk:loss"], (a1 - found["walk:label"].astype(float)) ** 2, scale=10)
    delta = 2 * (a1 - found["walk:label"].astype(float))
    close(found["g:output"], delta, scale=10)
    close(found["g:input"], w0 @ ((w1 @ delta) * (a0 > 0)), scale=10)
    one = compute("neuron", trainer.model, data, experiment, sample={"part": "train"}, layer="dense_1", unit=3)
    close(one["neuron:products"], x0 * w0[:, 3])
    close(one["neuron:products"].astype(float).sum(), one["neuron:z"][0], scale=10)
