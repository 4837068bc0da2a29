"""One network in training: chunks of the compiled loop, position, reset, snapshots. No sockets.

The only thread is one that compiles beside the training, on variables of its own.
"""

import logging
import threading
from dataclasses import replace
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from playground.data.samples import Data
from playground.engine import loop, network
from playground.engine.feed import Feed
from playground.engine.memory import give_back
from playground.engine.moments import Moment
from playground.engine.snapshots import Position, Snapshot
from playground.spec import N_, Experiment, Explained
from playground.spec.network import Placed, largest_output

log = logging.getLogger(__name__)

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
GROWTH = 4
"""A chunk is at most so many times longer than the one before."""


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
            learning_rate=f"{learning_rate:g}",
            suggestion=f"{self.suggestion:g}",
        )


def smaller(learning_rate: float) -> float:
    """A tenth, rounded to one digit, at least the smallest that an optimizer accepts."""
    return max(1e-6, float(f"{learning_rate / 10:.0e}"))


class Trainer:
    """Trains the experiment's network on the data.

    Args:
        experiment: checked by its caller (``experiment.check()``).
        data: what ``experiment.data`` describes.
        use_xla: whether XLA compiles the loop; None chooses what is faster for this network.
    """

    def __init__(self, experiment: Experiment, data: Data, *, use_xla: bool | None = None) -> None:
        self.experiment = experiment
        self.model = network.build(experiment)
        self._machine = loop.assemble(experiment, self.model)
        self._variables = self._machine.variables
        self._take_in(data)
        # XLA compiles for fixed sizes: a second and some megabytes for every point that is added
        self._use_xla = not self._plan.any_size and (xla_pays(experiment) if use_xla is None else use_xla)
        self._graph_steps = graph_steps(experiment)
        self._initial = self._arrays()
        self._position = Position(0, 0, 0)
        self._running: tuple[float, ...] = ()
        self._has_diverged = False
        self._steps_per_second = 0.0
        self._last_steps = 0
        self._graph: Any = None
        self._fast: Any = None
        self._compiling: threading.Thread | None = None
        self._compiled_beside: Any = None

    def _take_in(self, data: Data) -> None:
        self.data = data
        self._plan = plan_for(self.experiment, data)
        self._feed = Feed(data.train, self._plan, self.experiment.training.seed)
        self._validation = (tf.constant(data.validation.x), tf.constant(data.validation.y))

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
        if not (plan.any_size and self._plan.any_size and _fits_all(plan) == _fits_all(self._plan)):
            raise ValueError("these data need another network")
        self.experiment = experiment
        self._take_in(data)
        self._begin_epoch_anew()
        self._has_diverged = False

    def _begin_epoch_anew(self) -> None:
        self._position = self._position._replace(batch=0)
        self._running = ()
        for metric in self._machine.train_metrics:
            metric.reset_state()

    @property
    def position(self) -> Position:
        """Where the training is."""
        return self._position

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
        return float(self._machine.optimizer.learning_rate.numpy())

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._machine.optimizer.learning_rate.assign(value)
        self._has_diverged = False

    def warm_up(self) -> None:
        """Compile all that training needs and change nothing, so that the first step comes at once."""
        self._compiled(0)
        if self._use_xla:
            self._compiled(self._graph_steps)

    def warm_up_beside(self) -> None:
        """Compile what the first steps need, and the rest in a thread: training may begin at once.

        Until the thread is done, ``train`` with a time limit that reaches the first step of the rest waits so long and
        returns no row; nobody else need know.
        """
        graph = self._compiled(0)
        if self._use_xla and self._fast is None and self._compiling is None:
            self._compiling = threading.Thread(target=self._compile_beside, args=(graph,), daemon=True)
            self._compiling.start()

    def _compile_beside(self, graph: Any) -> None:
        try:
            self._compiled_beside = loop.compile_beside(graph, self._validation)
            give_back()
        except Exception as problem:  # whoever needs it compiles it then, and sees the error
            log.warning("compiling beside the training failed: %s", problem)

    def _is_compiled_in(self, seconds: float | None) -> bool:
        """Wait for the thread, at most so long, where the next step needs what it compiles."""
        if self._compiling is None or self._position.step < self._graph_steps:
            return True
        self._compiling.join(seconds)
        if self._compiling.is_alive():
            return False
        self._compiling, self._fast = None, self._compiled_beside
        return True

    def train(
        self, max_seconds: float | None = 0.03, max_epochs: int | None = None, max_steps: int | None = None
    ) -> list[Row]:
        """Train one chunk and return the rows of the epochs that it completed.

        Args:
            max_seconds: about how long it may take; None for as long as the other two allow.
            max_epochs: stop at the latest when so many epochs are completed.
            max_steps: stop at the latest after so many batches.

        Raises:
            Diverged: a loss or a weight is NaN or infinite. The rows before it were returned by an earlier call.
        """
        if self._has_diverged:
            self._has_diverged = False
            raise Diverged(self._position, self.learning_rate)
        allowed = self._allowed_steps(max_epochs, max_steps)
        if not self._is_compiled_in(max_seconds):
            return []
        if max_seconds is not None:
            return self._chunk(min(allowed, self._affordable_steps(max_seconds)))
        rows: list[Row] = []
        end = self._position.step + allowed
        while self._position.step < end and not self._has_diverged:
            try:
                rows += self._chunk(end - self._position.step)
            except Diverged:
                if not rows:
                    raise
                self._has_diverged = True
        return rows

    def running(self) -> dict[str, float]:
        """The training values over the batches of the epoch under way; empty at the start of an epoch."""
        return dict(zip(self.metric_names, self._running, strict=True)) if self._position.batch else {}

    def reset(self) -> None:
        """Back to the initial weights and position 0: the same curve again, to the digit.

        The learning rate stays as it is set.
        """
        self._restore(Snapshot(Position(0, 0, 0), self._initial))

    def new_weights(self, seed: int) -> None:
        """Other initial weights, drawn with ``seed``, and position 0; ``reset`` goes back to these afterwards."""
        self.reset()
        for weight, drawn in network.initial_kernels(self.experiment, self.model, seed):
            weight.assign(drawn)
        self._initial = self._arrays()

    def snapshot(self) -> Snapshot:
        """Position, weights, dropout's seeds, optimizer and running metrics, as arrays of its own."""
        return Snapshot(self._position, self._arrays())

    def moment(self, values: dict[str, float]) -> Moment:
        """The present one; ``values`` are those of the last epoch completed."""
        return Moment(self.snapshot(), len(self._machine.weights), dict(values))

    def restore(self, snapshot: Snapshot) -> None:
        """Go on from a snapshot of a trainer of the same experiment, its learning rate included.

        Raises:
            ValueError: it is a snapshot of another network.
        """
        shapes = [tuple(variable.shape) for variable in self._variables]
        if [array.shape for array in snapshot.arrays] != shapes:
            raise ValueError("the snapshot is of another network")
        self._restore(snapshot, with_learning_rate=True)

    def go_back(self, snapshot: Snapshot) -> None:
        """Go on from an earlier snapshot of this trainer; the learning rate stays as it is set."""
        self._restore(snapshot)

    def _restore(self, snapshot: Snapshot, *, with_learning_rate: bool = False) -> None:
        rate = self._machine.optimizer.learning_rate
        for variable, array in zip(self._variables, snapshot.arrays, strict=True):
            if with_learning_rate or variable is not rate:
                variable.assign(array)
        self._position = snapshot.position
        self._running = ()
        self._has_diverged = False
        if snapshot.position.batch >= self.steps_per_epoch:  # it was taken when there were more samples
            self._begin_epoch_anew()
        elif snapshot.position.batch:
            self._running = tuple(float(metric.result()) for metric in self._machine.train_metrics)

    def _arrays(self) -> list[NDArray[Any]]:
        return [np.array(variable.numpy()) for variable in self._variables]

    def _allowed_steps(self, max_epochs: int | None, max_steps: int | None) -> int:
        """What ``train`` was told, in steps; without a limit, what one call of the loop has room for."""
        in_epochs = (max_epochs or self._plan.num_epochs) * self.steps_per_epoch - self._position.batch
        return in_epochs if max_steps is None else min(in_epochs, max_steps)

    def _affordable_steps(self, seconds: float) -> int:
        """How many steps that time is good for, by the speed of the chunk before; at first a few."""
        if not self._steps_per_second:
            return min(self.steps_per_epoch, 16)
        return max(1, min(int(seconds * self._steps_per_second), GROWTH * self._last_steps))

    def _chunk(self, num_steps: int) -> list[Row]:
        # values, not copies: TensorFlow writes to other memory while somebody holds these
        before = Snapshot(self._position, [variable.value.read_value() for variable in self._variables])
        chunk, done = self._run(num_steps)
        if chunk.good:
            return self._advance(chunk, done)
        self._restore(before, with_learning_rate=True)
        if not chunk.num_rows:
            raise Diverged(self._position, self.learning_rate)
        return self._train_the_good_part(int(chunk.num_rows))

    def _train_the_good_part(self, num_epochs: int) -> list[Row]:
        """Train the good epochs of a bad chunk again; the next call says what happened."""
        chunk, done = self._run(num_epochs * self.steps_per_epoch - self._position.batch)
        rows = self._advance(chunk, done)
        self._has_diverged = True
        return rows

    def _run(self, num_steps: int) -> tuple[loop.Chunk, int]:
        """One call of the loop with at most so many steps; what it gave and how many it did."""
        position = self._position
        if self._use_xla and position.step < self._graph_steps:
            num_steps = min(num_steps, self._graph_steps - position.step)
        samples, num_steps = self._feed.take(position.epoch, position.batch, num_steps)
        function = self._compiled(position.step)
        started = perf_counter()
        tensors = function(*samples, *self._validation, tf.constant(position.batch), tf.constant(num_steps))
        chunk = loop.Chunk(*(tensor.numpy() for tensor in tensors))
        self._steps_per_second = num_steps / max(perf_counter() - started, 1e-6)
        self._last_steps = num_steps
        return chunk, num_steps

    def _advance(self, chunk: loop.Chunk, num_steps: int) -> list[Row]:
        """Count what a good chunk did."""
        step, epoch, batch = self._position
        epochs, batch = divmod(batch + num_steps, self.steps_per_epoch)
        self._position = Position(step + num_steps, epoch + epochs, batch)
        self._running = tuple(chunk.running.tolist())
        return [Row(epoch + 1 + index, tuple(row)) for index, row in enumerate(chunk.rows[:epochs].tolist())]

    def _compiled(self, step: int) -> Any:
        """The compiled loop for that step of the run; compiled when it is first asked for."""
        if self._graph is None:
            self._graph = loop.compile_loop(self._machine, self._plan)
            loop.touch(self._graph, self._validation)
        if not self._use_xla or step < self._graph_steps:
            return self._graph
        if self._compiling is not None:
            self._is_compiled_in(None)
        if self._fast is None:
            self._fast = loop.compile_beside(self._graph, self._validation)
            give_back()
        return self._fast


def plan_for(experiment: Experiment, data: Data) -> loop.Plan:
    """The sizes of the loop for this experiment."""
    batch_size, any_size = experiment.training.batch_size, experiment.data.dataset.grows
    return loop.Plan(
        num_samples=len(data.train),
        num_validation=len(data.validation),
        batch_size=batch_size if any_size else min(batch_size, len(data.train)),
        input_shape=experiment.data.input_shape,
        num_outputs=experiment.data.dataset.num_outputs,
        largest_output=largest_output(experiment.placed),
        any_size=any_size,
    )


def _fits_all(plan: loop.Plan) -> loop.Plan:
    """What the compiled loop holds of a plan that takes any number of samples."""
    return replace(plan, num_samples=0, num_validation=0)


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
