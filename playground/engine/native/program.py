"""Experiment -> what the kernel is told: layers as rows of numbers, and where each weight stands among all."""

from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.engine.native import kernel, operations, scoring, stepping
from playground.engine.seeds import NOISE, layer_seed
from playground.spec import Experiment
from playground.spec.activations import ACTIVATIONS
from playground.spec.layers.base import CompiledAs, Layer, Weighted
from playground.spec.network import Placed

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

KERAS_SEEDS = 2**31 - 2
"""Keras brings a seed into 32 bits by the remainder of this."""
WORK_PER_STEP = 400_000
"""Up to so many multiplications in a step's forward pass the kernel is the fastest way; beyond, XLA's products are."""


class Weight(NamedTuple):
    """A kernel ``(inputs, units)`` or a row ``(units,)``, and where its rows of ``width`` numbers begin."""

    start: int
    shape: tuple[int, ...]
    width: int
    l1: float = 0.0
    l2: float = 0.0
    is_average: bool = False
    """Whether it follows the batches without being trained."""

    def of(self, flat: Floats) -> Floats:
        """The weight as a view, without what is padded."""
        rows = prod(self.shape[:-1])
        return flat[self.start : self.start + rows * self.width].reshape(*self.shape[:-1], self.width)[
            ..., : self.shape[-1]
        ]


@dataclass(frozen=True)
class Program:
    """What a network is, for the kernel; see ``kernel`` for the arrays."""

    layers: Integers
    parameters: Floats
    weights: tuple[Weight, ...]
    """In the order of ``model.weights``."""
    rows_of: tuple[int, ...]
    """For each layer of the network, the row of ``layers`` whose outputs it has; -1 for the network's input."""
    shapes: tuple[tuple[int, ...], ...]
    """Of the outputs of each layer of the network."""
    num_trained: int
    """Numbers of all weights that are trained, padded; the moving averages are behind them."""
    size: int
    """Numbers of all, padded."""

    @property
    def row_size(self) -> int:
        """Numbers of all outputs for one sample, the inputs included, padded."""
        last = self.layers[-1]
        return int(last[kernel.START] + last[kernel.WIDTH])


def program_of(experiment: Experiment) -> Program | None:
    """The program of a network; None where it has a layer or an activation that the kernel does not know."""
    made = _Layers(prod(experiment.data.input_shape))
    rows_of, shapes = [], []
    for placed in experiment.placed:
        if not made.add(placed):
            return None
        rows_of.append(len(made.rows) - 1)
        shapes.append(placed.output_shape)
    if not made.rows:
        return None
    layers, parameters = np.array(made.rows, np.int64), np.array(made.parameters, np.float32)
    weights, size = made.all_weights(), made.num_trained + made.num_averages
    layers[:, kernel.AVERAGES] += made.num_trained
    return Program(layers, parameters, weights, tuple(rows_of), tuple(shapes), made.num_trained, size)


class _Layers:
    """The rows so far."""

    def __init__(self, inputs: int) -> None:
        self.rows: list[list[int]] = []
        self.parameters: list[tuple[float, float]] = []
        self.num_trained = self.num_averages = 0
        self._weights: list[Weight] = []
        self._units, self._start, self._end = inputs, 0, padded(inputs)

    def all_weights(self) -> tuple[Weight, ...]:
        """Each with its place, the averages behind all that is trained."""
        return tuple(
            weight._replace(start=weight.start + self.num_trained) if weight.is_average else weight
            for weight in self._weights
        )

    def add(self, placed: Placed) -> bool:
        """One layer more; False where the kernel does not know it."""
        layer, what = placed.layer, _own(placed.layer, "compiled_as")
        if what == "nothing":
            return True
        if what is None or len(placed.input_shape) != 1:
            return False
        found = self._activation(layer, what)
        if found is None:
            return False
        operation, parameters = found
        units, averages = placed.output_shape[-1], self.num_averages
        width = padded(units)
        learned, shift = self._learned(layer, what, units, width)
        self.rows.append([
            self._units, units, padded(self._units), width, learned, shift, self._start, self._end, operation,
            kernel.KINDS.index(what), averages,
        ])  # fmt: skip
        self.parameters.append(parameters)
        self._units, self._start, self._end = units, self._end, self._end + width
        return True

    @staticmethod
    def _activation(layer: Layer, what: CompiledAs) -> tuple[int, tuple[float, float]] | None:
        """Its activation, and what it or the layer has besides; None where the kernel does not know it."""
        if what not in ("weighted sum", "activation"):
            own = [float(getattr(layer, name)) for name in layer.compiled_with]
            return operations.LINEAR, (*own, 0.0)[:2]  # type: ignore[return-value]
        if layer.has_activation is None:
            return None
        activation = ACTIVATIONS[layer.has_activation]
        operation = _own(activation, "compiled_as")
        return None if operation is None else (int(operation), (activation.compiled_with, 0.0))

    def _learned(self, layer: Layer, what: CompiledAs, units: int, width: int) -> tuple[int, int]:
        """Where its kernel and bias begin, or gamma and beta."""
        if what == "weighted sum":
            assert isinstance(layer, Weighted)
            at = self._take(Weight(self.num_trained, (self._units, units), width, layer.l1, layer.l2))
            return at, self._take(Weight(self.num_trained, (units,), width)) if layer.use_bias else -1
        if not layer.weights:
            return -1, -1
        gamma, beta = (self._take(Weight(self.num_trained, (units,), width)) for _ in range(2))
        for _ in layer.weights[2:]:
            self._weights.append(Weight(self.num_averages, (units,), width, is_average=True))
            self.num_averages += width
        return gamma, beta

    def _take(self, weight: Weight) -> int:
        self._weights.append(weight)
        self.num_trained += prod(weight.shape[:-1]) * weight.width
        return weight.start


