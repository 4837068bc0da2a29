"""What the network says about the validation samples, and how often it is right."""

from typing import Annotated

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.looks.base import Arrays, predict, register
from playground.spec import Experiment

MAX_SHOWN = 1000


@register("predictions", reads_only=True)
def predictions(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    max_samples: Annotated[int, Field(ge=1)] | None = None,
) -> Arrays:
    """``predicted`` float32 ``(n, outputs)`` for the first 1000 validation samples, and ``confusion`` int32
    ``(classes, classes)`` with the truth in rows; for regression ``actual`` float32 ``(n,)`` instead, both in the
    target's own units, whatever its scaling.

    ``max_samples`` asks only about the first so many samples: for pictures drawn while a large network trains.
    """
    part = data.validation
    outputs = predict(model, part.x[:max_samples])
    shown = outputs[:MAX_SHOWN]
    if experiment.data.task == "regression":
        actual = np.asarray(part.labels[: len(shown)], np.float32)
        return {"predicted": data.target.decode(shown), "actual": actual}
    num_classes = max(2, outputs.shape[1])
    return {"predicted": shown, "confusion": confusion(part.labels[: len(outputs)], classes_of(outputs), num_classes)}


def classes_of(outputs: Floats) -> NDArray[np.int64]:
    """The class of each row: above 0.5 for one output, else the largest."""
    return (outputs[:, 0] > 0.5).astype(np.int64) if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def confusion(truth: NDArray[np.int32] | Floats, predicted: NDArray[np.int64], num_classes: int) -> NDArray[np.int32]:
    """How many samples of each class (row) were taken for each class (column)."""
    cells = np.bincount(truth.astype(np.int64) * num_classes + predicted, minlength=num_classes**2)
    return cells.reshape(num_classes, num_classes).astype(np.int32)
