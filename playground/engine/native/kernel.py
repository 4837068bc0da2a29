"""A dense network trained by machine code whose sizes are arguments: one compilation serves every experiment.

Everything is float32, flat and padded: a layer's outputs stand in rows of ``width`` numbers, a multiple of eight, so
that one instruction of the processor works on eight neurons. What is padded is 0 and stays 0.

A layer is a row of ``layers``, int64, whose columns are named below. ``w`` holds each kernel ``(inputs, width)`` and
after it the bias ``(width,)``; ``g`` and the optimizer's slots lie alike. ``z``, ``a`` and ``d`` hold weighted sums,
outputs and gradients of a batch, layer after layer. Behind all that is trained, ``w`` holds the moving averages.
"""

import numpy as np

from playground.engine.native import noise, normalising, operations, scoring, stepping
from playground.engine.native.jit import compiled, inlined
from playground.engine.native.mathematics import ONE, TWO, ZERO, f32
from playground.engine.native.operations import unsigned

LANES = 8
S0, S1, S2, S3, S4 = (unsigned(number) for number in range(5))
ROWS = 64
"""So many validation samples go through the network at once, and so many rows have room besides those of a batch."""

INPUTS, UNITS, IN_WIDTH, WIDTH, KERNEL, BIAS, IN_START, START, OPERATION, KIND, AVERAGES = range(11)
"""The columns of ``layers``: sizes of what comes in and goes out and of their rows, where kernel and bias begin in w
(-1: none; of a normalization gamma and beta), where inputs and outputs of a single row begin in ``a``, its activation,
which of ``KINDS`` it is, and where its moving averages begin in w, the variances a row behind the means."""

KINDS = ("weighted sum", "activation", "dropout", "gaussian noise", "layer normalization", "batch normalization")
SUM, ACTIVATION, DROPOUT, NOISE, BY_SAMPLE, BY_BATCH = range(len(KINDS))


@inlined
def multiply(left, left_start, by_row, by_column, right, right_start, out, out_start, rows, middle, width):
    """``out (rows, width) += left (rows, middle) @ right (middle, width)``.

    ``left`` is given by its steps from row to row and from column to column. Four of its columns at a time, so that
    ``out`` is read and written a quarter as often.
    """
    left_start, by_row, by_column = unsigned(left_start), unsigned(by_row), unsigned(by_column)
    right_start, out_start = unsigned(right_start), unsigned(out_start)
    width, middle = unsigned(width), unsigned(middle)
    by_fours = middle - middle % S4
    for row in range(unsigned(rows)):
        first, to = left_start + row * by_row, out_start + row * width
        for k in range(S0, by_fours, S4):
            x0, x1 = left[first + k * by_column], left[first + (k + S1) * by_column]
            x2, x3 = left[first + (k + S2) * by_column], left[first + (k + S3) * by_column]
            at0 = right_start + k * width
            at1, at2, at3 = at0 + width, at0 + S2 * width, at0 + S3 * width
            for j in range(width):
                out[to + j] += x0 * right[at0 + j] + x1 * right[at1 + j] + x2 * right[at2 + j] + x3 * right[at3 + j]
        for k in range(by_fours, middle):
            x0, at0 = left[first + k * by_column], right_start + k * width
            for j in range(width):
                out[to + j] += x0 * right[at0 + j]


@inlined
def fill(out, out_start, values, start, count):
    """``out = values``, so many numbers; 0 where ``start`` is negative."""
    out_start = unsigned(out_start)
    if start < 0:
        for i in range(unsigned(count)):
            out[out_start + i] = ZERO
        return
    start = unsigned(start)
    for i in range(unsigned(count)):
        out[out_start + i] = values[start + i]


@inlined
def scale(out, out_start, values, start, count):
    """``out *= values``, so many numbers."""
    out_start, start = unsigned(out_start), unsigned(start)
    for i in range(unsigned(count)):
        out[out_start + i] *= values[start + i]


@inlined
def add(out, out_start, values, start, count):
    """``out += values``, so many numbers."""
    out_start, start = unsigned(out_start), unsigned(start)
    for i in range(unsigned(count)):
        out[out_start + i] += values[start + i]


