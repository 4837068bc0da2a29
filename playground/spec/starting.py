"""The experiment that a dataset of unknown kind starts with: nothing clever, but it learns something at once."""

from playground.spec.data import Dataset, DataSpec
from playground.spec.errors import InvalidExperiment
from playground.spec.experiment import Experiment, Training
from playground.spec.layers import LAYERS, Layer
from playground.spec.layers.base import Shape
from playground.spec.network import Network
from playground.spec.optimizers import OPTIMIZERS

SHARES = (0.8, 0.7, 0.5)
"""Shares of training data to try: few samples of many classes need a larger part to check with."""

_BATCH = 32
_MANY_SAMPLES = 20_000
_SMALLEST_PICTURE = 8
_SMALL_ENOUGH = 14
"""A side, in pixels, at which no further convolution is needed before the Dense layer."""
_MOST_CONVOLUTIONS = 4


def starting_experiment(dataset: Dataset) -> Experiment:
    """Data scaled as the set wants it, a small network that fits its samples, Adam."""
    data = _data(dataset)
    optimizer = {"kind": "Adam", "learning_rate": 0.01 if len(dataset.sample_shape) == 1 else 0.003}
    training = Training(
        optimizer=OPTIMIZERS.validate(optimizer),
        batch_size=max(1, min(_BATCH, data.num_train)),
        epochs=100 if data.num_train <= _MANY_SAMPLES else 20,
    )
    return Experiment(data=data, network=Network(layers=_layers(data.input_shape)), training=training)


def _data(dataset: Dataset) -> DataSpec:
    """The first share that gives each part what it needs; the usual one where none does, so that it is explained."""
    usual = DataSpec.start(dataset).replace(train_share=SHARES[0])
    for share in SHARES:
        spec = usual.replace(train_share=share)
        try:
            spec.check()
        except InvalidExperiment:
            continue
        return spec
    return usual


def _layers(shape: Shape) -> tuple[Layer, ...]:
    if len(shape) == 1:
        return _dense(16, 16)
    if len(shape) == 3 and min(shape[:2]) >= _SMALLEST_PICTURE:
        return (*_convolutions(min(shape[:2])), LAYERS.validate("Flatten"), *_dense(32))
    return (LAYERS.validate("Flatten"), *_dense(32))


def _convolutions(side: int) -> tuple[Layer, ...]:
    """Pairs of a convolution and a pooling, until the picture is small."""
    layers: list[Layer] = []
    for depth in range(_MOST_CONVOLUTIONS):
        filters = min(8 * 2**depth, 32)
        layers += [LAYERS.validate({"kind": "Conv2D", "filters": filters}), LAYERS.validate("MaxPooling2D")]
        side = (side - 2) // 2
        if side <= _SMALL_ENOUGH:
            break
    return tuple(layers)


def _dense(*units: int) -> tuple[Layer, ...]:
    return tuple(LAYERS.validate({"kind": "Dense", "units": size, "activation": "relu"}) for size in units)
