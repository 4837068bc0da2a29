"""The arithmetic of a single number: its terms by hand, and that they add up to what the layer gives."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from playground.data.samples import Data
from playground.engine import network
from playground.engine.looks import compute
from playground.engine.looks.base import forward
from playground.engine.looks.neuron import EXPLAINED
from playground.engine.passes import there
from playground.spec import Experiment, Explained
from playground.spec.layers import LAYERS
from tests.float32 import EPSILON, Rounded, close

from ..by_hand import STACKS, activated, layer_by_layer, made, normalised
from ..conftest import data_for, dense, experiment_on

KINDS = {"Conv2D", "Conv1D", "MaxPooling2D", "MaxPooling1D", "AveragePooling2D"}


def places(shape: tuple[int, ...]) -> list[dict[str, int]]:
    """The corners of a layer's output, and its middle."""
    axes = ("row", "column", "unit")[3 - len(shape) :]
    corners = product(*({0, size // 2, size - 1} for size in shape))
    return [dict(zip(axes, corner, strict=True)) for corner in corners]


def at(array: Any, place: dict[str, int]) -> Any:
    return array[0][tuple(place.values())]


def layers_of(model: Any, experiment: Experiment, data: Data, index: int) -> tuple[list[np.ndarray], list[Any]]:
    """What enters each layer for a sample, as the look has it, and by hand what it makes of that: before, after."""
    x, y = data.validation.x[index : index + 1], data.validation.y[index : index + 1]
    after = [array.numpy() for array in there(model, experiment, x, y).after]
    return [x, *after[:-1]], layer_by_layer(model, experiment, x, after)


def test_every_kind_of_layer_is_explained() -> None:
    assert set(EXPLAINED) == {kind.arithmetic for kind in LAYERS}


@pytest.mark.parametrize("name", STACKS)
def test_every_number_is_that_of_its_layer(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    for entry, (z, a) in zip(experiment.placed, layers_of(model, experiment, data, 4)[1], strict=True):
        for place in places(entry.output_shape):
            found = compute("neuron", model, data, experiment, sample={"index": 4}, layer=entry.name, **place)
            close(found["neuron:a"], at(a, place).reshape(1))
            assert ("neuron:z" in found) == (z is not None)
            if z is not None:
                close(found["neuron:z"], at(z, place).reshape(1))
            row, column, unit = place.get("row", 0), place.get("column", 0), place["unit"]
            assert tuple(found["neuron:place"]) == (row, column, unit)
            assert all(array.dtype.name in ("uint8", "int32", "float32") for array in found.values())
            assert all(np.isfinite(array).all() for array in found.values())


@pytest.mark.parametrize("name", STACKS)
def test_the_terms_add_up(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    for entry, (_, a) in zip(experiment.placed, layers_of(model, experiment, data, 1)[1], strict=True):
        for place in places(entry.output_shape):
            found = compute("neuron", model, data, experiment, sample={"index": 1}, layer=entry.name, **place)
            of = {key.partition(":")[2]: Rounded(array) for key, array in found.items()}
            check(entry.layer.name(), entry.layer, of, place["unit"], at(a, place).error)


def check(kind: str, layer: Any, of: dict[str, Rounded], unit: int, error: float) -> None:
    """What is shown makes the layer's own number, in the formula of its kind; ``error`` is that of this number."""
    is_said = {name: numbers.value for name, numbers in of.items()}

    def comes(name: str, expected: Rounded) -> None:
        close(is_said[name], expected.reshape(*is_said[name].shape))

    if kind in ("Dense", "Conv1D", "Conv2D"):
        entering, weights = ("x", "w") if kind == "Dense" else ("patch", "kernel")
        products = of[entering] * of[weights]
        comes("products", products)
        comes("z", products.sum() + of.get("b", 0))
        assert ("b" in of) == layer.use_bias
    if "z" in of and layer.has_activation != "softmax":
        comes("a", activated(layer.has_activation, of["z"]))
    if layer.has_activation == "softmax":
        powers = np.exp(of["units_z"] - of["exp_shift"])
        comes("exp", powers)
        comes("exp_sum", powers.sum())
        comes("a", activated("softmax", of["units_z"])[unit])
        assert is_said["z"] == is_said["units_z"][unit]
    if kind.startswith("Max"):
        counted = is_said["patch"][is_said["padded"] == 0]
        chosen = tuple(is_said["chosen"].astype(int))
        assert is_said["a"] == counted.max() == is_said["patch"][chosen]
        assert is_said["count"] == len(counted)
        assert is_said["padded"][chosen] == 0
    if kind.startswith("Average"):
        counted = of["patch"][is_said["padded"] == 0]
        comes("a", counted.mean())
        assert is_said["count"] == len(counted)
    if kind.startswith("Global"):
        comes("a", of["patch"].mean())
        assert is_said["count"] == is_said["patch"].size
    if kind in ("BatchNormalization", "LayerNormalization"):
        x, mean, variance = (of["x"], of["mean"], of["variance"])
        if kind == "LayerNormalization":
            x, mean, variance = of["x"][unit], of["x"].mean(), of["x"].var()
            comes("mean", mean)
            comes("variance", variance)
        comes("epsilon", Rounded(layer.epsilon, EPSILON * layer.epsilon))
        comes("normal", (x - mean) / np.sqrt(variance + of["epsilon"]))
        comes("a", normalised(x, mean, variance + of["epsilon"], of["gamma"], of["beta"]))
    if kind in ("Dropout", "GaussianNoise", "Flatten"):
        assert is_said["a"] == is_said["x"]
    if kind == "Activation":
        assert is_said["z"] == is_said["x"]
    if kind == "LSTM":
        entering, forgetting, candidate, leaving = of["gates"]
        comes("gates", np.stack([activated(name, z) for name, z in zip(LSTM, of["gates_z"], strict=True)]))
        close(is_said["memory"][1], forgetting * of["memory"][0] + entering * candidate)
        # The gates are those of a second way through all steps, in double precision.
        comes("a", (leaving * np.tanh(of["memory"][1])).wider(error))
        assert len(of["h"]) == layer.units
    if kind == "GRU":
        keep, _, candidate = of["gates"]
        comes("gates", np.stack([activated(name, z) for name, z in zip(GRU, of["gates_z"], strict=True)]))
        close(is_said["memory"][1], keep * of["memory"][0] + (1 - keep) * candidate)
        comes("a", of["memory"][1].wider(error))
        assert is_said["memory"][0] == is_said["h"][unit]


LSTM = ("sigmoid", "sigmoid", "tanh", "sigmoid")
GRU = ("sigmoid", "sigmoid", "tanh")


@pytest.mark.parametrize("name", ["picture", "padded picture", "mean picture", "sequence"])
def test_a_patch_lies_where_it_is_said_to(name: str) -> None:
    experiment, model = made(name)
    data = data_for(experiment)
    entering, by_hand = layers_of(model, experiment, data, 2)
    below = [Rounded(entering[0]), *(a for _, a in by_hand[:-1])]
    for entry, before in zip(experiment.placed, below, strict=True):
        if entry.layer.name() in KINDS:
            field = before[0] if before.ndim == 4 else before
            for place in places(entry.output_shape):
                found = compute("neuron", model, data, experiment, sample={"index": 2}, layer=entry.name, **place)
                assert_lies(found, field, place["unit"], entry.layer.name())


def assert_lies(found: dict[str, np.ndarray], field: Rounded, unit: int, kind: str) -> None:
    """Cell by cell: the number of the input below it, or a marked zero outside of it."""
    patch, padded, corner = found["neuron:patch"], found["neuron:padded"], found["neuron:corner"]
    for row, column in np.ndindex(padded.shape):
        y, x = corner[0] + row, corner[1] + column
        is_outside = not (0 <= y < field.shape[0] and 0 <= x < field.shape[1])
        assert padded[row, column] == is_outside
        below = Rounded(np.zeros(field.shape[2])) if is_outside else field[y, x]
        close(patch[row, column], below if kind.startswith("Conv") else below[unit])


def test_where_a_patch_of_a_padded_convolution_with_strides_begins() -> None:
    layer = {"kind": "Conv2D", "filters": 2, "kernel_size": 4, "strides": 3, "padding": "same"}
    experiment = experiment_on("digits", [layer])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("neuron", model, data, experiment, layer="conv2d_1", row=1, column=2)
    # 8 cells, 3 places: (3 - 1) * 3 + 4 - 8 = 2 zeros, one of them before
    assert tuple(found["neuron:corner"]) == (2, 5)
    assert tuple(found["neuron:stride"]) == (3, 3)
    assert tuple(found["neuron:dilation"]) == (1, 1)
    np.testing.assert_array_equal(found["neuron:padded"], [[0, 0, 0, 1]] * 4)


def summed(found: dict[str, np.ndarray]) -> Rounded:
    """The products, each rounded, and what the rest of them adds."""
    products = found["neuron:products"].astype(float)
    rest = found.get("neuron:rest", np.zeros(1))
    return (Rounded(products, EPSILON * np.abs(products)).sum() + Rounded(rest, EPSILON * np.abs(rest))).reshape(1)


def test_a_dilated_convolution_skips_cells() -> None:
    """No layer of the spec is dilated, but the arithmetic is Keras's whatever the layer says."""
    experiment = experiment_on("digits", [{"kind": "Conv2D", "filters": 2, "padding": "same"}])
    data = data_for(experiment)
    model = network.build(experiment)
    layer = model.layers[0]
    layer.dilation_rate = (2, 2)
    found = compute("neuron", model, data, experiment, layer="conv2d_1", row=3, column=1, unit=1)
    close(found["neuron:z"], summed(found))
    assert tuple(found["neuron:corner"]) == (1, -1)
    np.testing.assert_array_equal(found["neuron:padded"], [[1, 0, 0]] * 3)


def test_a_flattened_number_says_where_it_comes_from() -> None:
    experiment = experiment_on("digits", [{"kind": "Conv2D", "filters": 3, "kernel_size": 3}, {"kind": "Flatten"}])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("neuron", model, data, experiment, layer="flatten_1", unit=(2 * 6 + 4) * 3 + 1)
    assert tuple(found["neuron:from"]) == (2, 4, 1)
    before = compute("neuron", model, data, experiment, layer="conv2d_1", row=2, column=4, unit=1)
    assert found["neuron:a"] == before["neuron:a"]


def test_of_a_very_long_sum_the_largest_terms_are_listed_and_the_rest_is_one_number() -> None:
    layers = [{"kind": "Conv2D", "filters": 32, "padding": "same"}, {"kind": "Flatten"}, dense(2)]
    experiment = experiment_on("fashion_mnist", layers)
    model, data = network.build(experiment), data_for(experiment, 4, 4)
    found = compute("neuron", model, data, experiment, layer="dense_1", unit=1)
    assert found["neuron:products"].shape == found["neuron:index"].shape == (16_384,)
    assert found["neuron:terms"] == 28 * 28 * 32
    flat = forward(model, data.validation.x[:1], "layers")[1][0]
    np.testing.assert_array_equal(found["neuron:x"], flat[found["neuron:index"]])
    close(found["neuron:z"], summed(found))
    left_out = np.delete(np.abs(flat * model.layers[2].kernel.numpy()[:, 1]), found["neuron:index"])
    assert left_out.max() <= np.abs(found["neuron:products"]).min()


def test_a_kernel_with_very_many_channels_is_cut_and_its_rest_is_one_number() -> None:
    layers = [{"kind": "Conv2D", "filters": 100, "padding": "same"},
              {"kind": "Conv2D", "filters": 1, "kernel_size": 15, "padding": "same"}]  # fmt: skip
    experiment = experiment_on("digits", layers)
    model, data = network.build(experiment), data_for(experiment, 4, 4)
    found = compute("neuron", model, data, experiment, layer="conv2d_2", row=4, column=4)
    assert found["neuron:patch"].shape == found["neuron:products"].shape == (15, 15, 72)
    assert found["neuron:channels"] == 100
    close(found["neuron:z"], summed(found))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"layer": "dense_9"}, "no layer “dense_9”"),
        ({"layer": "conv2d_1", "row": 6}, "6 × 6 × 3"),
        ({"layer": "conv2d_1", "column": 6}, "column 6"),
        ({"layer": "conv2d_1", "unit": 3}, "unit 3"),
        ({"layer": "output", "unit": 10}, "gives 10 numbers"),
        ({"layer": "output", "unit": -1}, "unit = -1"),
        ({"layer": "output", "unit": 2**40}, "unit"),
    ],
)
def test_a_place_that_is_not_there_is_explained(asked: dict[str, Any], words: str) -> None:
    experiment: Experiment = experiment_on("digits", [{"kind": "Conv2D", "filters": 3, "kernel_size": 3}])
    with pytest.raises(Explained, match=words):
        compute("neuron", network.build(experiment), data_for(experiment), experiment, **asked)


def test_a_vector_has_no_rows_and_columns_to_be_wrong_about() -> None:
    experiment = experiment_on("circle", [dense(2)])
    found = compute(
        "neuron", network.build(experiment), data_for(experiment), experiment, layer="dense_1", row=5, column=7, unit=1
    )
    assert tuple(found["neuron:place"]) == (0, 0, 1)
