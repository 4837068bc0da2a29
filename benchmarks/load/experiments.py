"""Thirty experiments as a learner makes them: an example or a dataset, then choices in the page's own controls."""

from dataclasses import dataclass

from benchmarks.load.widgets import LAST, Choice

ENDLESS = Choice("Epochs", LAST)
"""So many epochs that training goes on as long as anybody looks."""


@dataclass(frozen=True)
class Recipe:
    """From the page as it opens (Circle, 4 and 2 neurons, tanh, SGD) to an experiment."""

    name: str
    choices: tuple[Choice, ...] = ()


FIRST = Recipe("circle")
"""The page as it opens."""
OTHER = Recipe("XOR without a hidden layer", (Choice("XOR"),))
"""What nobody else trains."""


def _example(name: str, *choices: Choice) -> Recipe:
    return Recipe(name, (Choice(name), *choices))


def _set(name: str, *choices: Choice) -> Recipe:
    return Recipe(name, (Choice("Dataset", name), *choices))


def _optimizer(name: str) -> Choice:
    return Choice("Optimizer", name)


def _neurons(layer: int, number: int) -> Choice:
    return Choice("Neurons", str(number), layer)


def _activation(layer: int, name: str) -> Choice:
    return Choice("Activation", name, layer)


def _add(layer: str) -> Choice:
    return Choice("Add a layer", layer)


_BARE = (Choice("Remove layer 1"), Choice("Remove layer 1"))
_ALL_INPUTS = Choice("Inputs", ("x₁", "x₂", "x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂"))

DIFFERENT: tuple[Recipe, ...] = (
    _example("Spiral"),
    _example("Digits"),
    _set("Iris", _optimizer("Adam"), _activation(1, "relu")),
    _set("Sine", _optimizer("Adam"), _neurons(1, 16), _neurons(2, 16)),
    _set("Noisy sine", *_BARE, _add("LSTM"), _optimizer("Adam")),
    _example("Fashion-MNIST"),
    _example("Regression"),
    _set("Breast cancer", _add("BatchNormalization"), _optimizer("Adam")),
    _example("Three classes"),
    _example("Overfitting"),
    _set("Moons", _activation(1, "sigmoid"), _activation(2, "sigmoid"), _optimizer("RMSprop")),
    _set("Rings", _neurons(1, 16), _neurons(2, 8), _activation(1, "relu"), _optimizer("AdamW")),
    _set("Wine", _neurons(1, 16), _optimizer("Nadam")),
    _set("Staircase", _neurons(1, 16), _activation(1, "relu"), _optimizer("Adam"), Choice("Loss", "Huber")),
    _set("Two waves", *_BARE, _add("GRU"), _optimizer("Adam")),
    _example("Draw"),
    _set("Blobs", _activation(1, "elu"), _optimizer("Adagrad")),
    _set("Two Gaussians", _optimizer("Adadelta"), Choice("Loss", "Mean squared error")),
    _set("Two clouds", _activation(1, "gelu"), _add("GaussianNoise"), Choice("Batch size", "32")),
    _set("Exclusive-or", _neurons(1, 8), _add("Dropout"), _optimizer("Adam")),
    _set("Exclusive-or of many", _neurons(1, 16), _optimizer("Adam")),
    _set("Plane", Choice("Loss", "Mean absolute error")),
    _set("Many Gaussians", _neurons(1, 32), _neurons(2, 32), _activation(1, "silu"), _optimizer("Adam")),
    _set("Diabetes", _neurons(1, 8), _optimizer("RMSprop")),
    _set("Polynomial", _neurons(1, 8), _optimizer("Nadam")),
    _set("Echo", *_BARE, _add("Conv1D"), _add("GlobalAveragePooling1D"), _optimizer("Adam")),
    _set("Circle", _ALL_INPUTS, *(Choice("Duplicate layer 1") for _ in range(4)), Choice("Batch size", "20")),
    _set("Spiral", _ALL_INPUTS, _neurons(1, 8), _neurons(2, 8), _optimizer("Adam")),
    Recipe("circle, normalised", (_add("LayerNormalization"), _add("Dense"))),
    _example("Houses"),
)  # fmt: skip


def different(number: int) -> list[Recipe]:
    """So many experiments; after the thirtieth they come again from the first."""
    return [DIFFERENT[index % len(DIFFERENT)] for index in range(number)]


def same(number: int) -> list[Recipe]:
    """Everybody the same."""
    return [FIRST] * number
