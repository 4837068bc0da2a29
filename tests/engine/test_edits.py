"""Weights set by hand, what is refused, and the way back."""

from typing import Any, NamedTuple

import numpy as np
import pytest

from playground.engine import network
from playground.engine.edits import Edits
from playground.spec import Explained

from .conftest import dense, experiment_on


class Standing(NamedTuple):
    """A network that nobody trains."""

    model: Any

    def weights_were_set(self) -> None:
        """Nothing follows from it."""


def small() -> Any:
    return network.build(experiment_on("circle", [dense(3), {"kind": "BatchNormalization"}]))


def test_one_weight_is_set_and_put_back() -> None:
    model = small()
    before = model.get_weights()
    edits = Edits(Standing(model))
    edits.set("dense_1", "kernel", (1, 2), 0.5)
    expected = before[0].copy()
    expected[1, 2] = 0.5
    np.testing.assert_array_equal(model.get_weights()[0], expected)
    assert edits.count == 1
    edits.put_back()
    for own, old in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(own, old)
    assert edits.count == 0


def test_none_means_all_along_an_axis() -> None:
    model = small()
    edits = Edits(Standing(model))
    edits.set("dense_1", "kernel", (0, None), 0)
    edits.set("dense_1", "kernel", (None, 1), 2)
    kernel = model.layers[0].kernel.numpy()
    np.testing.assert_array_equal(kernel[0], [0, 2, 0])
    np.testing.assert_array_equal(kernel[:, 1], [2, 2])
    assert edits.count == 4


def test_the_oldest_value_is_put_back_and_what_was_not_touched_stays_trained() -> None:
    model = small()
    kernel = model.layers[0].kernel
    before = kernel.numpy()
    edits = Edits(Standing(model))
    edits.set("dense_1", "kernel", (0, 0), 1)
    edits.set("dense_1", "kernel", (0, None), 2)
    edits.set("dense_1", "kernel", (0, 0), 3)
    kernel.assign(kernel.numpy() + 10)  # a step of training
    edits.put_back()
    np.testing.assert_array_equal(kernel.numpy()[0], before[0])
    np.testing.assert_array_equal(kernel.numpy()[1], before[1] + 10)


def test_what_is_forgotten_is_not_put_back() -> None:
    model = small()
    edits = Edits(Standing(model))
    edits.set("output", "bias", (0,), 4)
    edits.forget()
    edits.put_back()
    assert model.layers[-1].bias.numpy()[0] == 4


def test_the_weights_of_a_recurrent_layer_and_of_a_normalization_can_be_set() -> None:
    model = network.build(
        experiment_on("two_waves", [{"kind": "GRU", "units": 2}, {"kind": "BatchNormalization"}, dense(2)])
    )
    edits = Edits(Standing(model))
    edits.set("gru_1", "recurrent_kernel", (1, 5), -1)
    edits.set("gru_1", "bias", (1, 0), 2)
    edits.set("batchnormalization_1", "moving_variance", (1,), 0)
    assert model.layers[0].cell.recurrent_kernel.numpy()[1, 5] == -1
    assert model.layers[0].cell.bias.numpy()[1, 0] == 2
    assert model.layers[1].moving_variance.numpy()[1] == 0
    assert edits.count == 3


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (("dense_9", "kernel", (0, 0), 1.0), ["dense_9", "dense_1", "output"]),
        (("dense_1", "gamma", (0,), 1.0), ["dense_1", "gamma", "kernel", "bias"]),
        (("dense_1", "kernel", (0,), 1.0), ["dense_1/kernel", "2 numbers", "1"]),
        (("dense_1", "kernel", (2, 0), 1.0), ["dense_1/kernel", "place 2", "axis 1", "0 to 1"]),
        (("dense_1", "kernel", (0, -1), 1.0), ["place -1", "axis 2", "0 to 2"]),
        (("dense_1", "kernel", (0, True), 1.0), ["place True"]),
        (("dense_1", "kernel", (0, 0), 1e30), ["1e+30", "1000000"]),
        (("dense_1", "kernel", (0, 0), -1000001.0), ["too large"]),
        (("dense_1", "kernel", (0, 0), float("nan")), ["nan", "not a number"]),
        (("dense_1", "kernel", (0, 0), float("inf")), ["inf"]),
        (("dense_1", "kernel", (0, 0), "1"), ["not a number"]),
        (("batchnormalization_1", "moving_variance", (0,), -1.0), ["variance", "never negative"]),
    ],
)
def test_what_cannot_be_is_explained_and_changes_nothing(edit: Any, said: list[str]) -> None:
    model = small()
    before = model.get_weights()
    edits = Edits(Standing(model))
    with pytest.raises(Explained) as caught:
        edits.set(*edit)
    for word in said:
        assert word in str(caught.value)
    assert edits.count == 0
    for own, old in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(own, old)


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_the_largest_values_are_allowed(value: float) -> None:
    model = small()
    Edits(Standing(model)).set("dense_1", "kernel", (0, 0), value)
    assert model.layers[0].kernel.numpy()[0, 0] == value


def test_a_layer_without_weights_says_so() -> None:
    model = network.build(experiment_on("circle", [dense(3), {"kind": "Dropout"}]))
    with pytest.raises(Explained, match="dropout_1 has no weights"):
        Edits(Standing(model)).set("dropout_1", "kernel", (0,), 1.0)
