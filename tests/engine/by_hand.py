"""Networks in NumPy alone, in double precision: one sample through every kind of layer, and the losses.

What takes an array takes a `Rounded` as well, and then says how far float32 may be from it.
"""

from typing import Any

import keras
import numpy as np

from playground.engine import network
from playground.spec import Experiment
from tests.float32 import Rounded

from .conftest import dense, experiment_on
from .test_looks import BY_HAND, gru_by_hand, lstm_by_hand

Stack = tuple[str, list[dict[str, Any]], dict[str, Any]]
STACKS: dict[str, Stack] = {
    "dense": ("circle", [dense(4), dense(3, "sigmoid")], {}),
    "many classes": ("blobs", [dense(5, "relu"), {"kind": "Dropout", "rate": 0.5}, dense(4, "softmax")], {}),
    "regression": ("boston_housing", [dense(6, "elu"), {"kind": "GaussianNoise"}, dense(3, use_bias=False)], {}),
    "no hidden layer": ("iris", [], {}),
    "normalisation": (
        "iris",
        [dense(5, "linear"), {"kind": "BatchNormalization"}, {"kind": "Activation", "activation": "gelu"},
         {"kind": "LayerNormalization", "epsilon": 0.01}, {"kind": "Activation", "activation": "softmax"}],
        {},
    ),
    "picture": (
        "digits",
        [{"kind": "Conv2D", "filters": 3, "kernel_size": 3, "activation": "tanh"},
         {"kind": "MaxPooling2D"}, {"kind": "Flatten"}, dense(4, "leaky_relu")],
        {},
    ),
    "padded picture": (
        "digits",
        [{"kind": "Conv2D", "filters": 4, "kernel_size": 5, "strides": 2, "padding": "same", "activation": "softplus"},
         {"kind": "BatchNormalization"}, {"kind": "Conv2D", "filters": 2, "kernel_size": 3, "padding": "same",
                                          "use_bias": False, "activation": "silu"},
         {"kind": "MaxPooling2D", "pool_size": 3, "padding": "same"}, {"kind": "GlobalAveragePooling2D"}],
        {},
    ),
    "mean picture": (
        "digits",
        [{"kind": "AveragePooling2D", "pool_size": 3, "padding": "same"}, dense(3, "sigmoid"),
         {"kind": "LayerNormalization"}, {"kind": "AveragePooling2D"}],
        {},
    ),
    "sequence": (
        "two_waves",
        [{"kind": "Conv1D", "filters": 4, "kernel_size": 3, "strides": 3, "padding": "same", "activation": "tanh"},
         {"kind": "MaxPooling1D", "padding": "same"}, {"kind": "GlobalAveragePooling1D"}],
        {},
    ),
    "LSTM": ("two_waves", [{"kind": "LSTM", "units": 3, "return_sequences": True}, {"kind": "LSTM", "units": 2}], {}),
    "GRU": ("two_waves", [{"kind": "GRU", "units": 3, "return_sequences": True}, {"kind": "GRU", "units": 2}], {}),
    "raw outputs": ("circle", [dense(3)], {"output_activation": "tanh", "loss": "mean_squared_error"}),
}  # fmt: skip
"""Every kind of layer and every task at least once; a test holds that."""


def made(name: str) -> tuple[Experiment, keras.Model]:
    """The network of a stack, all its weights random, moving averages too."""
    dataset, layers, training = STACKS[name]
    experiment = experiment_on(dataset, layers, **training)
    model = network.build(experiment)
    random = np.random.default_rng(5)
    for variable in model.weights:
        drawn = random.normal(size=variable.shape) / 2
        variable.assign(np.abs(drawn) + 0.5 if "variance" in variable.path else drawn)
    return experiment, model


def passed(model: keras.Model, experiment: Experiment, x: Any, start: int = 0) -> list[tuple[Any, Any]]:
    """Before and after the activation, for every layer from ``start`` on; x ``(1, ...)`` is what enters that one."""
    found = []
    for entry, layer in list(zip(experiment.placed, model.layers, strict=True))[start:]:
        weights = [weight.astype(float) for weight in layer.get_weights()]
        z, x = LAYER.get(entry.layer.name(), unchanged)(x, weights, entry.layer)
        found.append((z, x))
    return found


def layer_by_layer(model: keras.Model, experiment: Experiment, x: Any, after: list[Any]) -> list[tuple[Any, Rounded]]:
    """As `passed`, but each layer on what the network says of the one before it, ``after`` ``(1, ...)`` each.

    So each has the error of its own sums alone, and if each is right on what the one before gave, all of them are.
    """
    found = []
    for entry, layer, entering in zip(experiment.placed, model.layers, [x, *after[:-1]], strict=True):
        weights = [weight.astype(float) for weight in layer.get_weights()]
        found.append(LAYER.get(entry.layer.name(), unchanged)(Rounded(entering), weights, entry.layer))
    return found


def activated(name: str, z: Any) -> Any:
    return BY_HAND[name](z)


