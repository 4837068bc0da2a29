"""The function that a network has learned of a single number."""

from typing import Annotated

import keras
import numpy as np
from pydantic import Field

from playground.data.samples import Data
from playground.engine.looks.base import Arrays, predict, register
from playground.spec import Experiment

NUM_POINTS = 200
MOST_POINTS = 2000


@register("line", reads_only=True)
def line(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    num_points: Annotated[int, Field(ge=2, le=MOST_POINTS)] = NUM_POINTS,
) -> Arrays:
    """``line_x`` float32 ``(num_points,)`` over the range of all samples and ``line_y``, what the network says there.

    Both are in the units of the samples, before any scaling. Gives nothing where a sample is not one number, or where
    classes are learned.
    """
    if not experiment.data.is_line:
        return {}
    raw = np.concatenate([data.train.raw, data.validation.raw])
    x = np.linspace(raw.min(), raw.max(), num_points, dtype=np.float32)
    outputs = predict(model, data.encode(x[:, None]))
    return {"line_x": x, "line_y": data.target.decode(outputs[:, 0])}
