"""Loss, metrics and optimizer as Keras objects: the same that ``compile`` makes of their names."""

from typing import Any

import keras

from playground.spec import Experiment
from playground.spec.objectives import Metric

_LOSSES = {
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "mean_squared_error": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError",
    "huber": "Huber",
    "kl_divergence": "KLDivergence",
    "cosine_similarity": "CosineSimilarity",
}
_METRICS: dict[Metric, str] = {
    "auc": "AUC",
    "precision": "Precision",
    "recall": "Recall",
    "mean_absolute_error": "MeanAbsoluteError",
    "r2": "R2Score",
}


def loss(experiment: Experiment) -> keras.Loss:
    """The loss, averaged over the samples of a batch."""
    return getattr(keras.losses, _LOSSES[experiment.loss])(name="loss")


def metric(name: Metric, num_outputs: int) -> keras.Metric:
    """A metric with its variables made, so that it can be updated inside a compiled function.

    Accuracy is that of the task (threshold 0.5 or the largest output). AUC, precision and recall treat every
    output of a one-hot row as a yes/no answer of its own and pool them all, as Keras does by default: with
    softmax, precision counts the outputs above 0.5.
    """
    accuracy = "BinaryAccuracy" if num_outputs == 1 else "CategoricalAccuracy"
    kind = accuracy if name == "accuracy" else _METRICS[name]
    made: keras.Metric = getattr(keras.metrics, kind)(name=name)
    if name == "r2":  # R2Score makes its variables at its first update
        nothing = keras.ops.zeros((1, num_outputs))
        made.update_state(nothing, nothing)
        made.reset_state()
    return made


def metrics(experiment: Experiment) -> list[keras.Metric]:
    """The mean of the loss, then the experiment's metrics in order."""
    outputs = experiment.data.dataset.num_outputs
    return [keras.metrics.Mean(name="loss"), *(metric(name, outputs) for name in experiment.metrics)]


def optimizer(experiment: Experiment) -> Any:
    """The Keras optimizer of the experiment, its variables not yet made."""
    chosen = experiment.training.optimizer
    return getattr(keras.optimizers, chosen.name())(**chosen.keras_arguments())
