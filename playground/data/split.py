"""Which samples are trained on: a seeded split that keeps every class in both parts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.spec.errors import NP_, Explained, InvalidExperiment

Indices = NDArray[np.intp]


def plain(count: int, num_train: int, random: np.random.Generator) -> tuple[Indices, Indices]:
    """Shuffled indices of the training and the validation part."""
    order = random.permutation(count)
    return order[:num_train], order[num_train:]


def stratified(
    labels: NDArray[Any], num_classes: int, num_train: int, random: np.random.Generator
) -> tuple[Indices, Indices]:
    """Shuffled indices of both parts, with the classes in both as in the whole, as nearly as can be.

    Args:
        labels: class numbers ``(n,)``, whole numbers from 0.
        num_classes: how many classes there should be.
        num_train: exactly how many samples are trained on.
        random: decides which ones.

    Raises:
        InvalidExperiment: a class would have no sample in one of the parts.
    """
    counts = np.bincount(labels, minlength=num_classes)
    shares = _shares(counts, num_train)
    order = random.permutation(len(labels))
    # A sample's rank among its class in the shuffled order decides its part.
    by_class = np.argsort(labels[order], kind="stable")
    starts = np.cumsum(counts) - counts
    rank = np.empty(len(labels), dtype=np.intp)
    rank[by_class] = np.arange(len(labels)) - np.repeat(starts, counts)
    trains = rank < shares[labels[order]]
    return order[trains], order[~trains]


def _shares(counts: NDArray[Any], num_train: int) -> Indices:
    """How many of each class are trained on: in proportion, at least one, at least one left over, exactly the sum."""
    num_validation = int(counts.sum()) - num_train
    if counts.min() < 2 or min(num_train, num_validation) < len(counts):
        raise InvalidExperiment(
            NP_(
                "The split would leave a class out: its smallest class has {smallest}, and {train} sample is "
                "for training, {validation} for validation, where each part needs one of each of the {classes} "
                "classes. Take more samples, another seed, or another share of training data.",
                "The split would leave a class out: its smallest class has {smallest}, and {train} samples are "
                "for training, {validation} for validation, where each part needs one of each of the {classes} "
                "classes. Take more samples, another seed, or another share of training data.",
                "train",
            ),
            smallest=Explained(NP_("{count} sample", "{count} samples"), count=int(counts.min())),
            train=num_train,
            validation=num_validation,
            classes=len(counts),
        )
    wanted = counts * (num_train / counts.sum())
    shares: Indices = np.clip(np.floor(wanted), 1, counts - 1).astype(np.intp)
    while (missing := num_train - int(shares.sum())) != 0:
        step = 1 if missing > 0 else -1
        allowed = shares < counts - 1 if step > 0 else shares > 1
        lack = np.where(allowed, step * (wanted - shares), -np.inf)
        shares[int(np.argmax(lack))] += step
    return shares
