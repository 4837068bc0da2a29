"""From a choice of data to the two parts that a network is trained on and checked with."""

import numpy as np

from playground.data import sets  # noqa: F401  (registers the datasets)
from playground.data.encoding import filled, fit, fit_target
from playground.data.samples import Data, Part, TargetScale
from playground.data.split import plain, stratified
from playground.spec.data import DataSpec
from playground.spec.objectives import Task
from playground.spec.samples import Floats, Integers, Raw, Samples


def load(spec: DataSpec) -> Data:
    """Make, read or download the samples, split them, fill their blanks, scale them.

    Equal specs give equal data. A fixed split keeps its publisher's order and parts; every other one is shuffled, and
    split so that each class is in both parts. The training part has exactly ``spec.num_train`` samples: where the
    validation samples leak, all of them, those of the validation part last. What fills a blank and how numbers are
    scaled is fitted on the training part.

    Raises:
        DataUnavailable: the samples cannot be had.
        InvalidExperiment: the split would leave a part or a class without samples.
    """
    spec.check()
    raw, labels = arranged(spec, spec.dataset.samples())
    train, validation = slice(0, spec.num_train), slice(spec.num_train_alone, None)
    features = spec.features if spec.is_plane else None
    encode = fit(raw[train], features, spec.scaling, spec.dataset.blanks, spec.dataset.one_hot)
    target = fit_target(labels[train], spec.target_scaling) if spec.task == "regression" else TargetScale()
    raw = filled(raw, encode.fill)
    x = encode(raw)
    y = targets(target.encode(labels) if spec.task == "regression" else labels, spec.task, spec.dataset.num_outputs)

    def part(rows: slice) -> Part:
        return Part(raw[rows], x[rows], y[rows], labels[rows])

    return Data(spec, part(train), part(validation), encode, target)


def arranged(spec: DataSpec, samples: Samples) -> tuple[Raw, Integers | Floats]:
    """All samples and labels, those for training first; as they are where the publisher has split them."""
    if samples.num_train is not None:
        return samples.x, samples.y
    random = np.random.default_rng(spec.split_seed)
    if spec.dataset.grows:
        order = spec.dataset.split(spec.train_share, spec.split_seed)
    elif spec.task == "regression":
        order = plain(len(samples.y), spec.num_train_alone, random)
    else:
        order = stratified(samples.y, len(spec.dataset.class_names), spec.num_train_alone, random)
    indices = np.concatenate(order)
    return samples.x[indices], samples.y[indices]


def targets(labels: Integers | Floats, task: Task, num_outputs: int) -> Floats:
    """What the network's outputs are compared with, float32 ``(n, num_outputs)``: 0/1, one-hot, or the value."""
    if task != "multiclass":
        return labels.astype(np.float32).reshape(-1, 1)
    encoded = np.zeros((len(labels), num_outputs), np.float32)
    encoded[np.arange(len(labels)), labels.astype(np.intp)] = 1
    return encoded
