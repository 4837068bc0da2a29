"""What is known of each activation function: its values, slope, formula, source, and where it lets no gradient through.

One entry of ``FACTS`` for each name in ``ACTIVATIONS``; NumPy only, equal to what Keras computes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import erf, inf, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.spec.errors import N_

Floats = NDArray[np.float64]
Zone = tuple[float, float]
"""From where to where on the axis of the input; the ends may be infinite."""

LEAK = 0.2
"""The slope of leaky_relu below 0, as in Keras 3."""
SATURATED = 0.05
"""A slope below this share of the activation's largest one counts as saturated: hardly any gradient comes back."""
OTHERS = (0.0, 0.0)
"""Softmax needs a whole layer of inputs: its curve is that of one input, with these two held beside it."""
_FAR = 40.0
"""Beyond it, on either side, nothing changes any more but for a straight line."""


@dataclass(frozen=True)
class Fact:
    """One activation function."""

    name: str
    function: Callable[[Floats], Floats]
    """Of z, an array ``(…, units)``; each number by itself, except for softmax, which goes over the last axis."""
    slope: Callable[[Floats], Floats]
    """The derivative of each output by its own input, in the shape of z."""
    formula: str
    """LaTeX of f(z)."""
    slope_formula: str
    """LaTeX of f'(z)."""
    source: str
    """Who published it as an activation."""
    year: int
    low: float
    high: float
    """Between these lie all outputs; see ``range_formula`` for which of them are reached."""
    range_formula: str
    steepest: float
    """The largest slope."""
    use: str
    """One or two English sentences, keys in the catalogues."""
    dead: tuple[Zone, ...] = ()
    """Where the slope is exactly 0, both ends belonging to it."""
    of_layer: bool = False
    """Whether an output depends on all inputs of the layer."""

    def curve(self, z: ArrayLike) -> tuple[Floats, Floats]:
        """Output and slope for inputs ``(n,)``; of softmax for one input beside two others that are held at 0."""
        inputs = np.asarray(z, np.float64)
        if not self.of_layer:
            return self.function(inputs), self.slope(inputs)
        layer = np.stack([inputs, *(np.full_like(inputs, other) for other in OTHERS)], axis=-1)
        return self.function(layer)[..., 0], self.slope(layer)[..., 0]

    @cached_property
    def saturated(self) -> tuple[Zone, ...]:
        """The two outer parts of the axis, if any, on which the slope stays below 5 % of the largest but is not 0.

        A point between them where a curve turns, as SiLU and GELU do, is no saturation.
        """
        if not self.steepest:
            return ()
        left, right = self._tail(-1), self._tail(1)
        zones = [(-inf, -left)] if left < _FAR else []
        zones += [(right, inf)] if right < _FAR else []
        return tuple(zone for zone in zones if not any(low <= zone[0] and zone[1] <= high for low, high in self.dead))

    def is_saturated(self, z: ArrayLike) -> NDArray[np.bool_]:
        """Which inputs ``(…, units)`` lie in a saturation zone; softmax is judged by the slope within its layer."""
        inputs = np.asarray(z)
        if self.of_layer:
            return np.asarray(self.slope(inputs.astype(np.float64)) < SATURATED * self.steepest)
        return _within(inputs, self.saturated, closed=False)

    def is_dead(self, z: ArrayLike) -> NDArray[np.bool_]:
        """Which inputs have a slope of exactly 0."""
        return _within(np.asarray(z), self.dead, closed=True)

    def backward(self, z: Floats, gradient: Floats) -> Floats:
        """The gradient by the inputs ``(…, units)``, from that by the outputs."""
        if not self.of_layer:
            return gradient * self.slope(z)
        outputs = self.function(z)
        found: Floats = outputs * (gradient - (gradient * outputs).sum(axis=-1, keepdims=True))
        return found

    def _tail(self, side: int) -> float:
        """From this distance on, to that side, the slope stays below the bound; beyond ``_FAR`` if it never does."""
        bound = SATURATED * self.steepest
        distances = np.linspace(0, _FAR, 4001)
        steep = np.abs(self.curve(side * distances)[1]) >= bound
        if not steep.any():
            return 0.0
        last = int(np.flatnonzero(steep)[-1])
        if last == len(distances) - 1:
            return inf
        near, far = float(distances[last]), float(distances[last + 1])
        for _halving in range(30):
            middle = (near + far) / 2
            near, far = (middle, far) if abs(self.curve([side * middle])[1][0]) >= bound else (near, middle)
        return far


