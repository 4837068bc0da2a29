"""The Keras network against what the spec says of it, for every layer kind at both ends of each bound."""

from typing import Any, get_args, get_origin

import keras
import numpy as np
import pytest

from playground.engine import network
from playground.spec import LAYERS, Layer
from playground.spec.kinds import bounds
from playground.spec.network import total_parameters

from .conftest import dense, experiment_on

PICTURE = (28, 28, 1)
ON_PICTURES = frozenset({"Conv2D", "MaxPooling2D", "Flatten"})


def ends(kind: type[Layer]) -> list[dict[str, Any]]:
    """The layer at both ends of every bound, with every choice, and each switch on and off."""
    cases: list[dict[str, Any]] = [{}]
    for name, info in kind.parameters().items():
        limits = bounds(info)
        values = [limits[end] for end in ("ge", "le") if end in limits]
        if info.annotation is bool:
            values = [False, True]
        elif get_origin(info.annotation) is not None:
            values = [value for value in get_args(info.annotation) if value != "threshold"]
        cases += [{name: value} for value in values]
    return cases


CASES = [({"kind": kind.name()} | case) for kind in LAYERS for case in ends(kind)]


@pytest.mark.parametrize("layer", CASES, ids=lambda case: "-".join(str(value) for value in case.values()))
def test_shapes_and_parameters_are_those_of_keras(layer: dict[str, Any]) -> None:
    experiment = experiment_on("fashion_mnist" if layer["kind"] in ON_PICTURES else "circle", [layer])
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


def test_the_seed_of_the_process_is_left_alone() -> None:
    np.random.seed(5)
    expected = np.random.random()
    np.random.seed(5)
    network.build(experiment_on("circle", [dense(4), {"kind": "Dropout"}]))
    assert np.random.random() == expected


def test_the_threshold_is_one_from_zero_on() -> None:
    x = keras.ops.convert_to_tensor([-1.0, 0.0, 2.0])
    np.testing.assert_array_equal(np.array(network.threshold(x).numpy()), [0, 1, 1])