def unchanged(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    return None, x


def dense_by_hand(x: np.ndarray, weights: Any, spec: Any) -> tuple[np.ndarray, np.ndarray]:
    z = x @ weights[0] + (weights[1] if spec.use_bias else 0)
    return z, activated(spec.activation, z)


def padded(x: np.ndarray, window: int, stride: int, padding: str, fill: float) -> np.ndarray:
    """``(1, rows, columns, channels)`` with TensorFlow's padding: the odd cell comes last."""
    if padding == "valid":
        return x
    extra = [max(0, (-(-size // stride) - 1) * stride + window - size) for size in x.shape[1:3]]
    return np.pad(x, [(0, 0), *((each // 2, each - each // 2) for each in extra), (0, 0)], constant_values=fill)


def windows(x: np.ndarray, window: int, stride: int, padding: str, fill: float) -> np.ndarray:
    """All windows, ``(rows, columns, window, window, channels)``."""
    x = padded(x, window, stride, padding, fill)[0]
    rows, columns = ([slice(at, at + window) for at in range(0, size - window + 1, stride)] for size in x.shape[:2])
    return np.stack([np.stack([x[row, column] for column in columns]) for row in rows])


def conv2d(x: np.ndarray, weights: Any, spec: Any) -> tuple[np.ndarray, np.ndarray]:
    patches = windows(x, spec.kernel_size, spec.strides, spec.padding, 0)
    z = np.einsum("rcijk,ijkf->rcf", patches, weights[0])[np.newaxis] + (weights[1] if spec.use_bias else 0)
    return z, activated(spec.activation, z)


def conv1d(x: np.ndarray, weights: Any, spec: Any) -> tuple[np.ndarray, np.ndarray]:
    size, stride = spec.kernel_size, spec.strides
    if spec.padding == "same":
        extra = max(0, (-(-x.shape[1] // stride) - 1) * stride + size - x.shape[1])
        x = np.pad(x, [(0, 0), (extra // 2, extra - extra // 2), (0, 0)])
    places = range(0, x.shape[1] - size + 1, stride)
    z = np.stack([np.einsum("ik,ikf->f", x[0, at : at + size], weights[0]) for at in places])[np.newaxis] + weights[1]
    return z, activated(spec.activation, z)


def max2d(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    return None, windows(x, spec.pool_size, spec.pool_size, spec.padding, -np.inf).max((2, 3))[np.newaxis]


def mean2d(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    patches = windows(x, spec.pool_size, spec.pool_size, spec.padding, np.nan)
    return None, np.nanmean(patches, (2, 3))[np.newaxis]


def max1d(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    size, length = spec.pool_size, x.shape[1]
    end = length if spec.padding == "same" else length - size + 1
    assert spec.padding == "valid" or length % size <= 1 or size == 2, "padding at both ends is not written here"
    return None, np.stack([x[:, at : at + size].max(1) for at in range(0, end, size)], axis=1)


def batch_normalization(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    gamma, beta, mean, variance = (Rounded.of(weight) if isinstance(x, Rounded) else weight for weight in weights)
    return None, normalised(x, mean, variance + spec.epsilon, gamma, beta)


def layer_normalization(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return None, normalised(x, mean, variance + spec.epsilon, *weights)


def normalised(x: Any, mean: Any, variance: Any, gamma: Any, beta: Any) -> Any:
    """gamma * (x - mean) / sqrt(variance) + beta, multiplied out as Keras does it."""
    scale = gamma / np.sqrt(variance)
    return x * scale + (beta - mean * scale)


def recurrent(by_hand: Any) -> Any:
    def run(x: np.ndarray, weights: Any, spec: Any) -> tuple[None, np.ndarray]:
        states = by_hand(x, *weights)
        return None, states if spec.return_sequences else states[:, -1]

    return run


LAYER: dict[str, Any] = {
    "Dense": dense_by_hand,
    "Conv2D": conv2d,
    "Conv1D": conv1d,
    "MaxPooling2D": max2d,
    "MaxPooling1D": max1d,
    "AveragePooling2D": mean2d,
    "GlobalAveragePooling2D": lambda x, weights, spec: (None, x.mean((1, 2))),
    "GlobalAveragePooling1D": lambda x, weights, spec: (None, x.mean(1)),
    "BatchNormalization": batch_normalization,
    "LayerNormalization": layer_normalization,
    "Activation": lambda x, weights, spec: (x, activated(spec.activation, x)),
    "Flatten": lambda x, weights, spec: (None, x.reshape(1, -1)),
    "LSTM": recurrent(lstm_by_hand),
    "GRU": recurrent(gru_by_hand),
}


def loss_by_hand(name: str, y: np.ndarray, a: Any) -> Any:
    """Of one sample, ``(1, outputs)`` each; the textbook's formulas."""
    wrong = a - y
    formulas = {
        "binary_crossentropy": lambda: -(y * np.log(a) + (1 - y) * np.log(1 - a)).mean(),
        "categorical_crossentropy": lambda: -(y * np.log(a)).sum(),
        "mean_squared_error": lambda: (wrong**2).mean(),
        "mean_absolute_error": lambda: np.abs(wrong).mean(),
        "huber": lambda: np.where(np.abs(wrong) <= 1, wrong**2 / 2, np.abs(wrong) - 0.5).mean(),
        # Keras counts no probability below 1e-7, neither the truth's nor the network's
        "kl_divergence": lambda: (np.clip(y, 1e-7, 1) * np.log(np.clip(y, 1e-7, 1) / np.clip(a, 1e-7, 1))).sum(),
        "cosine_similarity": lambda: -(y * a).sum() / np.linalg.norm(y) / np.sqrt((a**2).sum()),
    }
    return formulas[name]()
