"""An experiment is one value: data, network, training. Links, files and the page all hold this."""

import re
from functools import cached_property

from pydantic import ValidationError, field_validator

from playground.spec.activations import ACTIVATIONS
from playground.spec.data import DataSpec
from playground.spec.errors import N_, NP_, InvalidExperiment, Term
from playground.spec.explain import explain
from playground.spec.kinds import Value, field
from playground.spec.limits import Limits
from playground.spec.network import Network, Placed, largest_output, place_layers, total_parameters
from playground.spec.objectives import FITS, LABELS, LOGARITHMIC, Loss, Metric
from playground.spec.optimizers import OPTIMIZERS, SGD, Optimizer

__all__ = ["MAX_JSON_BYTES", "Experiment", "Training", "explain"]

MAX_JSON_BYTES = 64 * 1024
MAX_JSON_DEPTH = 12
"""An experiment nests four deep; far more is an attempt on the parser."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)


class Training(Value):
    """How the network learns."""

    optimizer: OPTIMIZERS.annotation(Optimizer) = field(  # type: ignore[valid-type]
        SGD(learning_rate=0.03), N_("Optimizer"), help=N_("How a gradient becomes a step.")
    )
    batch_size: int = field(10, N_("Batch size"), help=N_("Samples that share one step of the weights."), ge=1, le=4096)
    epochs: int = field(
        1000, N_("Epochs"), help=N_("Training pauses after so many passes over the data; Play goes on."),
        ge=1, le=1_000_000,
    )  # fmt: skip
    loss: Loss = field("auto", N_("Loss"), help=N_("What training makes small."), more=True)
    metrics: tuple[Metric, ...] = field(
        (), N_("Metrics"), help=N_("What is measured besides the loss."), more=True, max_length=6
    )
    seed: int = field(
        0, N_("Seed"), help=N_("Initial weights, sample order and dropout follow from it."), more=True,
        ge=0, le=2**31 - 1,
    )  # fmt: skip

    @field_validator("metrics")
    @classmethod
    def _each_metric_once(cls, metrics: tuple[Metric, ...]) -> tuple[Metric, ...]:
        if len(set(metrics)) != len(metrics):
            raise InvalidExperiment(N_("A metric is named twice. Name each metric once."))
        return metrics


class Experiment(Value):
    """What the learner chose. Equal experiments give equal curves on the same machine."""

    data: DataSpec
    network: Network = Network()
    training: Training = Training()

    @property
    def output_activation(self) -> str:
        """The output's activation, with "auto" resolved."""
        chosen = self.network.output.activation
        return ACTIVATIONS.automatic(self.data.task).name if chosen == "auto" else chosen

    @property
    def gives_probabilities(self) -> bool:
        """Whether each output is the probability of a class of this task: what is none is never shown as one."""
        return self.output_activation in ACTIVATIONS.probabilities(self.data.task)

    @property
    def loss(self) -> str:
        """The loss, with "auto" resolved."""
        chosen = self.training.loss
        return FITS[self.data.task].losses[0] if chosen == "auto" else chosen

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics, the task's first one where none is chosen."""
        return self.training.metrics or FITS[self.data.task].metrics[:1]

    def with_learning_rate(self, rate: float) -> "Experiment":
        """The same experiment with another learning rate.

        Raises:
            pydantic.ValidationError: the rate is out of bounds.
        """
        optimizer = self.training.optimizer.replace(learning_rate=rate)
        return self.replace(training=self.training.replace(optimizer=optimizer))

    def with_epochs(self, epochs: int) -> "Experiment":
        """The same experiment with another number of epochs."""
        return self.replace(training=self.training.replace(epochs=epochs))

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every layer in its place, the output last.

        Raises:
            playground.spec.network.BrokenStack: a layer cannot stand where it stands.
        """
        outputs = self.data.dataset.num_outputs
        return place_layers(self.network, self.data.input_shape, outputs, self.output_activation)

    @property
    def works_on_pictures(self) -> bool:
        """Whether a layer needs a picture: Conv2D and the poolings after it."""
        return any(entry.layer.rank_needed == 3 for entry in self.placed)

    def check(self, limits: Limits | None = None) -> None:
        """Refuse what cannot be built, does not fit, or is too much work.

        Raises:
            InvalidExperiment: with where, what was got, what is allowed and what to do.
        """
        limits = limits or Limits()
        self.data.check()
        placed = self.placed
        self._check_objectives()
        _check_size(N_("parameters"), total_parameters(placed).total, limits.parameters)
        _check_size(N_("numbers per sample in one layer"), largest_output(placed), limits.outputs_per_layer)
        work = sum(entry.work for entry in placed) * self.data.num_train
        _check_size(N_("multiplications per epoch"), work, limits.work_per_epoch)
        if self.training.batch_size > self.data.num_train and not self.data.dataset.grows:
            raise InvalidExperiment(
                NP_("A batch of {got} is larger than the training data ({allowed} sample). "
                    "Choose a batch size of at most {allowed}.",
                    "A batch of {got} is larger than the training data ({allowed} samples). "
                    "Choose a batch size of at most {allowed}.", "allowed"),
                got=self.training.batch_size,
                allowed=self.data.num_train,
            )  # fmt: skip

    def _check_objectives(self) -> None:
        task, loss, activation = self.data.task, self.loss, self.output_activation
        fit = FITS[task]
        if loss not in fit.losses:
            raise InvalidExperiment(
                N_("The loss {got} does not fit this task ({task}). Choose one of: {allowed}."),
                got=Term(LABELS[loss]), task=Term(LABELS[task]), allowed=_words(fit.losses),
            )  # fmt: skip
        for metric in self.metrics:
            if metric not in fit.metrics:
                raise InvalidExperiment(
                    N_("The metric {got} does not fit this task ({task}). Choose one of: {allowed}."),
                    got=Term(LABELS[metric]), task=Term(LABELS[task]), allowed=_words(fit.metrics),
                )  # fmt: skip
        allowed = ACTIVATIONS.probabilities(LOGARITHMIC[loss]) if loss in LOGARITHMIC else ACTIVATIONS.names()
        if activation not in allowed:
            raise InvalidExperiment(
                N_("The loss {loss} needs probabilities, but the output activation {got} does not give them. "
                   "Choose {allowed} for the output, or another loss."),
                loss=Term(LABELS[loss]), got=activation, allowed=allowed,
            )  # fmt: skip
        if "auc" in self.metrics and activation not in ACTIVATIONS.probabilities():
            raise InvalidExperiment(
                N_("The metric {metric} needs probabilities, but the output activation {got} does not give them. "
                   "Choose {allowed} for the output, or another metric."),
                metric=Term(LABELS["auc"]), got=activation, allowed=ACTIVATIONS.probabilities(),
            )  # fmt: skip
        if loss == "cosine_similarity" and self.data.dataset.num_outputs == 1:
            raise InvalidExperiment(
                N_("Cosine similarity compares directions, and a single output has none but its sign, so nothing "
                   "would be learned. Choose the mean squared error.")
            )  # fmt: skip
        alone = ACTIVATIONS[activation].refusal_alone
        if alone and self.data.dataset.num_outputs == 1:
            raise InvalidExperiment(alone)

    def to_json(self) -> str:
        """The experiment as JSON, for a file, a link or a worker."""
        return self.model_dump_json()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Experiment":
        """Read a stranger's JSON.

        Raises:
            InvalidExperiment: it is not an experiment, with the place and what is allowed there.
        """
        _check_text(text)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise explain(error) from error


def _check_text(text: str | bytes) -> None:
    """Refuse what is too long or nested too deep before a parser sees it."""
    size = len(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    if size > MAX_JSON_BYTES:
        raise InvalidExperiment(
            N_("This is {got} bytes long; an experiment has at most {allowed}. Choose a file made by the playground."),
            got=f"{size:,}", allowed=f"{MAX_JSON_BYTES:,}",
        )  # fmt: skip
    depth = deepest = 0
    for character in _STRING.sub("", text.decode("utf-8", "replace") if isinstance(text, bytes) else text):
        depth += (character in "[{") - (character in "]}")
        deepest = max(deepest, depth)
    if deepest > MAX_JSON_DEPTH:
        raise InvalidExperiment(
            N_("This is nested {got} levels deep; an experiment has at most {allowed}. "
               "Choose a file made by the playground."),
            got=deepest, allowed=MAX_JSON_DEPTH,
        )  # fmt: skip


def _words(names: tuple[str, ...]) -> list[Term]:
    return [Term(LABELS[name]) for name in names]


def _check_size(noun: str, got: int, allowed: int) -> None:
    if got > allowed:
        raise InvalidExperiment(
            N_("This network has {got} {noun}; at most {allowed} are allowed here. "
               "Use fewer or smaller layers, or fewer samples."),
            got=f"{got:,}", allowed=f"{allowed:,}", noun=Term(noun),
        )  # fmt: skip
