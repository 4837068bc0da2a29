"""The last of several steps of an LSTM or GRU, with what its gates say; Keras itself gives the result alone."""

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]


class Step(NamedTuple):
    """One step of a recurrent layer, float64."""

    gates_z: Numbers
    """Before their activations ``(gates, units)``: input, forget, candidate, output; of a GRU update, reset and
    candidate."""
    gates: Numbers
    """After them."""
    entered: Numbers
    """The state before the step ``(units,)``."""
    memory: Numbers
    """What the layer remembers, before and after it, ``(2, units)``: of an LSTM its cell, of a GRU its state."""
    state: Numbers
    """The state after the step ``(units,)``: the layer's output."""


def last_step(cell: keras.Layer, x: Numbers) -> Step:
    """The inputs ``(steps, channels)`` one by one through the cell of an LSTM or GRU, from a state of zeros."""
    kernel, recurrent = cell.kernel.numpy(), cell.recurrent_kernel.numpy()
    bias = np.zeros((2, kernel.shape[1])) if cell.bias is None else np.atleast_2d(cell.bias.numpy())
    nothing = np.zeros(cell.units)
    if isinstance(cell, keras.layers.LSTMCell):
        return _lstm(cell, x @ kernel + bias[0], recurrent, nothing)
    return _gru(cell, x @ kernel + bias[0], recurrent, bias[-1], nothing)


def _lstm(cell: keras.Layer, inputs: Numbers, recurrent: Numbers, nothing: Numbers) -> Step:
    state = memory = nothing
    kinds = (cell.recurrent_activation, cell.recurrent_activation, cell.activation, cell.recurrent_activation)
    for each in inputs:
        entered, was = state, memory
        z = np.split(each + state @ recurrent, 4)
        gates = [_applied(kind, part) for kind, part in zip(kinds, z, strict=True)]
        memory = gates[1] * memory + gates[0] * gates[2]
        state = gates[3] * _applied(cell.activation, memory)
    return Step(np.array(z), np.array(gates), entered, np.array([was, memory]), state)


def _gru(cell: keras.Layer, inputs: Numbers, recurrent: Numbers, bias: Numbers, nothing: Numbers) -> Step:
    state = nothing
    for each in inputs:
        entered = state
        update_x, reset_x, candidate_x = np.split(each, 3)
        update_h, reset_h, candidate_h = np.split(state @ recurrent + bias, 3)
        update, reset = (_applied(cell.recurrent_activation, z) for z in (update_x + update_h, reset_x + reset_h))
        candidate_z = candidate_x + reset * candidate_h
        candidate = _applied(cell.activation, candidate_z)
        state = update * state + (1 - update) * candidate
    before = np.array([update_x + update_h, reset_x + reset_h, candidate_z])
    return Step(before, np.array([update, reset, candidate]), entered, np.array([entered, state]), state)


def _applied(activation: Callable[[Any], Any], z: Numbers) -> Numbers:
    """An activation of Keras over the units ``(units,)``."""
    found: Numbers = np.asarray(activation(keras.ops.convert_to_tensor(z[np.newaxis], "float32")), np.float64)[0]
    return found
