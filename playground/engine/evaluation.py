"""Loss and metrics of a network that no epoch has just measured: one with weights that were set by hand."""

import keras
import numpy as np

from playground.data.samples import Data, Part
from playground.engine import objectives
from playground.engine.looks.samples import answers
from playground.engine.loop import penalty
from playground.spec import Experiment

MOST_WORK = 10_000_000_000
"""Multiplications, about a second: somebody has moved a weight and waits."""


def evaluate(model: keras.Model, data: Data, experiment: Experiment) -> dict[str, float]:
    """The figures of a row of the curve by their names, all of them in inference mode; none where it is too much work.

    An epoch's own figures of training are a mean over its batches, between which the weights change: these are not.
    """
    work = sum(entry.work for entry in experiment.placed) * (len(data.train) + len(data.validation))
    if work > MOST_WORK:
        return {}
    of_train = _of_part(model, data.train, experiment)
    of_validation = _of_part(model, data.validation, experiment)
    return of_train | {f"val_{name}": value for name, value in of_validation.items()}


def _of_part(model: keras.Model, part: Part, experiment: Experiment) -> dict[str, float]:
    outputs, losses = answers(model, experiment, part.x, part.y)
    with np.errstate(all="ignore"):
        found = {"loss": float(np.mean(losses, dtype=np.float64)) + float(penalty(model))}
    for name in experiment.metrics:
        metric = objectives.metric(name, outputs.shape[1])
        metric.update_state(part.y, outputs)
        found[name] = float(metric.result())
    return found
