"""What layers say of shapes that they cannot receive, and what becomes of sequences on their way to the output."""

from typing import Any

import pytest

import playground.data  # noqa: F401  (registers the datasets)
from playground.spec import LAYERS, Experiment, InvalidExperiment
from playground.spec.network import BrokenStack


def stack(dataset: str, *layers: Any) -> Experiment:
    return Experiment.model_validate({"data": {"dataset": dataset}, "network": {"layers": list(layers)}})


SEQUENCE = "needs a sequence (steps, numbers) but receives {}. Put it before the Flatten layer, switch on “Output"
EXPLAINED = [
    ("circle", ["LSTM"], "Layer 1 (LSTM): LSTM " + SEQUENCE.format("2")),
    ("digits", ["GRU"], "Layer 1 (GRU): GRU " + SEQUENCE.format("8 × 8 × 1")),
    ("two_waves", ["LSTM", "GRU"], "Layer 2 (GRU): GRU " + SEQUENCE.format("8")),
    ("two_waves", ["Flatten", "Conv1D"], "Layer 2 (Conv1D): Conv1D " + SEQUENCE.format("20")),
    ("two_waves", ["GRU", "GlobalAveragePooling1D"], "GlobalAveragePooling1D " + SEQUENCE.format("8")),
    ("circle", ["MaxPooling1D"], "MaxPooling1D " + SEQUENCE.format("2")),
    ("two_waves", ["Conv2D"], "Conv2D needs a picture (height, width, channels) but receives 20 × 1."),
    ("circle", ["GlobalAveragePooling2D"], "GlobalAveragePooling2D needs a picture"),
    ("circle", ["AveragePooling2D"], "AveragePooling2D needs a picture"),
    ("digits", ["AveragePooling2D"] * 4, "Layer 4 (AveragePooling2D): AveragePooling2D takes squares of 2 × 2"),
    (
        "two_waves",
        [{"kind": "MaxPooling1D", "pool_size": 8}, {"kind": "Conv1D", "kernel_size": 5}],
        "Conv1D has a kernel of 5 steps, longer than its sequence of 2 × 1. Choose a kernel of at most 2, or",
    ),
    (
        "two_waves",
        [{"kind": "MaxPooling1D", "pool_size": 8}, {"kind": "MaxPooling1D", "pool_size": 3}],
        "MaxPooling1D takes windows of 3 steps, longer than its sequence of 2 × 1. Choose a pool of at most 2, or",
    ),
    ("two_waves", ["LayerNormalization"], "but there is only one (20 × 1): it would always become 0. Put it after"),
    ("two_waves", [{"kind": "LSTM", "activation": "threshold"}], "Layer 1 (LSTM): The threshold cannot be trained"),
]


@pytest.mark.parametrize(("dataset", "layers", "sentence"), EXPLAINED, ids=[case[2][:60] for case in EXPLAINED])
def test_a_shape_that_does_not_fit_is_explained(dataset: str, layers: list[Any], sentence: str) -> None:
    with pytest.raises(BrokenStack) as caught:
        stack(dataset, *layers).check()
    assert sentence in str(caught.value)
    assert "{" not in str(caught.value)


def test_every_layer_that_needs_a_rank_says_so_on_a_plane() -> None:
    for kind in LAYERS:
        if kind.rank_needed in (2, 3):
            with pytest.raises(InvalidExperiment, match="choose a dataset of"):
                stack("circle", kind.name()).check()


def shapes(*layers: Any) -> list[tuple[int, ...]]:
    return [entry.output_shape for entry in stack("two_waves", *layers).placed]


def test_a_sequence_that_reaches_the_output_is_flattened() -> None:
    assert shapes() == [(20,), (1,)]
    assert shapes("Conv1D", "MaxPooling1D") == [(18, 8), (9, 8), (72,), (1,)]
    assert shapes({"kind": "LSTM", "return_sequences": True}) == [(20, 8), (160,), (1,)]
    assert shapes("Conv1D", "LSTM", "Dense") == [(18, 8), (8,), (4,), (1,)]
    assert shapes("Conv1D", "GlobalAveragePooling1D") == [(18, 8), (8,), (1,)]


def test_the_parameters_and_the_work_of_a_recurrent_layer_by_hand() -> None:
    lstm, gru = (
        stack("two_waves", {"kind": kind, "units": 5, "return_sequences": True}, {"kind": kind, "units": 3}).placed
        for kind in ("LSTM", "GRU")
    )
    assert [entry.parameters.total for entry in lstm[:2]] == [4 * (1 * 5 + 5 * 5 + 5), 4 * (5 * 3 + 3 * 3 + 3)]
    assert [entry.parameters.total for entry in gru[:2]] == [3 * (1 * 5 + 5 * 5 + 10), 3 * (5 * 3 + 3 * 3 + 6)]
    assert lstm[1].work == 20 * 4 * (5 * 3 + 3 * 3)


def test_the_work_of_a_convolution_over_a_sequence_by_hand() -> None:
    layers = [{"kind": "Conv1D", "filters": 2, "kernel_size": 4}, {"kind": "Conv1D", "filters": 3, "strides": 2}]
    placed = stack("two_waves", *layers).placed
    assert [entry.work for entry in placed[:2]] == [17 * 2 * 4, 8 * 3 * 3 * 2]


def test_only_layers_on_pictures_work_on_pictures() -> None:
    assert not stack("two_waves", "Conv1D", "MaxPooling1D", "LSTM").works_on_pictures
    assert stack("digits", "GlobalAveragePooling2D").works_on_pictures
