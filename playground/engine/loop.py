"""The compiled training loop: many batches, or many epochs with their validation, in one call."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import keras
import tensorflow as tf

from playground.engine import objectives
from playground.engine.plan import Plan
from playground.engine.way import Chunk
from playground.spec import Experiment


class Machine(NamedTuple):
    """A network with all that trains it. Everything that changes while training is a variable of one of these."""

    model: keras.Model
    loss: keras.Loss
    optimizer: Any
    train_metrics: list[keras.Metric]
    validation_metrics: list[keras.Metric]

    @property
    def variables(self) -> list[keras.Variable]:
        """All that makes the next step what it is: weights, dropout's seeds, the optimizer, running metrics."""
        known = {id(variable) for variable in self.weights}
        seeds = [variable for variable in self.model.non_trainable_variables if id(variable) not in known]
        metrics = [v for metric in self.train_metrics for v in metric.variables]
        return [*self.weights, *seeds, *self.optimizer.variables, *metrics]

    @property
    def weights(self) -> list[keras.Variable]:
        """The weights, moving averages included."""
        return list(self.model.weights)


def assemble(experiment: Experiment, model: keras.Model) -> Machine:
    """The network with loss, optimizer and metrics, all variables made."""
    optimizer = objectives.optimizer(experiment)
    optimizer.build(model.trainable_variables)
    train, validation = objectives.metrics(experiment), objectives.metrics(experiment)
    return Machine(model, objectives.loss(experiment), optimizer, train, validation)


def step(machine: Machine, x: Any, y: Any) -> None:
    """One batch: what ``model.fit`` does with it. x ``(batch, *input_shape)``, y ``(batch, outputs)``."""
    model, variables = machine.model, machine.model.trainable_variables
    with tf.GradientTape() as tape:
        outputs = model(x, training=True)
        total = machine.loss(y, outputs) + penalty(model)
    gradients = tape.gradient(total, [variable.value for variable in variables])
    machine.optimizer.apply(gradients, variables)
    record(machine.train_metrics, y, outputs, total, tf.shape(x)[0], None)


def penalty(model: keras.Model) -> Any:
    """The sum of the L1 and L2 penalties; fit shows it as part of the loss, and so do we."""
    terms = [variable.regularizer(variable) for variable in model.trainable_variables if variable.regularizer]
    return tf.add_n(terms) if terms else 0.0


def record(metrics: Sequence[keras.Metric], y: Any, outputs: Any, loss: Any, size: Any, mask: Any) -> None:
    """Add a batch of ``size`` samples to the metrics."""
    metrics[0].update_state(loss, sample_weight=tf.cast(size, tf.float32))
    for metric in metrics[1:]:
        metric.update_state(y, outputs, sample_weight=mask)


