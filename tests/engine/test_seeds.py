"""Equal seeds give equal draws and orders; different parts of an experiment draw from different streams."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.engine.seeds import KERNEL, NOISE, RECURRENT_KERNEL, layer_seed, sample_orders


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 10_000])
def test_every_order_is_a_permutation(size: int) -> None:
    for order in sample_orders(5, 0, 3, size):
        np.testing.assert_array_equal(np.sort(order), np.arange(size))


@given(seed=st.integers(0, 2**31 - 1), epoch=st.integers(0, 10**6), size=st.integers(1, 300))
def test_an_order_follows_from_seed_and_epoch_alone(seed: int, epoch: int, size: int) -> None:
    together = sample_orders(seed, epoch, 4, size)
    for index in range(4):
        np.testing.assert_array_equal(together[index], sample_orders(seed, epoch + index, 1, size)[0])


def test_other_seeds_and_epochs_give_other_orders() -> None:
    orders = {tuple(order) for seed in range(20) for order in sample_orders(seed, 0, 20, 50)}
    assert len(orders) == 400


def test_every_sample_comes_everywhere_equally_often() -> None:
    firsts = np.bincount(sample_orders(1, 0, 5000, 10)[:, 0], minlength=10)
    assert firsts.min() > 400
    assert firsts.max() < 600


def test_layer_seeds_differ_by_layer_and_purpose() -> None:
    seeds = {
        layer_seed(seed, index, purpose)
        for seed in range(9)
        for index in range(9)
        for purpose in (KERNEL, NOISE, RECURRENT_KERNEL)
    }
    assert len(seeds) == 243
    assert all(0 <= seed < 2**31 for seed in seeds)
