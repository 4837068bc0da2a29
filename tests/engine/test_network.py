"""The Keras network against what the spec says of it, for every layer kind at both ends of each bound."""

from typing import Any

import keras
import numpy as np
import pytest

from playground.engine import network
from playground.spec import LAYERS, Experiment, Layer
from playground.spec.kinds import bounds, choices
from playground.spec.network import total_parameters

from .conftest import dense, experiment_on

DATASET_OF_RANK = {None: "circle", 1: "circle", 2: "two_waves", 3: "fashion_mnist"}


def ends(kind: type[Layer]) -> list[dict[str, Any]]:
    """The layer at both ends of every bound, with every choice, and each switch on and off."""
    cases: list[dict[str, Any]] = [{}]
    for name, info in kind.parameters().items():
        limits = bounds(info)
        values = [limits[end] for end in ("ge", "le") if end in limits]
        if info.annotation is bool:
            values = [False, True]
        elif choices(info):
            values = [value for value in choices(info) if value != "threshold"]
        cases += [{name: value} for value in values]
    return cases


CASES = [({"kind": kind.name()} | case) for kind in LAYERS for case in ends(kind)]


@pytest.mark.parametrize("layer", CASES, ids=lambda case: "-".join(str(value) for value in case.values()))
def test_shapes_and_parameters_are_those_of_keras(layer: dict[str, Any]) -> None:
    assert_as_in_keras(experiment_on(DATASET_OF_RANK[LAYERS[layer["kind"]].rank_needed], [layer]))


@pytest.mark.parametrize("layer", ["BatchNormalization", "Dense", "Flatten", "GaussianNoise", "LayerNormalization"])
@pytest.mark.parametrize(
    "before", [{"kind": "Conv1D"}, {"kind": "Conv2D"}, {"kind": "GRU", "return_sequences": True}],
    ids=lambda layer: layer["kind"],
)  # fmt: skip
def test_layers_for_any_shape_do_as_in_keras_after_a_picture_or_a_sequence(before: Any, layer: str) -> None:
    dataset = DATASET_OF_RANK[LAYERS[before["kind"]].rank_needed]
    assert_as_in_keras(experiment_on(dataset, [before, {"kind": layer}]))


def assert_as_in_keras(experiment: Experiment) -> None:
    model = network.build(experiment)
    for entry, built in zip(experiment.placed, model.layers, strict=True):
        assert built.name == entry.name
        assert built.output.shape[1:] == entry.output_shape
        assert built.count_params() == entry.parameters.total
        assert sum(int(np.prod(weight.shape)) for weight in built.trainable_weights) == entry.parameters.trainable
    assert model.count_params() == total_parameters(experiment.placed).total


def test_the_layers_have_the_arguments_of_the_spec() -> None:
    layer = dense(3, "elu", use_bias=False, kernel_initializer="he_normal", l1=0.1, l2=0.2)
    first = network.build(experiment_on("circle", [layer])).layers[0]
    config = first.get_config()
    assert config["activation"] == "elu"
    assert first.bias is None
    assert config["kernel_initializer"]["class_name"] == "HeNormal"
    assert config["kernel_regularizer"]["config"] == pytest.approx({"l1": 0.1, "l2": 0.2})


def test_equal_experiments_have_equal_weights_and_other_seeds_others() -> None:
    layers = [dense(4), dense(4)]
    first, same, other = (network.build(experiment_on("circle", layers, seed=seed)).get_weights() for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, same, strict=True))
    assert not np.array_equal(first[0], other[0])


def test_layers_of_one_shape_start_with_different_weights() -> None:
    weights = network.build(experiment_on("circle", [dense(4), dense(4), dense(4)])).get_weights()
    assert not np.array_equal(weights[2], weights[4])


RANDOM = [
    ("two_waves", [{"kind": "LSTM", "dropout": 0.2, "return_sequences": True}, {"kind": "GRU", "dropout": 0.2}]),
    ("two_waves", [{"kind": "Conv1D"}, {"kind": "GaussianNoise"}, {"kind": "Dropout"}]),
]


@pytest.mark.parametrize(("dataset", "layers"), RANDOM, ids=["recurrent", "convolution and noise"])
def test_everything_random_in_a_network_follows_from_its_seed(dataset: str, layers: list[Any]) -> None:
    variables = [network.build(experiment_on(dataset, layers, seed=seed)).variables for seed in (1, 1, 2)]
    drawn = [index for index, variable in enumerate(variables[0]) if len(np.unique(variable.numpy())) > 2]
    assert len(drawn) >= 2
    for index, (first, same, other) in enumerate(zip(*variables, strict=True)):
        np.testing.assert_array_equal(first.numpy(), same.numpy())
        if index in drawn or "seed" in first.path:
            assert not np.array_equal(first.numpy(), other.numpy()), first.path
    seeds = [tuple(variable.numpy()) for variable in variables[0] if "seed" in variable.path]
    assert len(seeds) == len(set(seeds)) == 2


def test_every_random_weight_is_drawn_again() -> None:
    experiment = experiment_on("two_waves", RANDOM[0][1])
    model = network.build(experiment)
    same = network.initial_kernels(experiment, model, experiment.training.seed)
    assert len(same) == 5  # two of the LSTM, two of the GRU, the output's
    for variable, drawn in same:
        np.testing.assert_array_equal(variable.numpy(), drawn)
    for variable, drawn in network.initial_kernels(experiment, model, 99):
        assert not np.array_equal(variable.numpy(), drawn)


def test_the_seed_of_the_process_is_left_alone() -> None:
    np.random.seed(5)
    expected = np.random.random()
    np.random.seed(5)
    network.build(experiment_on("circle", [dense(4), {"kind": "Dropout"}]))
    assert np.random.random() == expected


def test_the_threshold_is_one_from_zero_on() -> None:
    x = keras.ops.convert_to_tensor([-1.0, 0.0, 2.0])
    np.testing.assert_array_equal(np.array(network.activation("threshold")(x)), [0, 1, 1])
