"""TensorFlow's way to train, for every layer that Keras has: a plain graph, or XLA where that is faster."""

from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from playground.data.samples import Data
from playground.engine import loop
from playground.engine.compiled import CompiledLoop
from playground.engine.feed import Feed
from playground.engine.plan import Plan
from playground.engine.snapshots import Position
from playground.engine.way import Chunk, Way
from playground.spec import Experiment


class GraphLoop(Way):
    """All numbers of a run as variables of Keras.

    Args:
        experiment: what is trained.
        model: its network.
        graph_steps: how many steps at the start the plain graph trains.
        use_xla: whether XLA trains the rest.
    """

    def __init__(self, experiment: Experiment, model: keras.Model, *, graph_steps: int, use_xla: bool) -> None:
        self._machine = loop.assemble(experiment, model)
        self._variables = self._machine.variables
        self._seed = experiment.training.seed
        self._compiled = CompiledLoop(self._machine, graph_steps=graph_steps, use_xla=use_xla)
        self.ahead = self._compiled

    def take_in(self, plan: Plan, data: Data) -> None:
        self._feed = Feed(data.train, plan, self._seed)
        self._validation = (tf.constant(data.validation.x), tf.constant(data.validation.y))
        self._compiled.take_in(plan, self._validation)

    def run(self, position: Position, num_steps: int) -> tuple[Chunk, int]:
        step, epoch, batch = position
        num_steps = self._compiled.steps_in_one_call(step, num_steps)
        samples, num_steps = self._feed.take(epoch, batch, num_steps)
        function = self._compiled.at(step)
        tensors = function(*samples, *self._validation, tf.constant(batch), tf.constant(num_steps))
        return Chunk(*(tensor.numpy() for tensor in tensors)), num_steps

    def running(self) -> NDArray[Any]:
        return np.array([float(metric.result()) for metric in self._machine.train_metrics])

    def forget_running(self) -> None:
        for metric in self._machine.train_metrics:
            metric.reset_state()

    def arrays(self) -> list[NDArray[Any]]:
        return [np.array(variable.numpy()) for variable in self._variables]

    def held(self) -> list[Any]:
        """As values, not copies: TensorFlow writes to other memory while somebody holds these."""
        return [variable.value.read_value() for variable in self._variables]

    def write(self, arrays: list[Any], *, with_learning_rate: bool) -> None:
        rate = self._machine.optimizer.learning_rate
        for variable, array in zip(self._variables, arrays, strict=True):
            if with_learning_rate or variable is not rate:
                variable.assign(array)

    @property
    def num_weights(self) -> int:
        return len(self._machine.weights)

    @property
    def learning_rate(self) -> float:
        return float(self._machine.optimizer.learning_rate.numpy())

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._machine.optimizer.learning_rate.assign(value)

    @property
    def model(self) -> keras.Model:
        return self._machine.model

    def weights_were_set(self) -> None:
        """They are the same variables."""

    def is_ready(self, step: int, seconds: float | None) -> bool:
        return self._compiled.is_ready(step, seconds)