@inlined
def forward(layers, parameters, w, seeds, z, a, room, rows, is_training):
    """Outputs of all layers for the first rows of the inputs in ``a``; each layer has room for ``room`` rows.

    ``seeds`` uint32 ``(layers, 2)``: of what a layer draws in training; they count on.
    """
    for index in range(layers.shape[0]):
        layer, parameter = layers[index], parameters[index, 0]
        kind, width, units, start = layer[KIND], layer[WIDTH], layer[UNITS], layer[START] * room
        came = layer[IN_START] * room
        if kind == SUM:
            bias = layer[BIAS]
            for row in range(rows):
                fill(z, start + row * width, w, bias, width)
            multiply(a, came, layer[IN_WIDTH], 1, w, layer[KERNEL], z, start, rows, layer[INPUTS], width)
            operations.forward(layer[OPERATION], parameter, z, a, start, rows, width, units)
        elif kind == ACTIVATION:
            fill(z, start, a, came, rows * width)
            operations.forward(layer[OPERATION], parameter, z, a, start, rows, width, units)
        elif kind == BY_SAMPLE:
            normalising.forward_sample(parameter, w, layer[KERNEL], layer[BIAS], z, a, came, start, rows, width, units)
        elif kind == BY_BATCH:
            normalising.forward_batch(
                parameter, parameters[index, 1], w, layer[KERNEL], layer[BIAS], layer[AVERAGES], z, a, came, start,
                rows, width, units, is_training,
            )  # fmt: skip
        elif not is_training or parameter == ZERO:
            fill(a, start, a, came, rows * width)
        elif kind == DROPOUT:
            noise.drop(parameter, seeds[index], z, a, came, start, rows, width, units)
        else:
            noise.add_noise(parameter, seeds[index], z, a, came, start, rows, width, units)


@inlined
def backward(layers, parameters, w, turned, g, z, a, d, room, rows, is_by_sums):
    """Gradients of all weights into ``g``, from that of the outputs in ``d``.

    By sums: ``d`` has that of the last layer's weighted sums.
    """
    g[:] = ZERO
    for index in range(layers.shape[0] - 1, -1, -1):
        layer, parameter = layers[index], parameters[index, 0]
        kind, width, units, start = layer[KIND], layer[WIDTH], layer[UNITS], layer[START] * room
        came, in_width, learned, shift = layer[IN_START] * room, layer[IN_WIDTH], layer[KERNEL], layer[BIAS]
        if kind == BY_SAMPLE:
            normalising.backward_sample(parameter, w, g, learned, shift, z, a, d, came, start, rows, width, units)
            continue
        if kind == BY_BATCH:
            normalising.backward_batch(parameter, w, g, learned, shift, z, a, d, came, start, rows, width, units)
            continue
        if not (is_by_sums and index == layers.shape[0] - 1):
            operations.backward(layer[OPERATION], parameter, z, a, d, start, rows, width, units)
        if kind != SUM:
            fill(d, came, d, start, rows * width)
            if kind == DROPOUT and parameter > ZERO:
                scale(d, came, z, start, rows * width)
            continue
        multiply(a, came, 1, in_width, d, start, g, layer[KERNEL], layer[INPUTS], rows, width)
        if layer[BIAS] >= 0:
            for row in range(rows):
                add(g, layer[BIAS], d, start + row * width, width)
        if index > 0:
            _turn(w, layer[KERNEL], layer[INPUTS], layer[UNITS], width, in_width, turned)
            d[came : came + rows * in_width] = ZERO
            multiply(d, start, width, 1, turned, 0, d, came, rows, layer[UNITS], in_width)


@inlined
def _turn(w, kernel, inputs, units, width, in_width, turned):
    """A kernel ``(inputs, width)`` as ``(units, in_width)``, padded with 0."""
    kernel, inputs, units, width, in_width = (
        unsigned(kernel), unsigned(inputs), unsigned(units), unsigned(width), unsigned(in_width),
    )  # fmt: skip
    for j in range(units):
        for i in range(inputs):
            turned[j * in_width + i] = w[kernel + i * width + j]
        for i in range(inputs, in_width):
            turned[j * in_width + i] = ZERO


@inlined
def penalise(w, g, l1, l2):
    """The penalty on the weights, whose gradient is added to g; Keras has none at 0."""
    total = ZERO
    for i in range(g.size):
        total += l1[i] * abs(w[i]) + l2[i] * w[i] * w[i]
        sign = ONE if w[i] > ZERO else (-ONE if w[i] < ZERO else ZERO)
        g[i] += l1[i] * sign + TWO * l2[i] * w[i]
    return total


@inlined
def take_in(x, a, row, number, inputs, width):
    """A sample into the inputs' place in ``a``, as the row of that number."""
    for i in range(inputs):
        a[number * width + i] = x[row * inputs + i]


