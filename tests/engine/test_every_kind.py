"""The contract of every layer and activation in the registries, those of an extension too: traits, training, looks.

What is asked here names no kind, so a stranger is asked the same.
"""

from contextlib import suppress
from functools import cache
from typing import Any

import keras
import numpy as np
import pytest

from playground.engine import network
from playground.engine.layer_weights import named_weights
from playground.engine.looks import LOOKS, compute
from playground.engine.looks.neuron import EXPLAINED
from playground.engine.passes import has_own_activation
from playground.engine.trainer import Trainer
from playground.runs import frames, wire
from playground.spec import LAYERS, Experiment, Explained, InvalidExperiment, Layer
from playground.spec.activations import ACTIVATIONS
from playground.spec.network import Placed

from .conftest import data_for, dense, experiment_on
from .test_every_look import MOST_BYTES, questions
from .test_network import assert_as_in_keras
from .test_trainer_oracles import assert_equal_weights, fitted

KINDS = LAYERS.names()
TRAINABLE = [each.name for each in ACTIVATIONS if not each.refusal]
TOGETHER = [tuple(TRAINABLE[start : start + 3]) for start in range(0, len(TRAINABLE), 3)]
"""To build and to trace a network takes longer than to train it."""
DATASETS = ("circle", "two_waves", "digits")
"""Numbers in a row, a sequence, a picture."""


@cache
def stacks(kind: str) -> tuple[Experiment, ...]:
    """The layer between two others, on every sort of data that it can receive."""
    found = []
    for dataset in DATASETS:
        experiment = experiment_on(dataset, [dense(4), kind, dense(3)])
        with suppress(InvalidExperiment):
            experiment.check()
            found.append(experiment)
    return tuple(found)


def placed_in(experiment: Experiment) -> Placed:
    return experiment.placed[1]


def alone(experiment: Experiment) -> keras.Layer:
    """The layer in the middle, with weights."""
    return network.build(experiment).layers[1]


def samples(entry: Placed) -> np.ndarray:
    return np.random.default_rng(2).normal(size=(3, *entry.input_shape)).astype(np.float32)


every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_a_layer_stands_somewhere_and_has_shapes_and_parameters_as_in_keras(kind: str) -> None:
    assert stacks(kind)
    for experiment in stacks(kind):
        assert Experiment.from_json(experiment.to_json()) == experiment
        assert_as_in_keras(experiment)


@every_kind
def test_the_declared_weights_are_those_of_keras(kind: str) -> None:
    for experiment in stacks(kind):
        layer = alone(experiment)
        found = named_weights(layer)
        assert {id(variable) for variable in found.values()} == {id(variable) for variable in layer.weights}
        assert set(found) <= set(LAYERS[kind].weights)


@every_kind
def test_what_is_passive_or_keeps_the_order_does_so(kind: str) -> None:
    for experiment in stacks(kind):
        entry, x = placed_in(experiment), samples(placed_in(experiment))
        found = np.array(alone(experiment)(x, training=False))
        if entry.layer.is_passive:
            np.testing.assert_array_equal(found.ravel(), x.ravel())
        if entry.layer.keeps_order:
            assert entry.output_shape == entry.input_shape
        if entry.layer.flattens(entry.input_shape):
            assert found.ndim == 2


@every_kind
def test_a_kernel_is_laid_out_as_the_traits_say(kind: str) -> None:
    for experiment in stacks(kind):
        entry, traits = placed_in(experiment), LAYERS[kind]
        kernel = named_weights(alone(experiment)).get("kernel")
        parts = max(1, len(traits.gates))
        if traits.joins:
            assert kernel is not None
            assert tuple(kernel.shape) == (entry.input_shape[-1], parts * entry.output_shape[-1])
            assert 0 <= traits.candidate < parts
        if traits.role == "filters":
            assert kernel is not None
            assert len(kernel.shape) in (3, 4)
            assert kernel.shape[-1] == entry.output_shape[-1]


@every_kind
def test_its_arithmetic_is_known_and_its_activation_where_it_is_said_to_be(kind: str) -> None:
    traits = LAYERS[kind]
    assert traits.arithmetic in ("", *EXPLAINED)
    for experiment in stacks(kind):
        has_z = bool(placed_in(experiment).layer.has_activation) and not traits.is_recurrent
        assert has_own_activation(alone(experiment)) == has_z


