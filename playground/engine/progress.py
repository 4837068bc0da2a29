"""How far a training is: its position, and the values of the epoch under way. Trains nothing."""

from typing import Any

from numpy.typing import NDArray

from playground.engine.snapshots import Position, Snapshot
from playground.engine.way import Way


class Progress:
    """Reads, counts and sets back what a way to train has come to."""

    def __init__(self, way: Way) -> None:
        self._way = way
        self._shapes = [tuple(array.shape) for array in way.arrays()]
        self.position = Position(0, 0, 0)
        self.running: tuple[float, ...] = ()
        """The training values over the batches of the epoch under way."""

    def arrays(self) -> list[NDArray[Any]]:
        """Copies of all that changes."""
        return self._way.arrays()

    def held(self) -> Snapshot:
        """The present, for as long as one call of the loop takes."""
        return Snapshot(self.position, self._way.held())

    def fits(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot is of such a network."""
        return [tuple(array.shape) for array in snapshot.arrays] == self._shapes

    def restore(self, snapshot: Snapshot, steps_per_epoch: int, *, with_learning_rate: bool = False) -> None:
        """Go on from a snapshot; without its learning rate that stays as it is set."""
        self._way.write(snapshot.arrays, with_learning_rate=with_learning_rate)
        self.position = snapshot.position
        self.running = ()
        if snapshot.position.batch >= steps_per_epoch:  # it was taken when there were more samples
            self.begin_epoch_anew()
        elif snapshot.position.batch:
            self.running = tuple(self._way.running().tolist())

    def begin_epoch_anew(self) -> None:
        """Forget the batches of the epoch under way, not what was learned from them."""
        self.position = self.position._replace(batch=0)
        self.running = ()
        self._way.forget_running()

    def advance(self, num_steps: int, steps_per_epoch: int, running: tuple[float, ...]) -> int:
        """Count steps that were done; how many epochs they completed."""
        step, epoch, batch = self.position
        epochs, batch = divmod(batch + num_steps, steps_per_epoch)
        self.position = Position(step + num_steps, epoch + epochs, batch)
        self.running = running
        return epochs
