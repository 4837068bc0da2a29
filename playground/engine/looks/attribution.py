"""How much each input of one sample has to do with what the network says of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.attributions import (
    EVALUATIONS,
    FEWEST_PERMUTATIONS,
    FEWEST_STEPS,
    MOST_STEPS,
    Doubles,
    integrated_gradients,
    shapley,
)
from playground.engine.looks.base import Arrays, predict, register
from playground.engine.looks.predictions import classes_of
from playground.engine.passes import explains_logits, scores
from playground.engine.sample import chosen
from playground.spec import N_, NP_, Experiment, Explained
from playground.spec.activations import ACTIVATIONS
from playground.spec.layers.base import Shape
from playground.spec.sample import SampleChoice

Method = Literal["weights", "gradient_input", "integrated_gradients", "shapley"]
BLOCKS = 7
"""A picture is cut into at most so many blocks each way for its Shapley values."""
MAX_GROUPS = 256
MAX_WORK = 20_000_000_000
"""Multiplications that the many forward passes of one answer may cost: about a second."""


@dataclass(frozen=True)
class Question:
    """One output as a function f of the inputs, and the two inputs that are compared."""

    model: keras.Model
    experiment: Experiment
    x: Doubles
    """``input_shape``, as is the baseline."""
    baseline: Doubles
    target: int
    shift: float
    span: float
    """f is the network's number times ``span`` plus ``shift``."""

    def score(self, samples: Any) -> Doubles:
        """f of samples ``(n, *input_shape)``, float64 ``(n,)``."""
        found: Doubles = scores(self.model, self.experiment).values(samples)[:, self.target] * self.span + self.shift
        return found

    def slope(self, samples: Any) -> Doubles:
        """The gradients of f, float64 ``(n, *input_shape)``."""
        found: Doubles = scores(self.model, self.experiment).slopes(samples, self.target) * self.span
        return found

    def most(self, wanted: int, cost: int) -> int:
        """How many of ``wanted`` samples can be asked about, each at the cost of so many forward passes."""
        work = sum(entry.work for entry in self.experiment.placed)
        return min(wanted, MAX_WORK // max(1, cost * work))


@register("attribution", costly=True)
def attribution(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    method: Method = "gradient_input",
    sample: SampleChoice = SampleChoice(),
    baseline: Literal["zeros", "mean"] = "zeros",
    target: Annotated[int, Field(ge=0)] | None = None,
) -> Arrays:
    """The shares ``attribution:values`` float32 ``input_shape`` of a sample's inputs in one output f, and their check.

    f is the number before the output's sigmoid or softmax, where these say classes (``attribution:is_logit``): there
    shares can be added, which probabilities cannot. Of a regression it is the value in the target's own units, else
    the output itself. ``target`` is the output that is explained; without it that of the predicted class. Inputs are
    those that enter the network, after features and scaling, compared with a ``baseline``: all zeros, or the mean of
    the training samples.

    ``attribution:sum`` is that of the shares, ``attribution:difference`` is f(x) - f(baseline). They are equal for
    "weights" (the textbook's w · x, for a network that is linear), and for "integrated_gradients" and "shapley" up to
    rounding and the fineness of the path; for "gradient_input", which only knows the slope in x, they need not be.

    Raises:
        Explained: there is no such sample or output, or the method does not suit the network.
    """
    one = chosen(data, sample)
    x = one.x[0].astype(np.float64)
    zero = np.zeros(x.shape) if baseline == "zeros" else data.train.x.mean(0, dtype=np.float64)
    index = _target(model, one.x, target)
    question = Question(model, experiment, x, zero, index, data.target.shift, data.target.span)
    with np.errstate(all="ignore"):  # where weights are not finite, neither are the shares
        output, base_output = question.score(np.stack([x, zero]).astype(np.float32))
        values, more = _METHODS[method](question)
        answer = {
            "values": values.astype(np.float32), "sum": _one(values.sum()), "difference": _one(output - base_output),
            "output": _one(output), "base_output": _one(base_output), "target": _whole(index),
            "is_logit": np.array([explains_logits(experiment)], np.uint8),
            "x": one.x[0], "baseline": zero.astype(np.float32), **more,
        }  # fmt: skip
    return {f"attribution:{name}": array for name, array in answer.items()}


def _target(model: keras.Model, x: Floats, wanted: int | None) -> int:
    """The output that is explained."""
    outputs = predict(model, x)
    count = outputs.shape[1]
    if wanted is None:
        return int(classes_of(outputs)[0]) if count > 1 else 0
    if wanted >= count:
        raise Explained(
            NP_(
                "The network has {count} output, so there is no output {got} (counted from 0). Choose another class.",
                "The network has {count} outputs, so there is no output {got} (counted from 0). Choose another class.",
            ),
            count=count, got=wanted,
        )  # fmt: skip
    return wanted


def _weights(question: Question) -> tuple[Doubles, Arrays]:
    """w · (x - baseline), and ``bias`` ``(1,)``."""
    experiment = question.experiment
    hidden = [entry for entry in experiment.placed[:-1] if not entry.layer.is_passive]
    is_linear = ACTIVATIONS[experiment.output_activation].is_linear
    if hidden or not (explains_logits(experiment) or is_linear):
        raise Explained(
            N_(
                "Weight times input explains a linear network: one without hidden layers, whose output is linear, "
                "sigmoid or softmax. Choose another method, or remove the hidden layers."
            )
        )
    layer = question.model.layers[-1]
    kernel = layer.kernel.numpy()[:, question.target].astype(np.float64).reshape(question.x.shape)
    bias = 0.0 if layer.bias is None else float(layer.bias.numpy()[question.target])
    values = kernel * question.span * (question.x - question.baseline)
    return values, {"bias": _one(bias * question.span + question.shift)}


def _gradient_input(question: Question) -> tuple[Doubles, Arrays]:
    """The gradient in x times (x - baseline)."""
    gradient = question.slope(question.x[np.newaxis].astype(np.float32))[0]
    return gradient * (question.x - question.baseline), {}


def _integrated_gradients(question: Question) -> tuple[Doubles, Arrays]:
    """With ``steps`` int32: the points on the path."""
    most = max(FEWEST_STEPS, question.most(MOST_STEPS, cost=3))
    values, steps = integrated_gradients(question.score, question.slope, question.x, question.baseline, most)
    return values, {"steps": _whole(steps)}


def _shapley(question: Question) -> tuple[Doubles, Arrays]:
    """With ``groups`` int32, the group of each place, ``group_values`` and ``error`` ``(groups,)``, ``evaluations``
    and ``permutations`` int32. The share of a group is spread evenly over its inputs.
    """
    places = groups_of(question.x.shape)
    groups = np.broadcast_to(places[..., np.newaxis] if question.x.ndim > places.ndim else places, question.x.shape)
    most = question.most(EVALUATIONS, cost=1)
    found = shapley(question.score, question.x, question.baseline, groups, max(most, FEWEST_PERMUTATIONS))
    sizes = np.bincount(groups.ravel())
    more = {
        "groups": places, "group_values": found.values.astype(np.float32), "error": found.error.astype(np.float32),
        "evaluations": _whole(found.evaluations), "permutations": _whole(found.permutations),
    }  # fmt: skip
    return (found.values / sizes)[groups], more


def groups_of(shape: Shape) -> NDArray[np.int32]:
    """Which inputs are taken together: ``(rows, columns)`` blocks of a picture, ``(steps,)``, ``(columns,)``, int32.

    Each column of a table and each step of a sequence is one group; neighbours share one where there are over 256.
    """
    sides = shape[:2] if len(shape) == 3 else shape[:1]
    counts = [min(size, BLOCKS if len(sides) == 2 else MAX_GROUPS) for size in sides]
    numbers = [np.arange(size) * count // size for size, count in zip(sides, counts, strict=True)]
    grid = numbers[0] if len(sides) == 1 else numbers[0][:, np.newaxis] * counts[1] + numbers[1]
    return grid.astype(np.int32)


_METHODS: dict[Method, Callable[[Question], tuple[Doubles, Arrays]]] = {
    "weights": _weights,
    "gradient_input": _gradient_input,
    "integrated_gradients": _integrated_gradients,
    "shapley": _shapley,
}


def _one(number: Any) -> Floats:
    return np.array([number], np.float32)


def _whole(number: int) -> NDArray[np.int32]:
    return np.array([number], np.int32)