def evaluate(machine: Machine, x: Any, y: Any, slice_size: int) -> None:
    """Bring the validation metrics to the whole of x ``(n, *input_shape)`` and y ``(n, outputs)``.

    In slices of equal size; the last one overlaps the one before, and what overlaps is masked. Where the size is not
    known when compiling, the set is small and is taken at once.
    """
    for metric in machine.validation_metrics:
        metric.reset_state()
    size = x.shape[0]
    if size is None or size <= slice_size:
        outputs = machine.model(x, training=False)
        total = machine.loss(y, outputs) + penalty(machine.model)
        record(machine.validation_metrics, y, outputs, total, tf.shape(x)[0], None)
        return

    def body(index: Any) -> tuple[Any]:
        start = tf.minimum(index * slice_size, size - slice_size)
        is_new = tf.range(slice_size) + start >= index * slice_size
        mask = tf.cast(is_new, tf.float32)
        part_x, part_y = (tf.slice(a, [start] + [0] * (len(a.shape) - 1), [slice_size, *a.shape[1:]]) for a in (x, y))
        outputs = machine.model(part_x, training=False)
        num_new = tf.reduce_sum(mask)
        mean = machine.loss(part_y, outputs, sample_weight=mask) * slice_size / num_new + penalty(machine.model)
        record(machine.validation_metrics, part_y, outputs, mean, num_new, mask)
        return (index + 1,)

    tf.while_loop(lambda index: index < -(-size // slice_size), body, (0,), parallel_iterations=1)


def values(metrics: Sequence[keras.Metric]) -> Any:
    """The metrics' values, float32 ``(metrics,)``."""
    return tf.stack([tf.cast(tf.reshape(metric.result(), ()), tf.float32) for metric in metrics])


def all_finite(variables: Sequence[keras.Variable]) -> Any:
    """Whether no number of the variables is NaN or infinite (x - x is 0 only for finite x)."""
    sums = [tf.reduce_sum(tf.abs(variable.value - variable.value)) for variable in variables]
    return tf.equal(tf.add_n(sums), 0.0)


def compile_loop(machine: Machine, plan: Plan) -> Any:
    """The loop as a plain graph: ``(x, y, offset, validation_x, validation_y, first_batch, num_steps) -> Chunk``.

    ``x`` float32 ``(epochs, window, *input_shape)`` and ``y`` ``(epochs, window, outputs)`` hold the samples in the
    order of training, from the sample number ``offset`` of each epoch; ``first_batch`` is the batch of the first
    epoch to begin with, ``num_steps`` how many batches to train. The three numbers are tensors: one compilation
    serves chunks of any length, and with ``plan.any_size`` data of any size. The data are arguments too: XLA is many
    times slower with data captured as constants.
    """
    num_metrics = len(machine.train_metrics)

    def loop(x: Any, y: Any, offset: Any, check_x: Any, check_y: Any, first: Any, num_steps: Any) -> Chunk:
        # whole numbers that are known when compiling, or tensors
        num_samples = tf.shape(x)[1] if plan.any_size else plan.num_samples
        num_full, tail = num_samples // plan.batch_size, num_samples % plan.batch_size
        steps_per_epoch = -(-num_samples // plan.batch_size)

        def take(epoch: Any, start: Any, size: int) -> tuple[Any, Any]:
            return part(x, epoch, start - offset, size), part(y, epoch, start - offset, size)

        def train_epoch_part(epoch: Any, batch: Any, left: Any) -> Any:
            """Train ``left`` batches, but not beyond the end of the epoch; the batch then reached."""

            def body(index: Any) -> tuple[Any]:
                step(machine, *take(epoch, index * plan.batch_size, plan.batch_size))
                return (index + 1,)

            stop = tf.minimum(batch + left, num_full)
            (reached,) = tf.while_loop(lambda index: index < stop, body, (batch,), parallel_iterations=1)
            if not plan.any_size and not tail:
                return reached

            def last() -> Any:
                step(machine, *take(epoch, num_full * plan.batch_size, tail))
                return reached + 1

            return tf.cond((tail > 0) & (reached == num_full) & (batch + left > num_full), last, lambda: reached)

        def end_epoch(rows: Any, epoch: Any) -> tuple[Any, Any]:
            evaluate(machine, check_x, check_y, plan.slice_size)
            row = tf.concat([values(machine.train_metrics), values(machine.validation_metrics)], 0)
            for metric in machine.train_metrics:
                metric.reset_state()
            good = tf.math.is_finite(row[0] + row[num_metrics]) & all_finite(machine.model.trainable_variables)
            return tf.tensor_scatter_nd_update(rows, [[epoch]], [row]), good

        def epoch_body(epoch: Any, batch: Any, left: Any, rows: Any, good: Any) -> Any:
            reached = train_epoch_part(epoch, batch, left)
            left -= reached - batch
            is_end = reached == steps_per_epoch
            rows, good = tf.cond(is_end, lambda: end_epoch(rows, epoch), lambda: (rows, good))
            return epoch + tf.cast(is_end & good, tf.int32), tf.where(is_end, 0, reached), left, rows, good

        rows = tf.zeros((tf.shape(x)[0], 2 * num_metrics))
        num_rows, _, _, rows, good = tf.while_loop(
            lambda epoch, batch, left, rows, good: (left > 0) & good,
            epoch_body,
            (tf.constant(0), first, num_steps, rows, tf.constant(True)),
            parallel_iterations=1,
        )
        running = values(machine.train_metrics)
        good &= tf.math.is_finite(running[0]) & all_finite(machine.model.trainable_variables)
        return Chunk(rows, num_rows, good, running)

    number = tf.TensorSpec((), tf.int32)
    if plan.any_size:
        epochs = window = checked = None
    else:
        epochs, window, checked = plan.num_epochs, plan.window, plan.num_validation
    return tf.function(loop, autograph=False).get_concrete_function(
        tf.TensorSpec((epochs, window, *plan.input_shape)),
        tf.TensorSpec((epochs, window, plan.num_outputs)),
        number,
        tf.TensorSpec((checked, *plan.input_shape)),
        tf.TensorSpec((checked, plan.num_outputs)),
        number,
        number,
    )


def compile_beside(graph: Any, validation: Any) -> Any:
    """The same loop compiled by XLA; the graph is not traced again, and its variables are neither read nor written.

    TensorFlow compiles at the first call, and locks a function's variables for so long. So that training may go on
    meanwhile, the first call gets variables of the same shapes; what is compiled fits any.
    """
    function = tf.function(lambda *arguments: graph(*arguments), autograph=False, jit_compile=True)
    fast = function.get_concrete_function(*graph.structured_input_signature[0])
    own = list(fast.captured_inputs)
    handles = {id(variable.handle): variable for variable in fast.variables}
    others = {key: tf.Variable(tf.zeros(v.shape, v.dtype), trainable=False) for key, v in handles.items()}
    fast.set_external_captures([others[id(each)].handle if id(each) in others else each for each in own])
    touch(fast, validation)
    fast.set_external_captures(own)
    return fast


def touch(function: Any, validation: Any) -> None:
    """Call the loop for no step at all: TensorFlow finishes compiling at the first call."""
    x, y = (tf.zeros([size or 1 for size in spec.shape]) for spec in function.structured_input_signature[0][:2])
    zero = tf.constant(0)
    function(x, y, zero, *validation, zero, zero)


def part(array: Any, epoch: Any, start: Any, size: int) -> Any:
    """``array[epoch, start:start + size]`` with a shape that is known when compiling."""
    rest = array.shape[2:]
    cut = tf.slice(array, [epoch, start, *(0 for _ in rest)], [1, size, *rest])
    return tf.reshape(cut, (size, *rest))
