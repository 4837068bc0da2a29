"""The training samples in the order of training, laid out for one call of the compiled loop."""

from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from playground.data.samples import Part
from playground.engine.plan import Plan
from playground.engine.seeds import sample_orders


class Feed:
    """Gathers the samples of the next batches: some epochs of a small set, or a window of one epoch of a large one.

    Gathering here, in NumPy, is many times faster than inside XLA, and the samples need not be copied as a whole.
    """

    def __init__(self, part: Part, plan: Plan, seed: int) -> None:
        self._part = part
        self._plan = plan
        self._seed = seed
        self._x = np.zeros((plan.num_epochs, plan.window, *part.x.shape[1:]), np.float32)
        self._y = np.zeros((plan.num_epochs, plan.window, *part.y.shape[1:]), np.float32)
        self._order: NDArray[np.int32] = np.empty(0, np.int32)
        self._order_epoch = -1
        self._window: tuple[int, int] = (-1, -1)
        self._tensors: tuple[Any, ...] = ()

    def take(self, epoch: int, batch: int, num_steps: int) -> tuple[tuple[Any, ...], int]:
        """``(x, y, offset)`` for the loop, and how many of the steps wanted they are enough for."""
        if self._plan.window == self._plan.num_samples:
            return self._epochs(epoch, batch, num_steps)
        return self._part_of_epoch(epoch, batch, num_steps)

    def _epochs(self, epoch: int, batch: int, num_steps: int) -> tuple[tuple[Any, ...], int]:
        plan = self._plan
        num_steps = min(num_steps, plan.num_epochs * plan.steps_per_epoch - batch)
        num_epochs = -(-(batch + num_steps) // plan.steps_per_epoch)
        self._gather(sample_orders(self._seed, epoch, num_epochs, plan.num_samples))
        return self._as_tensors(0), num_steps

    def _part_of_epoch(self, epoch: int, batch: int, num_steps: int) -> tuple[tuple[Any, ...], int]:
        """Windows begin at fixed batches, so that the chunks that fall into one share it."""
        plan = self._plan
        number, batch_in_window = divmod(batch, plan.batches_per_window)
        if (epoch, number) != self._window:
            if epoch != self._order_epoch:
                self._order, self._order_epoch = sample_orders(self._seed, epoch, 1, plan.num_samples)[0], epoch
            # the last window of an epoch begins earlier, so that all have one shape
            offset = min(number * plan.window, plan.num_samples - plan.window)
            self._gather(self._order[None, offset : offset + plan.window])
            self._tensors, self._window = self._as_tensors(offset), (epoch, number)
        left = min(plan.batches_per_window, plan.steps_per_epoch - number * plan.batches_per_window)
        return self._tensors, min(num_steps, left - batch_in_window)

    def _gather(self, orders: NDArray[np.int32]) -> None:
        num_epochs = len(orders)
        np.take(self._part.x, orders, axis=0, out=self._x[:num_epochs], mode="clip")
        np.take(self._part.y, orders, axis=0, out=self._y[:num_epochs], mode="clip")

    def _as_tensors(self, offset: int) -> tuple[Any, ...]:
        return tf.constant(self._x), tf.constant(self._y), tf.constant(offset)
