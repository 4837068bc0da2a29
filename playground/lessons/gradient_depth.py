"""The depth experiment: how large signal and gradient are in each layer of a deep network that is not yet trained.

Pure NumPy, seeded. Equal Dense layers without bias terms; random samples go forward, random gradients come back.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.spec import N_
from playground.spec.activations import ACTIVATIONS
from playground.spec.activations.operations import Floats

MOST_LAYERS = 50
WIDTHS = (8, 16, 32, 64)
NUM_SAMPLES = 32
LOW, HIGH = 1e-3, 1e3
"""Less than a thousandth or more than a thousand times of the gradient arrives: it vanishes, or it explodes."""
_CUT = 0.87962566103423978
"""The standard deviation of a standard normal distribution that is cut at ±2; Keras divides by it."""

Shape = tuple[int, int]


class Depth(NamedTuple):
    """What was measured, layer by layer, the first layer first."""

    signal: Floats
    """``(layers,)``: root mean square of the outputs of each layer; the samples that go in have 1."""
    gradient: Floats
    """``(layers,)``: root mean square of the gradient that arrives at the outputs of each layer; 1 at the last."""


Verdict = Literal["vanishes", "explodes", "holds", "nothing"]
VERDICTS: dict[Verdict, str] = {
    "vanishes": N_("The gradient vanishes: of 1 at the last layer, {gradient} arrives at the first. It hardly learns."),
    "explodes": N_("The gradient explodes: 1 at the last layer becomes {gradient} at the first. Its steps are far too "
                   "large."),
    "holds": N_("The gradient holds: of 1 at the last layer, {gradient} arrives at the first. All layers learn."),
    "nothing": N_("No gradient at all arrives at the first layer. It cannot learn."),
}  # fmt: skip


def experiment(depth: int, width: int, activation: str, initializer: str, seed: int = 0) -> Depth:
    """Send 32 samples forward and a gradient back.

    Args:
        depth: number of layers, 1 to 50.
        width: neurons in each, and numbers in each sample.
        activation: a name of ``ACTIVATIONS``.
        initializer: a name of ``INITIALIZERS``.
        seed: of weights, samples and gradient.
    """
    fact = ACTIVATIONS[activation]
    weights = initial_weights(depth, width, initializer, seed)
    signal = samples(width, seed)
    sums, signals = [], []
    for kernel in weights:
        sums.append(signal @ kernel)
        signal = fact.function(sums[-1])
        signals.append(_size(signal))
    gradient = gradient_at_top(width, seed)
    gradients = [_size(gradient)]
    for kernel, z in zip(weights[:0:-1], sums[:0:-1], strict=True):
        gradient = fact.backward(z, gradient) @ kernel.T
        gradients.append(_size(gradient))
    return Depth(np.array(signals), np.array(gradients[::-1]))


def verdict(found: Depth) -> Verdict:
    """What has become of the gradient at the first layer."""
    at_first = found.gradient[0]
    if at_first == 0:
        return "nothing"
    return "vanishes" if at_first < LOW else "explodes" if at_first > HIGH else "holds"


def samples(width: int, seed: int) -> Floats:
    """``(32, width)``, standard normal."""
    return np.random.default_rng([seed, 1]).normal(size=(NUM_SAMPLES, width))


def gradient_at_top(width: int, seed: int) -> Floats:
    """``(32, width)``: what a loss might send back to the last layer, of size 1."""
    drawn = np.random.default_rng([seed, 2]).normal(size=(NUM_SAMPLES, width))
    return drawn / _size(drawn)


def initial_weights(depth: int, width: int, initializer: str, seed: int) -> list[Floats]:
    """A kernel ``(width, width)`` for each layer."""
    random = np.random.default_rng([seed, 3])
    return [WEIGHTS[initializer](random, (width, width)) for _layer in range(depth)]


def _size(values: Floats) -> float:
    # scaled first, since the square of a number that still exists may not
    largest = float(np.abs(values).max())
    return largest * float(np.sqrt(np.mean((values / largest) ** 2))) if largest else 0.0


Draw = Callable[[np.random.Generator, Shape], Floats]


def _uniform(limit: Callable[[int, int], float]) -> Draw:
    return lambda random, shape: random.uniform(-limit(*shape), limit(*shape), shape)


def _cut_normal(deviation: Callable[[int, int], float]) -> Draw:
    def draw(random: np.random.Generator, shape: Shape) -> Floats:
        found: NDArray[np.float64] = random.normal(size=shape)
        while (far := np.abs(found) > 2).any():
            found[far] = random.normal(size=int(far.sum()))
        return found * deviation(*shape) / _CUT

    return draw


WEIGHTS: dict[str, Draw] = {
    "glorot_uniform": _uniform(lambda inputs, outputs: (6 / (inputs + outputs)) ** 0.5),
    "glorot_normal": _cut_normal(lambda inputs, outputs: (2 / (inputs + outputs)) ** 0.5),
    "he_uniform": _uniform(lambda inputs, outputs: (6 / inputs) ** 0.5),
    "he_normal": _cut_normal(lambda inputs, outputs: (2 / inputs) ** 0.5),
    "lecun_uniform": _uniform(lambda inputs, outputs: (3 / inputs) ** 0.5),
    "lecun_normal": _cut_normal(lambda inputs, outputs: (1 / inputs) ** 0.5),
    "random_uniform": _uniform(lambda inputs, outputs: 0.05),
    "random_normal": lambda random, shape: random.normal(scale=0.05, size=shape),
    "zeros": lambda random, shape: np.zeros(shape),
    "ones": lambda random, shape: np.ones(shape),
}
"""Keras's initializers, in the order of ``INITIALIZERS``; of each the kernel ``(inputs, outputs)``."""

PLAIN = "random_normal"
"""Small random weights, whatever the activation and however many neurons."""


class Example(NamedTuple):
    """A choice that shows something."""

    label: str
    activation: str
    initializer: str
    depth: int
    expected: Verdict
    why: str

    @property
    def choice(self) -> tuple[str, str, int]:
        """Activation, initializer and number of layers."""
        return self.activation, self.initializer, self.depth


EXAMPLES: dict[str, Example] = {
    "vanishing": Example(
        N_("Vanishing"), "sigmoid", "random_normal", 20, "vanishes",
        N_("The slope of sigmoid is at most 0.25, and the weights are small: each layer passes on only a fraction of "
           "the gradient, and fractions multiply."),
    ),
    "exploding": Example(
        N_("Exploding"), "relu", "ones", 20, "explodes",
        N_("Every weight is 1, so each layer adds up all numbers of the layer before: signal and gradient grow by a "
           "factor at every layer."),
    ),
    "he": Example(
        N_("Cure: He for ReLU"), "relu", "he_normal", 50, "holds",
        N_("ReLU cuts off half of the signal; He makes the weights so much larger that the size stays, even through 50 "
           "layers."),
    ),
    "glorot": Example(
        N_("Cure: Glorot for tanh"), "tanh", "glorot_uniform", 20, "holds",
        N_("Near 0 tanh passes on what it gets; Glorot chooses the weights by the number of neurons so that signal and "
           "gradient keep their size."),
    ),
    "sigmoid": Example(
        N_("No cure for sigmoid"), "sigmoid", "glorot_uniform", 20, "vanishes",
        N_("Even with Glorot the slope of at most 0.25 wins. This is why deep networks have ReLU and its relatives in "
           "their hidden layers."),
    ),
}  # fmt: skip
