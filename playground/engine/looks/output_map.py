"""The network's output over the plane."""

import keras
import numpy as np

from playground.data.samples import Data
from playground.engine.looks.base import Arrays, MapSize, encoded_grid, forward, register
from playground.spec import Experiment


@register("output_map", plane_only=True, reads_only=True)
def output_map(model: keras.Model, data: Data, experiment: Experiment, *, size: MapSize = 50) -> Arrays:
    """``output_map`` float32 ``(size, size, outputs)``: row 0 at the largest x2, column 0 at the smallest x1.

    The values are in the target's own units, as the labels of the points are.
    """
    (outputs,) = forward(model, encoded_grid(data, size), "output")
    return {"output_map": np.reshape(data.target.decode(outputs), (size, size, -1))}
