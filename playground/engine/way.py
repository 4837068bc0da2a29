"""A way to train: what a trainer asks of that which holds all numbers of a run and changes them."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import keras
from numpy.typing import NDArray

from playground.data.samples import Data
from playground.engine.ahead import Ahead
from playground.engine.plan import Plan
from playground.engine.snapshots import Position


class Chunk(NamedTuple):
    """What one call of the loop gives: arrays, or tensors inside a compiled loop."""

    rows: Any
    """float ``(epochs, 2 * metrics)``: train then validation values of each epoch that was completed."""
    num_rows: Any
    """How many epochs were completed with every number finite; the loop stops at the first that was not."""
    good: Any
    """Whether every loss and every weight was finite, up to the last step."""
    running: Any
    """float ``(metrics,)``: the training values of the epoch under way."""


class Way(ABC):
    """Everything that changes while a network is trained, and the loop that changes it.

    Equal experiments give equal numbers on the same way; which way an experiment goes follows from it alone.
    """

    ahead = Ahead()
    """What is to be compiled before it is needed."""

    @abstractmethod
    def take_in(self, plan: Plan, data: Data) -> None:
        """Train on these samples from now on."""

    @abstractmethod
    def run(self, position: Position, num_steps: int) -> tuple[Chunk, int]:
        """One call of the loop with at most so many steps; what it gave, and how many steps it was to do."""

    @abstractmethod
    def running(self) -> NDArray[Any]:
        """The training values ``(metrics,)`` over the batches of the epoch under way."""

    @abstractmethod
    def forget_running(self) -> None:
        """Begin the epoch's training values anew."""

    @abstractmethod
    def arrays(self) -> list[NDArray[Any]]:
        """Copies of all that changes: the weights first, in the order of ``model.weights``."""

    @abstractmethod
    def held(self) -> list[Any]:
        """The same, for a short while, as cheaply as can be."""

    @abstractmethod
    def write(self, arrays: list[Any], *, with_learning_rate: bool) -> None:
        """Go on from what ``arrays`` or ``held`` gave; without its learning rate that stays as it is set."""

    @property
    @abstractmethod
    def num_weights(self) -> int:
        """How many of the arrays are weights."""

    @property
    @abstractmethod
    def learning_rate(self) -> float:
        """It may be set, for the next step."""

    @learning_rate.setter
    @abstractmethod
    def learning_rate(self, value: float) -> None: ...

    @property
    @abstractmethod
    def model(self) -> keras.Model:
        """The network with its present weights."""

    @contextmanager
    def read_only(self) -> Iterator[keras.Model]:
        """The network for who reads its weights with ``variables.read`` alone."""
        yield self.model

    @abstractmethod
    def weights_were_set(self) -> None:
        """Somebody has set weights of ``model``: train on from there."""

    def is_ready(self, step: int, seconds: float | None) -> bool:
        """Wait at most so long for what that step needs; False where it is not there then."""
        return True
