"""What is not a probability is never given as one: every task with every output activation."""

from typing import Any

import numpy as np
import pytest

from playground.engine.looks import compute
from playground.spec import InvalidExperiment
from playground.spec.activations import ACTIVATIONS
from tests.engine.conftest import experiment_on
from tests.engine.looks.test_results import answering

DATASETS = {"binary": "circle", "multiclass": "iris", "regression": "plane"}
ARE = {("binary", "sigmoid"), ("multiclass", "softmax")}


def experiment_with(task: str, activation: str) -> Any:
    try:
        return experiment_on(DATASETS[task], output_activation=activation, loss="mean_squared_error")
    except InvalidExperiment:
        pytest.skip("is refused")


@pytest.mark.parametrize("activation", ["linear", "tanh", "relu", "softmax", "sigmoid"])
@pytest.mark.parametrize("task", list(DATASETS))
def test_only_the_output_made_for_a_task_gives_its_probabilities(task: str, activation: str) -> None:
    assert experiment_with(task, activation).gives_probabilities == ((task, activation) in ARE)


@pytest.mark.parametrize("activation", ["linear", "tanh", "relu"])
def test_a_raw_output_of_two_classes_is_listed_as_the_network_gives_it(activation: str) -> None:
    outputs = np.array([[-0.189], [0.5], [1.189], [0.6]], np.float32)
    model, data = answering(outputs, np.array([0, 1, 1, 0], np.int32), experiment_with("binary", activation))
    listed = compute("samples", model, data, experiment_with("binary", activation))
    np.testing.assert_array_equal(listed["samples:read"], outputs[:, 0])
    np.testing.assert_array_equal(listed["samples:predicted"], [0, 0, 1, 1])  # exactly 0.5 is not above it
    assert not listed["samples:is_probability"]
    surest = compute("samples", model, data, experiment_with("binary", activation), order="confidence")
    np.testing.assert_array_equal(surest["samples:index"], [0, 2, 3, 1])  # by their distance from the threshold


def test_several_raw_outputs_are_listed_by_the_largest() -> None:
    outputs = np.array([[1.5, -0.5, 0.0], [-3.0, -2.0, -1.0]], np.float32)
    experiment = experiment_with("multiclass", "linear")
    listed = compute("samples", *answering(outputs, np.array([0, 1], np.int32), experiment), experiment)
    np.testing.assert_array_equal(listed["samples:read"], [1.5, -1.0])
    assert not listed["samples:is_probability"]


@pytest.mark.parametrize("outputs", [[-0.2, 0.1, 0.4], [0.1, 0.73, 1.9], [0.6, 0.7, 0.9]])
def test_the_threshold_of_the_accuracy_is_among_those_that_can_be_chosen(outputs: list[float]) -> None:
    labels = np.array([0, 1, 1], np.int32)
    experiment = experiment_with("binary", "linear")
    model, data = answering(np.array(outputs)[:, None], labels, experiment)
    found = compute("results", model, data, experiment)
    at = np.flatnonzero(found["results:thresholds"] == 0.5)
    assert len(at) == 1
    np.testing.assert_array_equal(found["results:counts"][at[0]], found["results:confusion"])
    assert "results:calibration" not in found


def test_exactly_one_half_is_the_first_class_in_results_and_in_the_accuracy_of_keras() -> None:
    experiment = experiment_on("circle")
    model, data = answering(np.array([[0.5], [0.5]], np.float32), np.array([0, 1], np.int32), experiment)
    found = compute("results", model, data, experiment)
    np.testing.assert_array_equal(found["results:confusion"], [[1, 0], [1, 0]])
    from playground.engine import objectives

    accuracy = objectives.metric("accuracy", 1)
    accuracy.update_state(data.train.y, np.array([[0.5], [0.5]], np.float32))
    assert float(accuracy.result()) == 0.5


def test_every_activation_says_of_which_task_its_outputs_are_probabilities() -> None:
    assert {(each.probabilities_of, each.name) for each in ACTIVATIONS if each.probabilities_of} == ARE
