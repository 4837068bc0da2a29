"""What the layers of a dense network make of samples, without TensorFlow: nothing is traced for it."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import keras
import numpy as np

from playground.engine.native import kernel
from playground.engine.native.program import Floats, Program, program_of
from playground.engine.variables import read
from playground.spec import Experiment

_PROGRAMS: "WeakKeyDictionary[keras.Model, Program]" = WeakKeyDictionary()


def remember(model: keras.Model, experiment: Experiment) -> None:
    """Know a network's program from now on, where it has one."""
    program = program_of(experiment)
    if program is not None:
        _PROGRAMS[model] = program


def outputs_of_layers(model: keras.Model, x: Floats) -> list[Floats] | None:
    """The output of every layer for x ``(n, *input_shape)``, not in training mode; None where there is no program.

    The weights are read from ``model``, so one that has borrowed others answers for those.
    """
    program = _PROGRAMS.get(model)
    if program is None:
        return None
    return outputs_of(program, [read(variable) for variable in model.weights], x)


def outputs_of(program: Program, weights: Sequence[Floats], x: Floats) -> list[Floats]:
    """The same with these weights, each in Keras's shape."""
    w = np.zeros(program.size, np.float32)
    for values, weight in zip(weights, program.weights, strict=True):
        weight.of(w)[...] = values
    x = np.ascontiguousarray(x, np.float32)
    z, a = (np.zeros(program.row_size * kernel.ROWS, np.float32) for _ in range(2))
    found = np.empty(program.row_size * len(x), np.float32)
    kernel.run_forward(  # type: ignore[no-untyped-call]
        program.layers, program.parameters, w, z, a, kernel.ROWS, x.ravel(), found
    )
    outputs, shaped = [], x
    for row, shape in zip(program.rows_of, program.shapes, strict=True):
        if row >= 0:
            place = program.layers[row]
            start, width = int(place[kernel.START]) * len(x), int(place[kernel.WIDTH])
            rows = found[start : start + len(x) * width].reshape(len(x), width)
            shaped = rows[:, : int(place[kernel.UNITS])]
        outputs.append(shaped.reshape(len(x), *shape))
    return outputs
