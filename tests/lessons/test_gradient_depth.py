"""The depth experiment shows what it promises."""

import numpy as np
import pytest

from playground.lessons.gradient_depth import (
    EXAMPLES,
    HIGH,
    LOW,
    MOST_LAYERS,
    VERDICTS,
    WIDTHS,
    Depth,
    experiment,
    verdict,
)  # fmt: skip
from playground.spec.activations import ACTIVATIONS
from playground.spec.initializers import INITIALIZERS


@pytest.mark.parametrize("activation", ACTIVATIONS.names())
@pytest.mark.parametrize("initializer", INITIALIZERS)
def test_every_choice_gives_a_number_for_every_layer(activation: str, initializer: str) -> None:
    for depth, width in ((1, WIDTHS[0]), (MOST_LAYERS, WIDTHS[-1])):
        found = experiment(depth, width, activation, initializer)
        assert found.signal.shape == found.gradient.shape == (depth,)
        assert np.isfinite(found.signal).all()
        assert np.isfinite(found.gradient).all()
        assert found.gradient[-1] == pytest.approx(1)
        assert verdict(found) in VERDICTS


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("seed", range(3))
def test_every_example_keeps_its_promise(name: str, width: int, seed: int) -> None:
    example = EXAMPLES[name]
    found = experiment(example.depth, width, example.activation, example.initializer, seed)
    if width >= 32:  # the cures are about averages over many neurons
        assert verdict(found) == example.expected


def test_sigmoid_with_small_weights_loses_the_gradient_layer_by_layer() -> None:
    gradient = experiment(20, 64, "sigmoid", "random_normal").gradient
    assert gradient[0] < 1e-15
    assert (gradient[:-1] < 0.2 * gradient[1:]).all()


def test_he_keeps_signal_and_gradient_of_relu_within_a_band() -> None:
    for seed in range(5):
        found = experiment(30, 64, "relu", "he_normal", seed)
        for values in found:
            assert 0.1 < values.min() <= values.max() < 10


def test_glorot_is_too_small_for_relu_and_he_is_not() -> None:
    glorot, he = (experiment(50, 64, "relu", name).gradient[0] for name in ("glorot_normal", "he_normal"))
    assert glorot < 1e-5 < 0.05 < he


def test_glorot_keeps_the_gradient_of_tanh_where_small_weights_lose_it() -> None:
    small, glorot = (experiment(20, 64, "tanh", name).gradient[0] for name in ("random_uniform", "glorot_uniform"))
    assert small < 1e-8
    assert 0.05 < glorot < 20


def test_ones_explode_and_zeros_are_silent() -> None:
    assert experiment(10, 64, "relu", "ones").gradient[0] > 1e6
    silent = experiment(3, 64, "relu", "zeros")
    assert not silent.signal.any()
    assert verdict(silent) == "nothing"
    assert verdict(experiment(3, 64, "threshold", "he_normal")) == "nothing"


@pytest.mark.parametrize(("at_first", "said"), [(LOW / 2, "vanishes"), (HIGH * 2, "explodes"), (1.0, "holds")])
def test_the_verdict_goes_by_what_arrives_at_the_first_layer(at_first: float, said: str) -> None:
    assert verdict(Depth(np.ones(2), np.array([at_first, 1.0]))) == said


def test_equal_choices_give_equal_numbers_and_another_seed_others() -> None:
    first, again, other = (experiment(5, 16, "tanh", "he_normal", seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.gradient, again.gradient)
    assert not np.array_equal(first.gradient, other.gradient)
