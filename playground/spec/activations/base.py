"""What an activation kind is: its values and slope, what is known of it, and where it lets no gradient through.

NumPy only. The engine takes Keras's function of the same name, or makes one of ``value`` where Keras has none.
"""

from collections.abc import Iterable
from functools import cached_property
from math import inf, isfinite
from typing import Annotated, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.spec.activations.operations import NUMPY, Compiled, Floats
from playground.spec.errors import N_
from playground.spec.kinds import Entries, OneOf
from playground.spec.objectives import Task

Zone = tuple[float, float]
"""From where to where on the axis of the input; the ends may be infinite."""

SATURATED = 0.05
"""A slope below this share of the activation's largest one counts as saturated: hardly any gradient comes back."""
OTHERS = (0.0, 0.0)
"""Softmax needs a whole layer of inputs: its curve is that of one input, with these two held beside it."""
_FAR = 40.0
"""Beyond it, on either side, nothing changes any more but for a straight line."""


class Activation:
    """One activation function. A subclass declares what is true of it; it has no state."""

    name: ClassVar[str]
    """As in links and files; Keras's name where Keras has it."""
    use: ClassVar[str]
    """One or two English sentences, keys in the catalogues."""
    source: ClassVar[str]
    """Who published it as an activation."""
    year: ClassVar[int]

    formula: ClassVar[str]
    """LaTeX of f(z)."""
    slope_formula: ClassVar[str]
    """LaTeX of f'(z)."""
    plain: ClassVar[str] = ""
    """f(z) in one line of text, to be followed by its result; empty: only the name."""

    low: ClassVar[float] = -inf
    high: ClassVar[float] = inf
    """Between these lie all outputs; see ``range_formula`` for which of them are reached."""
    range_formula: ClassVar[str] = r"(-\infty, \infty)"
    steepest: ClassVar[float] = 1.0
    """The largest slope."""
    dead: ClassVar[tuple[Zone, ...]] = ()
    """Where the slope is exactly 0, both ends belonging to it."""

    of_layer: ClassVar[bool] = False
    """Whether an output depends on all inputs of the layer."""
    is_linear: ClassVar[bool] = False
    """Whether it hands on what it gets."""
    shares_powers: ClassVar[bool] = False
    """Whether an output is e^z over the sum of all e^z of the layer: then these are shown."""

    cure: ClassVar[str] = "glorot_uniform"
    """The initializer that suits it: He where half of the signal is cut off, Glorot where it is not."""
    automatic_for: ClassVar[Task | None] = None
    """The task whose output has it where the learner chooses none."""
    probabilities_of: ClassVar[Task | None] = None
    """The task for whose classes its outputs are probabilities."""
    regression: ClassVar[str] = ""
    """How a network without hidden layers is written with it, around ``{sum}``; empty where that has no name."""

    is_another_in_keras: ClassVar[bool] = False
    """Whether what Keras has by this name is something else."""

    compiled_as: ClassVar[Compiled | None] = None
    """What it is for the compiled loop; None: TensorFlow's own operations train a network with it, which is slower.

    Only what a kind declares itself counts, as one that inherits may compute something else."""
    compiled_with: ClassVar[float] = 0.0
    """The number that this takes."""

    refusal: ClassVar[str] = ""
    """Why gradient descent cannot train through it; empty where it can."""
    refusal_alone: ClassVar[str] = ""
    """Why it is no activation of a single output; empty where it is."""

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        """f of z, an array ``(…, units)``, by the operations of ``xp``; see ``operations``.

        Each number by itself, but for an activation of the whole layer, which goes over the last axis.
        """
        raise NotImplementedError

    def slope(self, z: Floats) -> Floats:
        """The derivative of each output by its own input, in the shape of z."""
        raise NotImplementedError

    def function(self, z: Floats) -> Floats:
        """``value`` of NumPy's numbers."""
        return np.asarray(self.value(z), np.float64)

    def curve(self, z: ArrayLike) -> tuple[Floats, Floats]:
        """Output and slope for inputs ``(n,)``; of softmax for one input beside two others that are held at 0."""
        inputs = np.asarray(z, np.float64)
        if not self.of_layer:
            return self.function(inputs), self.slope(inputs)
        layer = np.stack([inputs, *(np.full_like(inputs, other) for other in OTHERS)], axis=-1)
        return self.function(layer)[..., 0], self.slope(layer)[..., 0]

    def backward(self, z: Floats, gradient: Floats) -> Floats:
        """The gradient by the inputs ``(…, units)``, from that by the outputs."""
        return gradient * self.slope(z)

    @property
    def ends(self) -> Zone | None:
        """The least and the largest output, where there are both."""
        return (self.low, self.high) if isfinite(self.low) and isfinite(self.high) else None

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


def open_ended(zones: Iterable[Zone]) -> list[list[float | None]]:
    """Zones as JSON has them: None is an end that lies infinitely far."""
    return [[end if isfinite(end) else None for end in zone] for zone in zones]


def _within(z: NDArray[np.number], zones: tuple[Zone, ...], *, closed: bool) -> NDArray[np.bool_]:
    found = np.zeros(z.shape, bool)
    for low, high in zones:
        found |= ((z >= low) & (z <= high)) if closed else ((z > low) & (z < high))
    return found


A = TypeVar("A", bound=Activation)


class Activations(Entries[Activation]):
    """The activation kinds, one object for each."""

    def register(self, kind: type[A]) -> type[A]:
        """Add a kind; used as a class decorator."""
        self.add(kind.name, kind())
        return kind

    def automatic(self, task: Task) -> Activation:
        """The output's activation where the learner chooses none."""
        return next(each for each in self if each.automatic_for == task)

    def probabilities(self, task: Task | None = None) -> list[str]:
        """The names of those whose values are probabilities, for the classes of that task or of any."""
        return [each.name for each in self if each.probabilities_of and task in (None, each.probabilities_of)]


ACTIVATIONS = Activations(N_("activation function"))

ActivationName = Annotated[str, OneOf(ACTIVATIONS)]
"""The type of a field that holds an activation's name."""
