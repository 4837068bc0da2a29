"""Numbers that follow from the experiment's seed: one for each random thing, and the order of the samples."""

import numpy as np
from numpy.typing import NDArray

KERNEL, NOISE, RECURRENT_KERNEL = 1, 2, 3
"""The purposes that a layer needs a seed for: its first weights, what it draws while training (which inputs Dropout
switches off), and the first weights of a recurrent layer's own state."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def layer_seed(seed: int, index: int, purpose: int) -> int:
    """A seed from 0 to 2**31 - 1 for one purpose of the layer at ``index``; unrelated to its neighbours."""
    return int(np.random.SeedSequence([seed, index, purpose]).generate_state(1)[0] >> np.uint32(1))


def sample_orders(seed: int, first_epoch: int, num_epochs: int, num_samples: int) -> NDArray[np.int32]:
    """The order of the samples in some epochs, int32 ``(num_epochs, num_samples)``, each row a permutation.

    A row follows from the seed and the number of its epoch alone, so any epoch can be reached without those
    before it. The keys are SplitMix64 (Steele, Lea and Flood 2014) with the sample's number in their low bits:
    sorting them is many times faster than a NumPy generator for each epoch.
    """
    width = np.uint64(max(1, (num_samples - 1).bit_length()))
    low_bits = (np.uint64(1) << width) - np.uint64(1)
    samples = np.arange(num_samples, dtype=np.uint64)
    epochs = np.arange(first_epoch, first_epoch + num_epochs, dtype=np.uint64)
    starts = _mix(_mix(np.full(1, seed, np.uint64) + _GOLDEN) + (epochs + np.uint64(1)) * _GOLDEN)
    keys = _mix(starts[:, None] + (samples + np.uint64(1)) * _GOLDEN)
    keys &= ~low_bits
    keys |= samples
    keys.sort(axis=1)
    keys &= low_bits
    return keys.astype(np.int32)


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))
