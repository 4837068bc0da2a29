"""One network in training: chunks of the compiled loop, position, reset, snapshots. No sockets."""

from contextlib import AbstractContextManager
from typing import Literal, NamedTuple

import keras

from playground.data.samples import Data
from playground.engine import native, network
from playground.engine.graph_loop import GraphLoop
from playground.engine.moments import Moment
from playground.engine.plan import Plan, fits_all, plan_for
from playground.engine.progress import Progress
from playground.engine.snapshots import Position, Snapshot
from playground.engine.tempo import Tempo
from playground.engine.way import Chunk, Way
from playground.spec import N_, Experiment, Explained
from playground.spec.network import Placed
from playground.spec.numbers import minus

GRAPH_STEPS = 250
"""The first steps of a run are trained by the plain graph, which is ready a second before XLA is: the first picture
changes at once. The number is fixed, so that equal experiments stay equal to the digit."""
GRAPH_STEPS_ON_SEQUENCES = 2000
"""So many where a layer reads sequences: XLA takes some seconds for a recurrent layer, and training should not stand
still so long."""
XLA_WORK_PER_STEP = 2_000_000
"""Up to so many multiplications in a step's forward pass XLA pays: beyond, TensorFlow's own kernels are as fast."""
SLOWER_CONVOLUTION = 8
"""XLA's convolutions over sequences are so much slower, for their work, than its dense layers."""


WayName = Literal["native", "xla", "graph"]
"""By machine code of our own whose sizes are arguments, by a graph that XLA compiles, or by a plain graph."""


class Row(NamedTuple):
    """The values at the end of an epoch: those of training, then those of validation, as in ``metric_names``."""

    epoch: int
    values: tuple[float, ...]


class Diverged(Explained):
    """A loss or a weight became NaN or infinite. The trainer holds the last good weights, at ``position``."""

    def __init__(self, position: Position, learning_rate: float) -> None:
        self.position = position
        self.suggestion = smaller(learning_rate)
        super().__init__(
            N_(
                "Training broke down in epoch {epoch}: the numbers became too large for the computer. The last good "
                "weights are kept. With the learning rate {learning_rate} the steps are too long; try {suggestion}."
            ),
            epoch=position.epoch + 1,
            learning_rate=minus(f"{learning_rate:g}"),
            suggestion=minus(f"{self.suggestion:g}"),
        )


def smaller(learning_rate: float) -> float:
    """A tenth, rounded to one digit, at least the smallest that an optimizer accepts."""
    return max(1e-6, float(f"{learning_rate / 10:.0e}"))


