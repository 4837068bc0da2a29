"""The native way to train: all numbers of a run in flat arrays, and the kernel that works on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from playground.data.samples import Data, Part
from playground.engine.native import kernel, stepping
from playground.engine.native.program import (
    WORK_PER_STEP,
    Floats,
    objective_of,
    options_of,
    penalties_of,
    program_of,
    seeds_of,
    slots_of,
)
from playground.engine.plan import Plan
from playground.engine.seeds import sample_orders
from playground.engine.snapshots import Position
from playground.engine.variables import known, read, write
from playground.engine.way import Chunk, Way
from playground.spec import Experiment

MAX_EPOCHS = 4096
"""In one call at most so many epochs, and orders of at most so many samples."""
MAX_ORDERED = 2_000_000


def fits(experiment: Experiment) -> bool:
    """Whether the kernel can train this experiment, and is the fastest way."""
    work = sum(placed.work for placed in experiment.placed) * experiment.training.batch_size
    is_known = objective_of(experiment) is not None and options_of(experiment) is not None
    return work <= WORK_PER_STEP and is_known and program_of(experiment) is not None


class NativeLoop(Way):
    """Trains a network that ``fits``.

    Args:
        experiment: what is trained.
        model: its network, whose weights are where the training begins; they follow when somebody looks at ``model``.
            Without one all weights begin with 0, and there is nothing to look at.
    """

    def __init__(self, experiment: Experiment, model: keras.Model | None) -> None:
        program, objective, options = program_of(experiment), objective_of(experiment), options_of(experiment)
        if program is None or objective is None or options is None:
            raise ValueError("the kernel does not know this network")
        self._program = program
        loss, metrics = objective
        self._slots_used = slots_of(experiment)
        self._seed = experiment.training.seed
        self._model = model
        self._is_shown = True
        """Whether the model has the weights of this."""
        optimizer = experiment.training.optimizer
        units = int(program.layers[-1][kernel.UNITS])
        self._weights = np.zeros(program.size, np.float32)
        self._slots = np.zeros((stepping.NUM_SLOTS, program.num_trained), np.float32)
        self._seeds = seeds_of(experiment, program)
        self._slots[0] = getattr(optimizer, "initial_accumulator_value", 0.0)
        self._counts = np.array([0.0, 1.0], np.float32)
        self._rate = np.array([optimizer.learning_rate], np.float32)
        self._sums = np.zeros((len(metrics) + 1, 2 + 3 * units))
        self._checked = np.zeros_like(self._sums)
        l1, l2 = penalties_of(program)
        self._network = program.layers, program.parameters, metrics
        kind = stepping.OPTIMIZERS.index(optimizer.name())
        self._training = loss, kind, options, l1, l2, bool(l1.any() or l2.any())
        if model is not None:
            self.weights_were_set()

    def take_in(self, plan: Plan, data: Data) -> None:
        self._plan = plan
        self._samples, self._checks = _flat(data.train), _flat(data.validation)
        self._num_samples = len(data.train)
        self._room = max(kernel.ROWS, min(plan.batch_size, self._num_samples))
        program = self._program
        z, a, d = (np.zeros(program.row_size * self._room, np.float32) for _ in range(3))
        turned = np.zeros(max(int(row[kernel.UNITS] * row[kernel.IN_WIDTH]) for row in program.layers), np.float32)
        gradient = np.zeros(program.num_trained, np.float32)
        self._state = (
            self._weights, gradient, turned, self._slots, self._counts, self._rate, z, a, d, self._sums,
            self._seeds,
        )  # fmt: skip

    def run(self, position: Position, num_steps: int) -> tuple[Chunk, int]:
        plan = self._plan
        most = min(MAX_EPOCHS, max(1, MAX_ORDERED // self._num_samples))
        num_steps = min(num_steps, most * plan.steps_per_epoch - position.batch)
        num_epochs = -(-(position.batch + num_steps) // plan.steps_per_epoch)
        order = sample_orders(self._seed, position.epoch, num_epochs, self._num_samples)
        rows = np.zeros((num_epochs, 2 * len(self._sums)))
        num_rows, good = kernel.train(  # type: ignore[no-untyped-call]
            self._network, self._training, self._samples, self._checks, self._state, self._checked, order,
            plan.batch_size, self._room, position.batch, num_steps, rows,
        )  # fmt: skip
        self._is_shown = False
        return Chunk(rows, num_rows, good, self.running()), num_steps

    def running(self) -> NDArray[Any]:
        found = np.zeros(len(self._sums))
        units = int(self._program.layers[-1][kernel.UNITS])
        kernel.read_values(self._network[2], self._sums, units, found)  # type: ignore[no-untyped-call]
        return found

    def forget_running(self) -> None:
        self._sums[:] = 0.0

    def arrays(self) -> list[NDArray[Any]]:
        return [np.array(each) for each in self._changing()]

    def held(self) -> list[Any]:
        return self.arrays()

    def write(self, arrays: list[Any], *, with_learning_rate: bool) -> None:
        for mine, array in zip(self._changing(), arrays, strict=True):
            if with_learning_rate or mine is not self._rate:
                mine[...] = array
        self._is_shown = False

    @property
    def num_weights(self) -> int:
        return len(self._program.weights)

    @property
    def learning_rate(self) -> float:
        return float(self._rate[0])

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._rate[0] = value

    @property
    def model(self) -> keras.Model:
        assert self._model is not None
        if not self._is_shown:
            for variable, weight in zip(self._model.weights, self._program.weights, strict=True):
                write(variable, weight.of(self._weights))
            self._is_shown = True
        return self._model

    @contextmanager
    def read_only(self) -> Iterator[keras.Model]:
        """Its variables need not follow: the weights are read from here."""
        assert self._model is not None
        pairs = zip(self._model.weights, self._program.weights, strict=True)
        with known({id(variable): weight.of(self._weights) for variable, weight in pairs}):
            yield self._model

    def weights_were_set(self) -> None:
        assert self._model is not None
        for variable, weight in zip(self._model.weights, self._program.weights, strict=True):
            weight.of(self._weights)[...] = read(variable)
        self._is_shown = True

    def _changing(self) -> list[NDArray[Any]]:
        """Views of all that changes: the weights first, in the order of ``model.weights``."""
        weights = [weight.of(self._weights) for weight in self._program.weights]
        slots = [self._slots[index] for index in self._slots_used]
        return [*weights, *slots, self._counts, self._rate, self._sums, self._seeds]


def _flat(part: Part) -> tuple[Floats, Floats]:
    return np.ascontiguousarray(part.x, np.float32).ravel(), np.ascontiguousarray(part.y, np.float32).ravel()
