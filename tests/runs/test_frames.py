"""What hello says of a network: of every layer and activation all that a script must know, and not too much."""

from typing import Any

import numpy as np
import pytest

from playground.data.samples import Data, Part
from playground.runs import frames, wire
from playground.spec import Experiment

MOST_BYTES_OF_A_LAYER = 800


def hello(dataset: str, layers: list[Any], **output: Any) -> dict[str, Any]:
    given = {"data": {"dataset": dataset}, "network": {"layers": layers, "output": output}}
    experiment = Experiment.model_validate(given)
    shape = (2, *experiment.data.input_shape)
    part = Part(np.zeros(shape), np.zeros(shape), np.zeros((2, 1)), np.zeros(2))
    header: dict[str, Any] = wire.decode_header(
        frames.hello(experiment, Data(experiment.data, part, part, lambda raw: raw), ("loss",))
    )
    return header


def traits(said: dict[str, Any], *names: str) -> list[Any]:
    return [[layer[name] for name in names] for layer in said["layers"]]


def test_a_layer_says_how_it_is_drawn_and_which_lines_lead_to_it() -> None:
    said = hello("circle", ["Dense", "Dropout", "Flatten", "LayerNormalization", "Activation"])
    assert traits(said, "role", "joins") == [
        ["neurons", True], ["pill", False], ["pill", False], ["pill", False], ["pill", False], ["neurons", True]
    ]  # fmt: skip
    said = hello("digits", ["Conv2D", "BatchNormalization", "MaxPooling2D", "GlobalAveragePooling2D"])
    assert traits(said, "role", "joins") == [
        ["filters", False], ["pill", False], ["block", False], ["neurons", False], ["neurons", True]
    ]  # fmt: skip
    said = hello("two_waves", ["Conv1D", {"kind": "GRU", "return_sequences": True}, "MaxPooling1D", "LSTM", "Dense"])
    assert traits(said, "role", "joins") == [
        ["filters", False], ["neurons", True], ["block", False], ["neurons", True], ["neurons", True], ["neurons", True]
    ]  # fmt: skip


def test_a_layer_says_what_stays_in_its_place_and_what_is_laid_out_in_one_row() -> None:
    said = hello("digits", ["GaussianNoise", "Flatten", "Flatten", "Activation"])
    assert traits(said, "is_passive", "keeps_order", "flattens", "role") == [
        [True, True, False, "pill"], [True, False, True, "block"], [True, False, False, "pill"],
        [False, True, False, "pill"], [False, False, False, "neurons"],
    ]  # fmt: skip


def test_a_layer_names_its_gates_and_weights_and_how_its_numbers_come_about() -> None:
    said = hello("two_waves", [{"kind": "LSTM", "return_sequences": True}, "GRU", "BatchNormalization"])
    lstm, gru, normalization, output = said["layers"]
    assert [gate["symbol"] for gate in lstm["gates"]] == ["i", "f", "c", "o"]
    assert gru["gates"][0] == {"symbol": "z", "label": "Update gate u"}
    assert [layer["arithmetic"] for layer in said["layers"]] == ["lstm", "gru", "batch_normalization", "sum"]
    assert [layer["is_recurrent"] for layer in said["layers"]] == [True, True, False, False]
    assert normalization["weights"] == ["gamma", "beta", "moving_mean", "moving_variance"]
    assert (lstm["weights"], output["weights"]) == (["kernel", "bias", "recurrent_kernel"], ["kernel", "bias"])
    assert said["weight_names"][:3] == ["kernel", "bias", "recurrent_kernel"]


def test_every_activation_of_the_network_says_its_facts_once() -> None:
    said = hello("circle", ["Dense", {"kind": "Dense", "activation": "tanh"}, {"kind": "Dense", "activation": "relu"}])
    assert list(said["activations"]) == ["relu", "tanh", "sigmoid"]
    assert said["activations"]["relu"] == {
        "plain": "max(0, z)", "range": [0, None], "dead": [[None, 0]], "saturated": [], "steepest": 1,
        "of_layer": False, "regression": "",
    }  # fmt: skip
    sigmoid = said["activations"]["sigmoid"]
    assert (sigmoid["range"], sigmoid["regression"]) == ([0, 1], "σ( {sum} )")
    assert [zone[0] is None for zone in sigmoid["saturated"]] == [True, False]


def test_hello_stays_small_with_as_many_layers_as_there_may_be() -> None:
    said = hello("two_waves", [{"kind": "LSTM", "return_sequences": True}] * 16)
    sizes = [len(wire.encode(layer, {})) for layer in said["layers"]]
    assert max(sizes) < MOST_BYTES_OF_A_LAYER


@pytest.mark.parametrize(("name", "ends"), [("tanh", (-1, 1)), ("sigmoid", (0, 1)), ("softmax", (0, 1))])
def test_the_colours_of_a_map_go_over_the_range_of_its_activation(name: str, ends: tuple[float, float]) -> None:
    assert frames.value_range(np.array([0.2, -3.0]), name) == ends


@pytest.mark.parametrize("name", ["relu", "linear", "softplus", "elu", None])
def test_where_the_range_is_open_the_colours_of_a_map_lie_about_0(name: str | None) -> None:
    assert frames.value_range(np.array([0.2, -3.0, np.inf]), name) == (-3, 3)


def test_the_hello_says_which_names_are_words_of_ours() -> None:
    """Else a class or column of the learner's own that is called like one of our words would be translated."""
    said = hello("breast_cancer", [])
    assert said["class_names"] == [{"term": "malignant"}, {"term": "benign"}]
    assert said["input_names"][0] == {"term": "mean radius"}
    assert hello("iris", [])["class_names"] == ["setosa", "versicolor", "virginica"]