class Trainer:
    """Trains the experiment's network on the data.

    Args:
        experiment: checked by its caller (``experiment.check()``).
        data: what ``experiment.data`` describes.
        way: by which way it is trained; None chooses what is fastest for this network.
    """

    def __init__(self, experiment: Experiment, data: Data, *, way: WayName | None = None) -> None:
        self.experiment = experiment
        self.way_name = way or way_for(experiment)
        self._way = _way(experiment, self.way_name)
        self.ahead = self._way.ahead
        self._progress = Progress(self._way)
        self._take_in(data)
        self._initial = self._progress.arrays()
        self._has_diverged = False
        self._tempo = Tempo()

    def _take_in(self, data: Data) -> None:
        self.data = data
        self._plan = plan_for(self.experiment, data)
        self._way.take_in(self._plan, data)

    def replace_data(self, experiment: Experiment, data: Data) -> None:
        """Go on with other samples of a set that grows: weights, optimizer, learning rate and position stay.

        The epoch under way begins anew, so that its values are of one set of samples. Nothing is compiled.

        Args:
            experiment: the trainer's own but for the samples of its dataset.
            data: what ``experiment.data`` describes.

        Raises:
            ValueError: the network does not fit these data, or was compiled for data of one size.
        """
        plan = plan_for(experiment, data)
        if not (plan.any_size and self._plan.any_size and fits_all(plan) == fits_all(self._plan)):
            raise ValueError("these data need another network")
        self.experiment = experiment
        self._take_in(data)
        self._progress.begin_epoch_anew()
        self._has_diverged = False

    @property
    def model(self) -> keras.Model:
        """The network with its present weights. Who sets some says so: ``weights_were_set``."""
        return self._way.model

    def read_only(self) -> AbstractContextManager[keras.Model]:
        """The network for looks that only read weights (``Look.reads_only``): cheaper than ``model``."""
        return self._way.read_only()

    def weights_were_set(self) -> None:
        """Train on from the weights that somebody has given to ``model``."""
        self._way.weights_were_set()

    @property
    def position(self) -> Position:
        """Where the training is."""
        return self._progress.position

    @property
    def steps_per_epoch(self) -> int:
        """Batches of an epoch, a smaller last one included."""
        return self._plan.steps_per_epoch

    @property
    def metric_names(self) -> tuple[str, ...]:
        """``("loss", "accuracy", ...)``: the columns of a row are these for training, then for validation."""
        return ("loss", *self.experiment.metrics)

    @property
    def learning_rate(self) -> float:
        """The learning rate; setting it takes effect at the next step, without compiling."""
        return self._way.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._way.learning_rate = value
        self._has_diverged = False

    def train(
        self, max_seconds: float | None = 0.03, max_epochs: int | None = None, max_steps: int | None = None
    ) -> list[Row]:
        """Train one chunk and return the rows of the epochs that it completed.

        Args:
            max_seconds: about how much of the processor's time it may take; None for as much as the other two allow.
            max_epochs: stop at the latest when so many epochs are completed.
            max_steps: stop at the latest after so many batches.

        Raises:
            Diverged: a loss or a weight is NaN or infinite. The rows before it were returned by an earlier call.
        """
        if self._has_diverged:
            self._has_diverged = False
            raise Diverged(self.position, self.learning_rate)
        allowed = allowed_steps(self._plan, self.position, max_epochs, max_steps)
        if not self._way.is_ready(self.position.step, max_seconds):
            return []
        if max_seconds is not None:
            return self._chunk(min(allowed, self._tempo.affordable_steps(max_seconds, self.steps_per_epoch)))
        rows: list[Row] = []
        end = self.position.step + allowed
        while self.position.step < end and not self._has_diverged:
            try:
                rows += self._chunk(end - self.position.step)
            except Diverged:
                if not rows:
                    raise
                self._has_diverged = True
        return rows

    def running(self) -> dict[str, float]:
        """The training values over the batches of the epoch under way; empty at the start of an epoch."""
        return dict(zip(self.metric_names, self._progress.running, strict=True)) if self.position.batch else {}

    def reset(self) -> None:
        """Back to the initial weights and position 0: the same curve again, to the digit.

        The learning rate stays as it is set.
        """
        self.restore(Snapshot(Position(0, 0, 0), self._initial), with_learning_rate=False)

    def new_weights(self, seed: int) -> None:
        """Other initial weights, drawn with ``seed``, and position 0; ``reset`` goes back to these afterwards."""
        self.reset()
        for weight, drawn in network.initial_kernels(self.experiment, self.model, seed):
            weight.assign(drawn)
        self._way.weights_were_set()
        self._initial = self._progress.arrays()

    def snapshot(self) -> Snapshot:
        """Position, weights, dropout's seeds, optimizer and running metrics, as arrays of its own."""
        return Snapshot(self.position, self._progress.arrays())

    def moment(self, values: dict[str, float]) -> Moment:
        """The present one; ``values`` are those of the last epoch completed."""
        return Moment(self.snapshot(), self._way.num_weights, dict(values))

    def restore(self, snapshot: Snapshot, *, with_learning_rate: bool = True) -> None:
        """Go on from a snapshot of a trainer of the same experiment; without its learning rate that stays as it is set.

        Raises:
            ValueError: it is a snapshot of another network.
        """
        if not self._progress.fits(snapshot):
            raise ValueError("the snapshot is of another network")
        self._progress.restore(snapshot, self.steps_per_epoch, with_learning_rate=with_learning_rate)
        self._has_diverged = False

    def _chunk(self, num_steps: int) -> list[Row]:
        before = self._progress.held()
        chunk, done = self._run(num_steps)
        if not chunk.good:
            self.restore(before)
            if not chunk.num_rows:
                raise Diverged(self.position, self.learning_rate)
            # the good epochs of a bad chunk are trained again; the next call says what happened
            chunk, done = self._run(int(chunk.num_rows) * self.steps_per_epoch - self.position.batch)
            self._has_diverged = True
        epoch = self.position.epoch
        epochs = self._progress.advance(done, self.steps_per_epoch, tuple(chunk.running.tolist()))
        return [Row(epoch + 1 + index, tuple(row)) for index, row in enumerate(chunk.rows[:epochs].tolist())]

    def _run(self, num_steps: int) -> tuple[Chunk, int]:
        """One call of the loop with at most so many steps; what it gave and how many it did."""
        began = self._tempo.now()
        chunk, num_steps = self._way.run(self.position, num_steps)
        self._tempo.note(num_steps, began)
        return chunk, num_steps


def way_for(experiment: Experiment) -> WayName:
    """The fastest way to train an experiment; it follows from the experiment alone."""
    if native.fits(experiment):
        return "native"
    # XLA compiles for fixed sizes: a second and some megabytes for every point that is added
    return "xla" if not experiment.data.dataset.grows and xla_pays(experiment) else "graph"


def _way(experiment: Experiment, name: WayName) -> Way:
    model = network.build(experiment)
    if name == "native":
        return native.NativeLoop(experiment, model)
    return GraphLoop(experiment, model, graph_steps=graph_steps(experiment), use_xla=name == "xla")


def allowed_steps(plan: Plan, position: Position, max_epochs: int | None, max_steps: int | None) -> int:
    """What ``train`` was told, in steps; without a limit, what one call of the loop has room for."""
    in_epochs = (max_epochs or plan.num_epochs) * plan.steps_per_epoch - position.batch
    return in_epochs if max_steps is None else min(in_epochs, max_steps)


def graph_steps(experiment: Experiment) -> int:
    """How many steps at the start the plain graph trains where XLA trains the rest."""
    on_sequences = any(entry.layer.rank_needed == 2 for entry in experiment.placed)
    return GRAPH_STEPS_ON_SEQUENCES if on_sequences else GRAPH_STEPS


def xla_pays(experiment: Experiment) -> bool:
    """Whether XLA is the faster way: for small steps, in which TensorFlow's own cost per operation counts."""
    if experiment.works_on_pictures or _reads_what_is_learned(experiment.placed):
        return False
    work = sum(_work_at_once(entry) for entry in experiment.placed) * experiment.training.batch_size
    return work <= XLA_WORK_PER_STEP


def _work_at_once(entry: Placed) -> int:
    """What decides about XLA: of a recurrent layer one step of its sequence, as each waits for the one before."""
    if entry.layer.is_recurrent:
        return entry.work // entry.input_shape[0]
    return entry.work * (SLOWER_CONVOLUTION if entry.layer.rank_needed == 2 else 1)


def _reads_what_is_learned(placed: tuple[Placed, ...]) -> bool:
    """Whether a recurrent layer stands after one with weights: XLA cannot send gradients through its inputs."""
    trainable = [entry.parameters.trainable > 0 for entry in placed]
    return any(entry.layer.is_recurrent and any(trainable[:index]) for index, entry in enumerate(placed))
