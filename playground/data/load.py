"""From a choice of data to the two parts that a network is trained on and checked with."""

import numpy as np

from playground.data import sets  # noqa: F401  (registers the datasets)
from playground.data.encoding import Encoder, fit
from playground.data.samples import Data, Part
from playground.data.split import Indices, plain, stratified
from playground.spec.data import DataSpec
from playground.spec.objectives import Task
from playground.spec.samples import Floats, Integers, Samples


def load(spec: DataSpec) -> Data:
    """Make, read or download the samples, split them, scale them.

    Equal specs give equal data. A fixed split keeps its publisher's order and parts; every other one is shuffled, and
    split so that each class is in both parts. The training part has exactly ``spec.num_train`` samples.

    Raises:
        DataUnavailable: the samples cannot be had.
        InvalidExperiment: the split would leave a part or a class without samples.
    """
    spec.check()
    samples = spec.dataset.samples()
    train, validation = _split(spec, samples)
    raw = samples.x[train], samples.x[validation]
    encode = fit(raw[0], spec.features if spec.is_plane else None, spec.scaling)
    return Data(
        spec=spec,
        train=_part(spec, raw[0], samples.y[train], encode),
        validation=_part(spec, raw[1], samples.y[validation], encode),
        encode=encode,
    )


def _split(spec: DataSpec, samples: Samples) -> tuple[Indices | slice, Indices | slice]:
    """Slices for a fixed split: they make views instead of copies."""
    if samples.num_train is not None:
        return slice(0, samples.num_train), slice(samples.num_train, None)
    random = np.random.default_rng(spec.split_seed)
    if spec.task == "regression":
        return plain(len(samples.y), spec.num_train, random)
    return stratified(samples.y, len(spec.dataset.class_names), spec.num_train, random)


def _part(spec: DataSpec, raw: Floats, labels: Integers | Floats, encode: Encoder) -> Part:
    return Part(raw, encode(raw), targets(labels, spec.task, spec.dataset.num_outputs), labels)


def targets(labels: Integers | Floats, task: Task, num_outputs: int) -> Floats:
    """What the network's outputs are compared with, float32 ``(n, num_outputs)``: 0/1, one-hot, or the value."""
    if task != "multiclass":
        return labels.astype(np.float32).reshape(-1, 1)
    encoded = np.zeros((len(labels), num_outputs), np.float32)
    encoded[np.arange(len(labels)), labels.astype(np.intp)] = 1
    return encoded