def _own(kind: object, trait: str) -> Any:
    """What a kind itself declares: one that only inherits it may do something else."""
    return vars(type(kind)).get(trait)


def padded(units: int) -> int:
    """The next multiple of the kernel's width."""
    return -(-units // kernel.LANES) * kernel.LANES


def objective_of(experiment: Experiment) -> tuple[int, Integers] | None:
    """Loss and metrics by their numbers; None where the kernel does not know one."""
    if experiment.loss not in scoring.LOSSES or not set(experiment.metrics) <= set(scoring.METRICS):
        return None
    loss = scoring.LOSSES.index(experiment.loss)
    return loss, np.array([scoring.METRICS.index(metric) for metric in experiment.metrics], np.int64)


def options_of(experiment: Experiment) -> Floats | None:
    """The optimizer's options in their places; None where the kernel does not know the optimizer."""
    chosen = experiment.training.optimizer
    if chosen.name() not in stepping.OPTIMIZERS:
        return None
    given: dict[str, Any] = chosen.keras_arguments()
    beta_1 = given.get("beta_1", given.get("momentum", 0.0))
    beta_2 = given.get("beta_2", given.get("rho", 0.0))
    options = np.zeros(stepping.NUM_OPTIONS, np.float32)
    options[stepping.MOMENTUM], options[stepping.RHO] = beta_1, beta_2
    options[stepping.NESTEROV] = given.get("nesterov", False)
    options[stepping.EPSILON] = given.get("epsilon", 0.0)
    options[stepping.CENTERED] = given.get("centered", given.get("amsgrad", False))
    options[stepping.DECAY] = given.get("weight_decay", 0.0)
    options[stepping.REST_1], options[stepping.REST_2] = 1 - beta_1, 1 - beta_2
    return options


def penalties_of(program: Program) -> tuple[Floats, Floats]:
    """L1 and L2 for every weight, in its place."""
    l1, l2 = np.zeros(program.num_trained, np.float32), np.zeros(program.num_trained, np.float32)
    for weight in program.weights:
        if weight.is_average:
            continue
        weight.of(l1)[...], weight.of(l2)[...] = weight.l1, weight.l2
    return l1, l2


def seeds_of(experiment: Experiment, program: Program) -> NDArray[np.uint32]:
    """Of what each row of ``layers`` draws in training: Keras's seed generators at their beginning."""
    seeds = np.zeros((len(program.layers), 2), np.uint32)
    for index, row in reversed([*enumerate(program.rows_of)]):
        if row >= 0:  # the first layer of a row, as those behind it hand on its outputs
            seeds[row, 0] = layer_seed(experiment.training.seed, index, NOISE) % KERAS_SEEDS
    return seeds


def slots_of(experiment: Experiment) -> tuple[int, ...]:
    """Which of the numbers that an optimizer may remember of each weight it does remember."""
    given = experiment.training.optimizer.keras_arguments()
    kind = stepping.OPTIMIZERS.index(experiment.training.optimizer.name())
    if kind == stepping.SGD:
        return (0,) if given["momentum"] else ()
    if kind == stepping.RMSPROP:
        return (0, *((1,) if given["momentum"] else ()), *((2,) if given["centered"] else ()))
    if kind == stepping.ADAGRAD:
        return (0,)
    return (0, 1, 2) if given.get("amsgrad") else (0, 1)
