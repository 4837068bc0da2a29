"""When a moment of a run is kept."""

import time

import numpy as np

from playground.engine.moments import Moment
from playground.engine.snapshots import Position, Snapshot
from playground.runs.timeline import DENSE_EPOCHS, Timeline


class SlowToBegin:
    """A trainer whose first moment takes long, as it does while everything is still cold, or the machine is busy."""

    def __init__(self, slow: set[int]) -> None:
        self.position = Position(0, 0, 0)
        self._slow = slow
        self._taken = 0

    def moment(self, values: dict[str, float]) -> Moment:
        if self._taken in self._slow:
            time.sleep(0.05)
        self._taken += 1
        return Moment(Snapshot(self.position, [np.zeros(3, np.float32)]), 1, values)

    def train(self, epochs: int) -> None:
        self.position = Position(self.position.step + 5 * epochs, self.position.epoch + epochs, 0)


def test_the_first_epochs_are_kept_though_some_moments_took_long() -> None:
    trainer = SlowToBegin({0, 3})
    timeline = Timeline(trainer, 1_000_000)
    timeline.begin_again({})
    while trainer.position.epoch < 2 * DENSE_EPOCHS:
        trainer.train(timeline.epochs_to_next(1000))
        timeline.follow({}, True)
    kept = [moment.position.epoch for moment in timeline.moments]
    assert kept == [0, *range(1, DENSE_EPOCHS + 1), 12, 14, 16, 18, 21]