def _within(z: NDArray[np.number], zones: tuple[Zone, ...], *, closed: bool) -> NDArray[np.bool_]:  # type: ignore[type-arg]
    found = np.zeros(z.shape, bool)
    for low, high in zones:
        found |= ((z >= low) & (z <= high)) if closed else ((z > low) & (z < high))
    return found


def _step(z: Floats) -> Floats:
    return np.asarray(z >= 0, np.float64)


def _positive(z: Floats) -> Floats:
    return np.asarray(z > 0, np.float64)


def _sigmoid(z: Floats) -> Floats:
    small = np.exp(-np.abs(z))  # never overflows
    found: Floats = np.where(z >= 0, 1, small) / (1 + small)
    return found


def _sigmoid_slope(z: Floats) -> Floats:
    small = np.exp(-np.abs(z))
    found: Floats = small / (1 + small) ** 2
    return found


def _exp_below(z: Floats) -> Floats:
    return np.exp(np.minimum(z, 0))


def _erf(z: Floats) -> Floats:
    """The error function of each number; NumPy has none."""
    return np.asarray(np.frompyfunc(erf, 1, 1)(z), np.float64)


def _normal(z: Floats) -> Floats:
    """The share of a standard normal distribution below z."""
    return (1 + _erf(z / sqrt(2))) / 2


def _gelu_slope(z: Floats) -> Floats:
    return _normal(z) + z * np.exp(-(z**2) / 2) / sqrt(2 * pi)


def _softmax(z: Floats) -> Floats:
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    found: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return found


def _softmax_slope(z: Floats) -> Floats:
    outputs = _softmax(z)
    return outputs * (1 - outputs)


def _cases(above: str, below: str, zero: str = r"z \le 0", rest: str = "z > 0") -> str:
    return rf"\begin{{cases}} {above} & {rest} \\ {below} & {zero} \end{{cases}}"


