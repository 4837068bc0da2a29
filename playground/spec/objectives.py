"""Tasks, losses and metrics: which exist, which fit which task, and what a task starts with."""

from typing import Literal, NamedTuple, get_args

from playground.spec.errors import N_

Task = Literal["binary", "multiclass", "regression"]
TASKS: tuple[Task, ...] = get_args(Task)

Loss = Literal[
    "auto",
    "binary_crossentropy",
    "categorical_crossentropy",
    "mean_squared_error",
    "mean_absolute_error",
    "huber",
    "kl_divergence",
    "cosine_similarity",
]
LOSSES: tuple[str, ...] = tuple(name for name in get_args(Loss) if name != "auto")

Metric = Literal["accuracy", "auc", "precision", "recall", "mean_absolute_error", "r2"]
METRICS: tuple[Metric, ...] = get_args(Metric)


class Fit(NamedTuple):
    """What suits a task: the losses (default first) and the metrics (default first)."""

    losses: tuple[str, ...]
    metrics: tuple[Metric, ...]


FITS: dict[Task, Fit] = {
    "binary": Fit(
        ("binary_crossentropy", "mean_squared_error", "mean_absolute_error", "huber"),
        ("accuracy", "auc", "precision", "recall", "mean_absolute_error"),
    ),
    "multiclass": Fit(
        (
            "categorical_crossentropy",
            "kl_divergence",
            "mean_squared_error",
            "mean_absolute_error",
            "huber",
            "cosine_similarity",
        ),
        ("accuracy", "auc", "precision", "recall", "mean_absolute_error"),
    ),
    "regression": Fit(
        ("mean_squared_error", "mean_absolute_error", "huber", "cosine_similarity"),
        ("mean_absolute_error", "r2"),
    ),
}

LOGARITHMIC: dict[str, Task] = {
    "binary_crossentropy": "binary",
    "categorical_crossentropy": "multiclass",
    "kl_divergence": "multiclass",
}
"""Losses that take the logarithm of a probability, and the task for which an output's activation must give one."""

LABELS: dict[str, str] = {
    "auto": N_("Automatic"),
    "binary": N_("two classes"),
    "multiclass": N_("many classes"),
    "regression": N_("regression"),
    "binary_crossentropy": N_("Binary cross-entropy"),
    "categorical_crossentropy": N_("Categorical cross-entropy"),
    "mean_squared_error": N_("Mean squared error"),
    "mean_absolute_error": N_("Mean absolute error"),
    "huber": N_("Huber"),
    "kl_divergence": N_("KL divergence"),
    "cosine_similarity": N_("Cosine similarity"),
    "accuracy": N_("Accuracy"),
    "auc": N_("AUC"),
    "precision": N_("Precision"),
    "recall": N_("Recall"),
    "r2": N_("R²"),
}
"""The English words for every name above; also the keys in the catalogues."""
