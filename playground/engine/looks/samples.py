"""Lists of samples: what each is, what the network takes it for, and how sure it is of that."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats, Part, Raw
from playground.engine import objectives
from playground.engine.looks.base import Arrays, register
from playground.engine.looks.predictions import classes_of
from playground.spec import Experiment
from playground.spec.network import largest_output

MOST_LOOKED_AT = 10_000
"""Only the first so many samples of a part are looked at."""
MOST_LISTED = 60
MOST_COLUMNS = 64
MOST_SIDE = 64
"""Pixels; larger pictures are made smaller."""
MOST_BYTES = 300_000
"""Of all pictures of one list; many coloured ones are made smaller still."""
HALF = 0.5
SLICE = 2000
SLICE_NUMBERS = 16_000_000
"""So many samples go through the network at a time, or fewer where a layer would make more numbers (64 MB) of them."""

Order = Literal["index", "confidence", "loss", "error"]
Classes = NDArray[np.int32]


@dataclass(frozen=True)
class Outcome:
    """What a network makes of the first samples of a part, n of them.

    Of classes: ``truth`` and ``predicted`` int32 ``(n,)``, where -1 is no prediction, as an output is NaN; and
    ``confidence`` float32 ``(n,)``, the output for the predicted class, of a single probability p or 1 - p, of a single
    output that is none its distance from the threshold; ``read`` float32 ``(n,)``, the output that the class was read
    from. Of a regression: ``truth`` and ``predicted``, which is ``read`` too, float32 in the target's units,
    ``confidence`` how far they are apart. ``losses`` float32 ``(n,)`` of each sample alone, as the training counts it,
    without the penalty on weights.
    """

    outputs: Floats
    losses: Floats
    truth: Classes | Floats
    predicted: Classes | Floats
    confidence: Floats
    read: Floats


def outcome(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    part: Part,
    most: int = MOST_LOOKED_AT,
    threshold: float = HALF,
) -> Outcome:
    """Send the first ``most`` samples of ``part`` through the network.

    ``threshold`` is for two classes: a score above it is the second one.
    """
    outputs, losses = answers(model, experiment, part.x[:most], part.y[:most])
    if experiment.data.task == "regression":
        truth = np.asarray(part.labels[:most], np.float32)
        with np.errstate(all="ignore"):  # a network that ran away says things that are too large, and not numbers
            values = data.target.decode(outputs[:, 0])
            return Outcome(outputs, losses, truth, values, np.abs(values - truth), values)
    predicted = predicted_classes(outputs, threshold)
    read = _read(outputs, predicted)
    confidence = read
    if outputs.shape[1] == 1:
        ends = (0.0, 1.0) if experiment.gives_probabilities else (threshold, threshold)
        confidence = np.where(predicted == 1, read - ends[0], ends[1] - read).astype(np.float32)
    return Outcome(outputs, losses, part.labels[:most].astype(np.int32), predicted, confidence, read)


_COMPILED: "WeakKeyDictionary[keras.Model, dict[str, Any]]" = WeakKeyDictionary()


def answers(model: keras.Model, experiment: Experiment, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """The outputs ``(n, outputs)`` and the losses ``(n,)``; compiled once for a model.

    Together, as Keras counts a cross-entropy from the numbers before the sigmoid or softmax where it can: a loss that
    is made of the outputs afterwards is another one where they are all but 0 and 1.
    """
    functions = _COMPILED.setdefault(model, {})
    if experiment.loss not in functions:
        functions[experiment.loss] = _compile(model, objectives.loss(experiment))
    answer = functions[experiment.loss]
    size = max(1, min(SLICE, SLICE_NUMBERS // largest_output(experiment.placed)))
    parts = [answer(x[at : at + size], y[at : at + size]) for at in range(0, len(x), size)]
    outputs, losses = (np.concatenate([found.numpy() for found in column]) for column in zip(*parts, strict=True))
    return outputs, losses


def _compile(model: keras.Model, loss: keras.Loss) -> Any:
    layers = model.layers

    def run(x: Any, y: Any) -> tuple[Any, Any]:
        for layer in layers:
            x = layer(x, training=False)
        return x, tf.cast(loss.call(y, x), tf.float32)

    signature = [tf.TensorSpec(model.input_shape), tf.TensorSpec(model.output_shape)]
    return tf.function(run, autograph=False, input_signature=signature)


def predicted_classes(outputs: Floats, threshold: float = HALF) -> Classes:
    """The class of each row, int32 ``(n,)``; -1 where an output is NaN: nothing was predicted there."""
    score = positive_score(outputs)
    chosen = classes_of(outputs) if score is None or threshold == HALF else score > np.float64(threshold)
    return np.where(np.isnan(outputs).any(axis=1), -1, chosen).astype(np.int32)


def positive_score(outputs: Floats) -> Floats | None:
    """How much speaks for the second of two classes, ``(n,)``; None where there are more classes."""
    return outputs[:, -1] if outputs.shape[1] <= 2 else None


def _read(outputs: Floats, predicted: Classes) -> Floats:
    """The single output, else that of the predicted class; NaN where there is none."""
    if outputs.shape[1] == 1:
        return outputs[:, 0]
    chosen = outputs[np.arange(len(outputs)), np.maximum(predicted, 0)]
    return np.where(predicted < 0, np.nan, chosen).astype(np.float32)


@register("samples", costly=True)
def samples(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    part: Literal["train", "validation"] = "validation",
    truth: Annotated[int, Field(ge=0)] | None = None,
    predicted: Annotated[int, Field(ge=-1)] | None = None,
    only_wrong: bool = False,
    order: Order = "index",
    threshold: Annotated[float, Field(allow_inf_nan=False)] = HALF,
    start: Annotated[int, Field(ge=0)] = 0,
    count: Annotated[int, Field(ge=1, le=MOST_LISTED)] = 24,
) -> Arrays:
    """A page of a list of samples, ``count`` from number ``start`` of those that match.

    Args:
        truth: only samples of this class; predicted: only those taken for this class, -1 for those without a
            prediction; only_wrong: only those where the two differ. A regression has no classes, and lists all.
        order: by their number; or the largest confidence, loss or error first (the error of a class is its loss, of a
            value how far it is off, which is a regression's confidence too). NaN comes last.
        threshold: of two classes, above which output it is the second.

    Returns:
        ``samples:index`` int32 ``(k,)`` their numbers in the part; ``samples:truth`` and ``samples:predicted`` int32,
        of a regression float32 in the target's units; ``samples:confidence`` and ``samples:read`` float32, see
        ``Outcome``;
        ``samples:loss`` float32, of each sample alone; ``samples:total`` int32 ``(1,)``, how many match;
        ``samples:looked_at`` int32 ``(2,)``, how many of how many were looked at; ``samples:is_probability`` uint8
        ``(1,)``; ``samples:shape`` int32, that of a raw sample. Then ``samples:pictures`` uint8 ``(k, height, width,
        1 or 3)``, at most 64 pixels a side, or ``samples:rows`` float32 ``(k, numbers)``, the first 64 raw numbers.
    """
    chosen = data.train if part == "train" else data.validation
    found = outcome(model, data, experiment, chosen, threshold=threshold)
    matching = _matching(experiment, found, truth, predicted, only_wrong)
    listed = matching[_order(order, experiment, found)[matching].argsort(kind="stable")]
    picked = listed[start : start + count]
    return {
        "samples:index": picked.astype(np.int32),
        "samples:truth": found.truth[picked],
        "samples:predicted": found.predicted[picked],
        "samples:confidence": found.confidence[picked],
        "samples:read": found.read[picked],
        "samples:loss": found.losses[picked],
        "samples:total": np.array([len(listed)], np.int32),
        "samples:looked_at": np.array([len(found.outputs), len(chosen)], np.int32),
        "samples:is_probability": np.array([experiment.gives_probabilities], np.uint8),
        "samples:shape": np.array(chosen.raw.shape[1:], np.int32),
        **_shown(chosen.raw, picked),
    }


def _matching(
    experiment: Experiment, found: Outcome, truth: int | None, predicted: int | None, only_wrong: bool
) -> NDArray[np.intp]:
    keep = np.ones(len(found.outputs), bool)
    if experiment.data.task != "regression":
        if truth is not None:
            keep &= found.truth == truth
        if predicted is not None:
            keep &= found.predicted == predicted
        if only_wrong:
            keep &= found.truth != found.predicted
    return np.flatnonzero(keep)


def _order(order: Order, experiment: Experiment, found: Outcome) -> Floats:
    """What the samples are sorted by, ``(n,)``: the smallest first, NaN last."""
    if order == "index":
        return np.arange(len(found.losses), dtype=np.float32)
    by_confidence = order == "confidence" or (order == "error" and experiment.data.task == "regression")
    return -(found.confidence if by_confidence else found.losses)


def _shown(raw: Raw, picked: NDArray[np.intp]) -> Arrays:
    if raw.ndim == 4:
        return {"samples:pictures": pictures(raw, picked)}
    return {"samples:rows": raw.reshape(len(raw), -1)[picked, :MOST_COLUMNS].astype(np.float32)}


def pictures(raw: Raw, picked: NDArray[np.intp], most_side: int = MOST_SIDE) -> NDArray[np.uint8]:
    """Pictures ``(k, height, width, 1 or 3)`` with pixels 0 to 255; other channels than grey or colours: the first."""
    chosen = raw[picked].astype(np.float32)
    if chosen.shape[-1] not in (1, 3):
        chosen = chosen[..., :1]
    if raw.dtype != np.uint8:  # the range of all samples, so that a pale picture stays pale
        low, high = float(np.nanmin(raw)), float(np.nanmax(raw))
        chosen = (chosen - low) * (255 / (high - low) if high > low else 0)
    room = int(np.sqrt(MOST_BYTES / max(1, len(picked) * chosen.shape[-1])))
    smaller = _smaller(chosen, min(most_side, room))
    return np.clip(np.rint(np.nan_to_num(smaller)), 0, 255).astype(np.uint8)


def _smaller(chosen: Floats, most_side: int) -> Floats:
    """Pictures of which no side is longer than this: each pixel is the mean of those that it takes the place of."""
    height, width = chosen.shape[1:3]
    shrink = most_side / max(height, width)
    if shrink >= 1:
        return chosen
    for axis, side in ((1, height), (2, width)):
        edges = np.linspace(0, side, max(1, round(side * shrink)) + 1).astype(np.intp)
        shape = [1, 1, 1, 1]
        shape[axis] = -1
        counts = np.diff(edges).astype(np.float32).reshape(shape)
        chosen = (np.add.reduceat(chosen, edges[:-1], axis=axis) / counts).astype(np.float32)
    return chosen
