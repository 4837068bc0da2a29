"""How good a network is: confusion, measures of each class, ROC, calibration; of values how far they are off."""

from typing import Annotated, Any, Literal

import keras
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from playground.data.samples import Data, Floats
from playground.engine.looks.base import Arrays, register
from playground.engine.looks.predictions import confusion
from playground.engine.looks.samples import (
    HALF,
    MOST_LOOKED_AT,
    Classes,
    Outcome,
    outcome,
    positive_score,
)
from playground.spec import Experiment

NUM_THRESHOLDS = 101
MOST_ROC_POINTS = 200
NUM_CALIBRATION_BINS = 10
MOST_POINTS = 1000
MOST_ON_LINE = 500
MOST_RESIDUAL_BINS = 40

Doubles = NDArray[np.float64]


@register("results")
def results(
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    *,
    part: Literal["train", "validation"] = "validation",
    max_samples: Annotated[int, Field(ge=1, le=MOST_LOOKED_AT)] = MOST_LOOKED_AT,
) -> Arrays:
    """The results over the first ``max_samples`` samples of a part; every name begins with ``results:``.

    Always ``looked_at`` int32 ``(2,)``, how many of how many samples; ``unclear`` int32 ``(1,)``, of how many the
    output is NaN: they are in no cell and on no curve, but count as not right; ``loss`` float32 ``(1,)``, the mean
    without regularization.

    Of C classes: ``confusion`` int32 ``(C, C)``, the truth in rows; ``support`` int32 ``(C,)``; ``of_class`` float32
    ``(C, 4)``, see ``class_measures``; ``overall`` float32 ``(4,)``, accuracy and the means of precision, recall and
    F1 over the classes that have one; where outputs are probabilities ``calibration`` float32 ``(bins, 3)`` and
    ``calibration_error`` float32 ``(1,)``, see ``calibration``. Of two classes also ``roc`` float32 ``(k, 3)`` and
    ``auc`` float32 ``(1,)``, see ``roc``; ``thresholds`` float32 ``(101,)`` and ``counts`` int32 ``(101, 2, 2)``, the
    confusion at each.

    Of values, all in the target's units: ``measures`` float32 ``(4,)``, see ``value_measures``; ``points`` float32
    ``(k, 2)``, actual and predicted of at most 1000 samples, evenly picked; ``line`` float32 ``(k, 2)``, the same of
    the first 500; ``residual_counts`` int32 ``(bins,)`` of actual - predicted between ``residual_edges`` float32
    ``(bins + 1,)``.
    """
    chosen = data.train if part == "train" else data.validation
    found = outcome(model, data, experiment, chosen, max_samples)
    answers: Arrays = {
        "looked_at": np.array([len(found.outputs), len(chosen)], np.int32),
        "unclear": np.array([np.isnan(found.outputs).any(axis=1).sum()], np.int32),
        "loss": _floats(np.mean(found.losses, dtype=np.float64)).reshape(1),
    }
    answers |= _values(found) if experiment.data.task == "regression" else _classes(found, experiment)
    return {f"results:{name}": array for name, array in answers.items()}


def _floats(values: Any) -> Floats:
    """As float32, with what is too large for it as infinity."""
    with np.errstate(all="ignore"):
        return np.asarray(values).astype(np.float32)


# Classes.


def _classes(found: Outcome, experiment: Experiment) -> Arrays:
    is_clear = found.predicted >= 0
    truth = found.truth.astype(np.int32)
    num_classes = max(2, found.outputs.shape[1])
    cells = confusion(truth[is_clear], found.predicted[is_clear].astype(np.int64), num_classes)
    support = np.bincount(truth, minlength=num_classes)
    of_class = class_measures(cells, support)
    accuracy = np.trace(cells) / len(truth) if len(truth) else np.nan
    answers: Arrays = {
        "confusion": cells,
        "support": support.astype(np.int32),
        "of_class": _floats(of_class),
        "overall": _floats([accuracy, *(_mean_of_known(column) for column in of_class.T[1:])]),
    }
    if experiment.gives_probabilities:
        bins, error = calibration(found.confidence[is_clear], (found.predicted == truth)[is_clear])
        answers |= {"calibration": _floats(bins), "calibration_error": _floats([error])}
    score = positive_score(found.outputs)
    if score is not None:
        answers |= _two_classes(truth[is_clear], score[is_clear], experiment.gives_probabilities)
    return answers


def _mean_of_known(values: Doubles) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if known.size else float("nan")


def class_measures(cells: Classes, support: NDArray[np.intp]) -> Doubles:
    """Accuracy, precision, recall and F1 of each class against all others, ``(C, 4)``; NaN where it divides by 0.

    Args:
        cells: the confusion ``(C, C)``, the truth in rows.
        support: how many samples each class has, ``(C,)``, those without a prediction included.
    """
    right = np.diag(cells).astype(np.float64)
    taken_for = cells.sum(axis=0)
    rightly_not = cells.sum() - cells.sum(axis=1) - taken_for + right
    with np.errstate(all="ignore"):
        return np.stack(
            [
                (right + rightly_not) / support.sum(),
                right / taken_for,
                right / support,
                2 * right / (taken_for + support),
            ],
            axis=1,
        )