_ENTRIES = (
    Fact(
        "linear", lambda z: z * 1.0, np.ones_like,
        "f(z) = z", "f'(z) = 1",
        "Widrow, Hoff", 1960, -inf, inf, r"(-\infty, \infty)", 1.0,
        N_("The output of a regression: any number may come out. In hidden layers it adds nothing, as several linear "
           "layers are only one."),
    ),
    Fact(
        "threshold", _step, np.zeros_like,
        "f(z) = " + _cases("1", "0", "z < 0", r"z \ge 0"), r"f'(z) = 0 \quad (z \ne 0)",
        "McCulloch, Pitts", 1943, 0.0, 1.0, r"\{0, 1\}", 0.0,
        N_("The first model of a neuron: it fires or it does not. It cannot be trained by gradient descent, because "
           "its slope is 0 everywhere."),
        dead=((-inf, inf),),
    ),
    Fact(
        "sigmoid", _sigmoid, _sigmoid_slope,
        r"f(z) = \frac{1}{1 + e^{-z}}", r"f'(z) = f(z)\,(1 - f(z))",
        "Rumelhart, Hinton, Williams", 1986, 0.0, 1.0, "(0, 1)", 0.25,
        N_("The output for two classes: a probability. In deep hidden layers the gradient vanishes, because the slope "
           "is at most 0.25."),
    ),
    Fact(
        "tanh", np.tanh, lambda z: 4 * _sigmoid_slope(2 * z),
        r"f(z) = \tanh z = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}", "f'(z) = 1 - f(z)^2",
        "LeCun, Bottou, Orr, Müller", 1998, -1.0, 1.0, "(-1, 1)", 1.0,
        N_("Hidden layers of small networks and of LSTM and GRU. Its outputs lie around 0, and its slope there is 1, "
           "four times that of sigmoid."),
    ),
    Fact(
        "relu", lambda z: np.maximum(z, 0), _positive,
        r"f(z) = \max(0, z)", "f'(z) = " + _cases("1", "0"),
        "Nair, Hinton", 2010, 0.0, inf, r"[0, \infty)", 1.0,
        N_("The usual choice for hidden layers: fast, and the gradient passes unchanged wherever z > 0. A neuron whose "
           "z is never above 0 is dead and does not learn any more."),
        dead=((-inf, 0.0),),
    ),
    Fact(
        "leaky_relu", lambda z: np.where(z > 0, z, LEAK * z), lambda z: np.where(z > 0, 1.0, LEAK),
        "f(z) = " + _cases("z", f"{LEAK:g}\\,z"), "f'(z) = " + _cases("1", f"{LEAK:g}"),
        "Maas, Hannun, Ng", 2013, -inf, inf, r"(-\infty, \infty)", 1.0,
        N_("As ReLU, but a little passes below 0 too, so that no neuron dies."),
    ),
    Fact(
        "elu", lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))), _exp_below,
        "f(z) = " + _cases("z", "e^{z} - 1"), "f'(z) = " + _cases("1", "e^{z}"),
        "Clevert, Unterthiner, Hochreiter", 2015, -1.0, inf, r"(-1, \infty)", 1.0,
        N_("As ReLU, but smooth, and with negative outputs down to −1, which keep the mean near 0."),
    ),
    Fact(
        "gelu", lambda z: z * _normal(z), _gelu_slope,
        r"f(z) = z\,\Phi(z), \quad \Phi(z) = \frac{1}{2}\left(1 + \operatorname{erf}\frac{z}{\sqrt 2}\right)",
        r"f'(z) = \Phi(z) + \frac{z\,e^{-z^2/2}}{\sqrt{2\pi}}",
        "Hendrycks, Gimpel", 2016, -0.1699712, inf, r"[-0.17, \infty)", 1.1289043,
        N_("Hidden layers of language models such as BERT and GPT: a ReLU with a smooth bend, which dips below 0."),
    ),
    Fact(
        "silu", lambda z: z * _sigmoid(z), lambda z: _sigmoid(z) + z * _sigmoid_slope(z),
        r"f(z) = z\,\sigma(z) = \frac{z}{1 + e^{-z}}", r"f'(z) = \sigma(z) + z\,\sigma(z)\,(1 - \sigma(z))",
        "Elfwing, Uchibe, Doya", 2017, -0.2784646, inf, r"[-0.28, \infty)", 1.0998394,
        N_("Also called swish: hidden layers of deep networks for pictures. Smooth, and dips below 0."),
    ),
    Fact(
        "softplus", lambda z: np.logaddexp(z, 0), _sigmoid,
        r"f(z) = \ln(1 + e^{z})", r"f'(z) = \frac{1}{1 + e^{-z}}",
        "Dugas, Bengio, Bélisle, Nadeau, Garcia", 2000, 0.0, inf, r"(0, \infty)", 1.0,
        N_("A smooth ReLU that is never 0: for outputs that must be positive, such as a variance."),
    ),
    Fact(
        "softmax", _softmax, _softmax_slope,
        r"f_i(\mathbf{z}) = \frac{e^{z_i}}{\sum_k e^{z_k}}",
        r"\partial f_i / \partial z_i = f_i\,(1 - f_i), \quad "
        r"\partial f_i / \partial z_k = -f_i f_k",
        "Bridle", 1990, 0.0, 1.0, "(0, 1)", 0.25,
        N_("The output for several classes: probabilities whose sum is 1. It needs a whole layer; the curve shows one "
           "of three inputs, with the other two held at 0."),
        of_layer=True,
    ),
)  # fmt: skip

FACTS: dict[str, Fact] = {fact.name: fact for fact in _ENTRIES}
"""Every activation by its name, in the order of ``ACTIVATIONS``."""