@inlined
def train_batch(network, training, samples, state, room, first, size, order):
    """One step on the samples ``order[first:first + size]``."""
    layers, parameters, metrics = network
    loss, optimizer, options, l1, l2, is_penalised = training
    x, y = samples
    w, g, turned, slots, counts, rate, z, a, d, sums, seeds = state
    last = layers[layers.shape[0] - 1]
    units, width, start, inputs = last[UNITS], last[WIDTH], last[START] * room, layers[0][INPUTS]
    for number in range(size):
        take_in(x, a, order[first + number], number, inputs, layers[0][IN_WIDTH])
    forward(layers, parameters, w, seeds, z, a, room, size, True)
    total, share = ZERO, ONE / f32(size)
    for number in range(size):
        at, row = start + number * width, order[first + number] * units
        total += scoring.loss_of_row(loss, z, a, y, at, row, units)
        scoring.gradient_of_row(loss, a, y, d, at, row, units, share)
        scoring.add_to_metrics(metrics, sums, a, y, at, row, units)
    is_by_sums = loss == scoring.BINARY or loss == scoring.CATEGORICAL
    backward(layers, parameters, w, turned, g, z, a, d, room, size, is_by_sums)
    penalty = penalise(w, g, l1, l2) if is_penalised else ZERO
    stepping.step(optimizer, options, rate[0], counts, w, g, slots)
    sums[0, 0] += total + penalty * f32(size)
    sums[0, 1] += size


@inlined
def evaluate(network, training, samples, state, room, checked):
    """The metrics over a whole set into ``checked``, which is like ``sums``."""
    layers, parameters, metrics = network
    loss, _, _, l1, l2, is_penalised = training
    x, y = samples
    w, g, _, _, _, _, z, a, _, _, seeds = state
    last = layers[layers.shape[0] - 1]
    units, width, start, inputs = last[UNITS], last[WIDTH], last[START] * room, layers[0][INPUTS]
    num_samples = y.size // units
    checked[:] = 0.0
    for first in range(0, num_samples, ROWS):
        size = min(ROWS, num_samples - first)
        for number in range(size):
            take_in(x, a, first + number, number, inputs, layers[0][IN_WIDTH])
        forward(layers, parameters, w, seeds, z, a, room, size, False)
        for number in range(size):
            at, row = start + number * width, (first + number) * units
            checked[0, 0] += scoring.loss_of_row(loss, z, a, y, at, row, units)
            scoring.add_to_metrics(metrics, checked, a, y, at, row, units)
    checked[0, 1] = num_samples
    if is_penalised:
        g[:] = ZERO
        checked[0, 0] += penalise(w, g, l1, l2) * num_samples


@inlined
def all_finite(w):
    """Whether no weight is NaN or infinite."""
    num_bad = 0
    for i in range(w.size):
        num_bad += not np.isfinite(w[i])
    return num_bad == 0


@compiled
def train(network, training, samples, checks, state, checked, order, batch_size, room, batch, num_steps, rows):
    """Train ``num_steps`` batches, the first being ``batch`` of the first epoch of ``order``.

    Stops at the first epoch whose numbers are not finite.

    Args:
        order: int32 ``(epochs, samples)``, the order of the samples in each epoch.
        rows: float64 ``(epochs, 2 * values)``, filled with the training and validation values of each epoch completed.

    Returns:
        How many epochs were completed with finite numbers, and whether all was finite up to the last step.
    """
    num_samples = order.shape[1]
    sums = state[9]
    metrics = network[2]
    units = network[0][network[0].shape[0] - 1][UNITS]
    num_values = metrics.size + 1
    epoch = 0
    while num_steps > 0:
        first = batch * batch_size
        size = min(batch_size, num_samples - first)
        train_batch(network, training, samples, state, room, first, size, order[epoch])
        num_steps -= 1
        batch += 1
        if first + size < num_samples:
            continue
        evaluate(network, training, checks, state, room, checked)
        scoring.write_values(metrics, sums, units, rows[epoch, :num_values])
        scoring.write_values(metrics, checked, units, rows[epoch, num_values:])
        sums[:] = 0.0
        if not (np.isfinite(rows[epoch, 0]) and np.isfinite(rows[epoch, num_values]) and all_finite(state[0])):
            return epoch, False
        epoch += 1
        batch = 0
    mean = sums[0, 0] / max(1.0, sums[0, 1])
    return epoch, bool(np.isfinite(mean)) and all_finite(state[0])


@compiled
def run_forward(layers, parameters, w, z, a, room, x, outputs):
    """The outputs of all layers for all of x; ``outputs`` has them as ``a`` would with room for all samples."""
    inputs, in_width = layers[0][INPUTS], layers[0][IN_WIDTH]
    num_samples = x.size // inputs
    seeds = np.zeros((layers.shape[0], 2), np.uint32)  # which nothing asks for
    for first in range(0, num_samples, ROWS):
        size = min(ROWS, num_samples - first)
        for number in range(size):
            take_in(x, a, first + number, number, inputs, in_width)
        forward(layers, parameters, w, seeds, z, a, room, size, False)
        for index in range(layers.shape[0]):
            width, start = layers[index][WIDTH], layers[index][START]
            for i in range(size * width):
                outputs[start * num_samples + first * width + i] = a[start * room + i]


@compiled
def read_values(metrics, sums, units, values):
    """The mean of the loss and every metric into ``values`` float64 ``(metrics + 1,)``."""
    scoring.write_values(metrics, sums, units, values)