def calibration(confidence: Floats, is_right: NDArray[np.bool_]) -> tuple[Doubles, float]:
    """How sure the network is against how often it is then right.

    Returns:
        For each tenth of the confidence in which there are samples: their mean confidence, the share that is right,
        and their count, ``(bins, 3)``; and the expected calibration error (Naeini and others 2015), the mean distance
        of the two weighted with the count, NaN without samples.
    """
    edges = np.linspace(0, 1, NUM_CALIBRATION_BINS + 1, dtype=np.float32)[1:-1]  # so that 0.9 is where 0.9 begins
    places = np.digitize(confidence, edges)
    counts = np.bincount(places, minlength=NUM_CALIBRATION_BINS)
    sure = np.bincount(places, confidence, NUM_CALIBRATION_BINS)
    right = np.bincount(places, is_right, NUM_CALIBRATION_BINS)
    used = counts > 0
    bins = np.stack([sure[used] / counts[used], right[used] / counts[used], counts[used]], axis=1)
    error = np.abs(right - sure).sum() / len(confidence) if len(confidence) else np.nan
    return bins, float(error)


def _two_classes(truth: Classes, score: Floats, is_probability: bool) -> Arrays:
    points, area = roc(truth, score)
    finite = score[np.isfinite(score)]
    low, high = (0.0, 1.0) if is_probability or not finite.size else (float(finite.min()), float(finite.max()))
    thresholds = np.linspace(min(low, HALF), max(high, HALF), NUM_THRESHOLDS).astype(np.float32)
    thresholds[np.abs(thresholds - HALF).argmin()] = HALF  # that of the accuracy and the confusion is among them
    return {
        "roc": _floats(points),
        "auc": _floats([area]),
        "thresholds": thresholds,
        "counts": counts_at(truth, score, thresholds),
    }


def counts_at(truth: Classes, score: Floats, thresholds: Floats) -> NDArray[np.int32]:
    """The confusion ``(k, 2, 2)`` at each threshold: a score above it is the second class."""
    of_class = [np.sort(score[truth == number]) for number in (0, 1)]
    first = [np.searchsorted(scores, thresholds, side="right") for scores in of_class]
    both = [np.stack([below, len(scores) - below], axis=1) for below, scores in zip(first, of_class, strict=True)]
    return np.stack(both, axis=1).astype(np.int32)


def roc(truth: Classes, score: Floats) -> tuple[Doubles, float]:
    """The curve of false against true alarms, and the area below it.

    Returns:
        False positive rate, true positive rate, and the score from which on a sample is then taken for the second
        class, ``(k, 3)``, at most 200 points from (0, 0) to (1, 1); none where one of the classes has no sample, and
        the area, of all points, is NaN.
    """
    positives = int((truth == 1).sum())
    negatives = len(truth) - positives
    if not positives or not negatives:
        return np.zeros((0, 3)), float("nan")
    order = np.argsort(-score, kind="stable")
    score, is_positive = score[order].astype(np.float64), truth[order] == 1
    last_of_ties = np.append(np.flatnonzero(score[1:] != score[:-1]), len(score) - 1)
    hits = np.cumsum(is_positive)[last_of_ties]
    alarms = 1 + last_of_ties - hits
    x, y = np.append(0, alarms) / negatives, np.append(0, hits) / positives
    points = np.stack([x, y, np.append(np.inf, score[last_of_ties])], axis=1)
    return _fewer(points[_corners(points)]), float(np.trapezoid(y, x))


def _corners(points: Doubles) -> NDArray[np.bool_]:
    """Which points are not in the middle of a straight line."""
    steps = np.diff(points[:, :2], axis=0)
    turns = steps[:-1, 0] * steps[1:, 1] - steps[:-1, 1] * steps[1:, 0]
    return np.concatenate([[True], np.abs(turns) > 1e-12, [True]])


def _fewer(points: Doubles) -> Doubles:
    picked = np.linspace(0, len(points) - 1, min(len(points), MOST_ROC_POINTS)).round().astype(np.intp)
    return points[picked]


# Values.


def _values(found: Outcome) -> Arrays:
    is_clear = ~np.isnan(found.predicted)
    truth, predicted = found.truth[is_clear].astype(np.float64), found.predicted[is_clear].astype(np.float64)
    counts, edges = _histogram(truth - predicted)
    pairs = np.stack([truth, predicted], axis=1)
    picked = np.linspace(0, len(pairs) - 1, min(len(pairs), MOST_POINTS)).astype(np.intp)
    line = np.stack([found.truth, found.predicted], axis=1)[:MOST_ON_LINE]
    return {
        "measures": _floats(value_measures(truth, predicted)),
        "points": _floats(pairs[picked]),
        "line": _floats(line),
        "residual_counts": counts,
        "residual_edges": _floats(edges),
    }


def value_measures(truth: Doubles, predicted: Doubles) -> Doubles:
    """Mean absolute error, root of the mean squared error, R², and the mean residual; NaN where there is none.

    R² is 1 - the sum of the squared errors / that of the distances from the mean of the actual values.
    """
    if not len(truth):
        return np.full(4, np.nan)
    with np.errstate(all="ignore"):
        errors = truth - predicted
        spread = ((truth - truth.mean()) ** 2).sum()
        r2 = 1 - (errors**2).sum() / spread if spread > 0 else np.nan
        return np.array([np.abs(errors).mean(), np.sqrt((errors**2).mean()), r2, errors.mean()])


def _histogram(residuals: Doubles) -> tuple[NDArray[np.int32], Doubles]:
    """Counts between edges, about as many bins as the root of the number of samples; only of finite residuals."""
    finite = residuals[np.isfinite(residuals)]
    if not finite.size:
        return np.zeros(0, np.int32), np.zeros(0)
    num_bins = min(MOST_RESIDUAL_BINS, max(1, round(np.sqrt(finite.size))))
    low, high = float(finite.min()), float(finite.max())
    if high - low <= 1e-6 * max(abs(low), abs(high)):  # all alike: one bin that can be seen
        low, high, num_bins = low - max(0.5, abs(low) * 1e-3), high + max(0.5, abs(high) * 1e-3), 1
    counts, edges = np.histogram(finite, num_bins, (low, high))
    return counts.astype(np.int32), edges