@every_kind
def test_an_epoch_with_it_equals_fit(kind: str) -> None:
    assert_trains_as_keras_does(stacks(kind)[0])


def assert_trains_as_keras_does(experiment: Experiment) -> None:
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    rows = trainer.train(max_seconds=None, max_epochs=1)
    model, history = fitted(experiment, 11, validation=True)
    assert_equal_weights(trainer.model, model)
    names = [*trainer.metric_names, *(f"val_{metric}" for metric in trainer.metric_names)]
    for column, value in zip(names, rows[0].values, strict=True):
        assert value == pytest.approx(history[column], abs=2e-5), column


@every_kind
def test_every_look_answers_or_explains_with_it_in_the_network(kind: str) -> None:
    assert_every_look_answers(stacks(kind)[-1])  # the looks of other data are asked in test_every_look


def assert_every_look_answers(experiment: Experiment) -> None:
    trainer = Trainer(experiment, data_for(experiment), way="graph")
    moments = [trainer.moment({})]
    for look in LOOKS:
        for parameters in questions(look, experiment):
            found = answer(look, trainer, experiment, moments, parameters)
            message = wire.encode({"type": "answer"}, frames.look_arrays(found, experiment))
            assert len(message) < MOST_BYTES


def answer(look: str, trainer: Trainer, experiment: Experiment, moments: list[Any], parameters: Any) -> Any:
    with suppress(Explained):
        return compute(look, trainer.model, trainer.data, experiment, moments, **parameters)
    return {}


@every_kind
def test_hello_says_its_traits(kind: str) -> None:
    for experiment in stacks(kind):
        hello = wire.decode_header(frames.hello(experiment, data_for(experiment), ("loss",)))
        said, entry = hello["layers"][1], placed_in(experiment)
        assert said["kind"] == kind
        assert said["role"] in ("neurons", "filters", "pill", "block")
        assert len(entry.output_shape) > 1 or said["role"] != "block" or entry.layer.is_passive
        assert set(said["weights"]) <= set(hello["weight_names"])
        assert [gate["symbol"] for gate in said["gates"]] == [gate.symbol for gate in entry.layer.gates]
        assert entry.layer.has_activation in (None, *hello["activations"])


@every_kind
def test_a_learner_can_add_it_behind_others(kind: str) -> None:
    before: tuple[Layer, ...] = (LAYERS.validate("Dense"),)
    assert LAYERS[kind].start(before).name() == kind
    assert LAYERS[kind].start(()).name() == kind


def both_ways(name: str) -> list[dict[str, Any]]:
    """An activation as part of a layer, and as a layer of its own."""
    return [dense(4, name), {"kind": "Activation", "activation": name}]


@pytest.mark.parametrize("names", TOGETHER, ids="-".join)
def test_an_epoch_with_activations_equals_fit(names: tuple[str, ...]) -> None:
    assert_trains_as_keras_does(experiment_on("blobs", [layer for name in names for layer in both_ways(name)]))


@pytest.mark.parametrize("name", TRAINABLE)
def test_every_look_answers_or_explains_an_activation(name: str) -> None:
    assert_every_look_answers(
        experiment_on("plane", both_ways(name), output_activation=name if name != "softmax" else "auto", loss="huber")
    )


@pytest.mark.parametrize("name", TRAINABLE)
def test_hello_says_the_facts_of_an_activation(name: str) -> None:
    experiment = experiment_on("blobs", [dense(4, name)])
    said = wire.decode_header(frames.hello(experiment, data_for(experiment), ("loss",)))["activations"]
    kind = ACTIVATIONS[name]
    assert list(said) == list(dict.fromkeys([name, "softmax"]))
    assert said[name]["plain"] == kind.plain
    assert said[name]["range"] == [end if np.isfinite(end) else None for end in (kind.low, kind.high)]
    assert len(said[name]["saturated"]) == len(kind.saturated)
    assert said[name]["steepest"] > 0


def test_an_activation_that_cannot_be_trained_is_refused_in_its_own_words() -> None:
    for kind in (each for each in ACTIVATIONS if each.refusal):
        with pytest.raises(InvalidExperiment) as caught:
            experiment_on("circle", [dense(4, kind.name)]).check()
        assert kind.refusal in str(caught.value)
