"""What a dataset is, and which part of the experiment says how it is used. The sets themselves are in ``data``."""

from typing import Any, ClassVar, Literal, get_args

from pydantic import model_validator

from playground.spec.errors import N_, NP_, InvalidExperiment, Term
from playground.spec.kinds import Kind, Registry, Value, field
from playground.spec.layers.base import Shape
from playground.spec.objectives import LABELS, Task
from playground.spec.samples import Integers, Samples

Feature = Literal["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"]
FEATURES: tuple[Feature, ...] = get_args(Feature)
FEATURE_LABELS: dict[str, str] = {
    "x1": "x₁",
    "x2": "x₂",
    "x1_squared": "x₁²",
    "x2_squared": "x₂²",
    "x1_x2": "x₁·x₂",
    "sin_x1": "sin x₁",
    "sin_x2": "sin x₂",
}
"""Mathematics, the same in every language."""

Scaling = Literal["none", "minmax", "standard"]
SCALING_LABELS: dict[str, str] = {
    "none": N_("None"),
    "minmax": N_("0 to 1"),
    "standard": N_("Standardised"),
}


Blanks = Literal["drop", "mean", "median", "most_frequent"]
"""What becomes of a blank: the row goes, or the column's mean, median or most frequent value takes its place."""
BLANKS_LABELS: dict[str, str] = {
    "drop": N_("Leave the row out"),
    "mean": N_("Mean of the column"),
    "median": N_("Median of the column"),
    "most_frequent": N_("Most frequent value"),
}


class Dataset(Kind):
    """One entry of the registry of datasets: what it is, and how its samples are made or read."""

    task: ClassVar[Task]
    group: ClassVar[str]
    """Where the menu shows it: a Term such as "Points on a plane", "Tables", "Pictures"."""
    licence: ClassVar[str]
    source: ClassVar[str]
    default_scaling: ClassVar[Scaling] = "none"
    default_target_scaling: ClassVar[Scaling] = "none"
    warning: ClassVar[str] = ""
    """A sentence shown where the set is chosen: what to know before it is used."""
    hidden_in_menu: ClassVar[bool] = False
    """The menu of the playground leaves it out: another control brings it in."""
    grows: ClassVar[bool] = False
    """Its samples come and go while a network trains on them: it says itself whether they are enough and how they are
    split, and a batch is never larger than what there is."""
    is_plane: ClassVar[bool] = False
    """Points (x1, x2) on a plane from -6 to 6, from which the input features are made."""
    download_bytes: ClassVar[int] = 0
    """How much is downloaded before the first use; 0 where nothing is."""
    has_fixed_split: ClassVar[bool] = False
    """The publisher says which samples are for testing; the share of training data does not apply."""

    @property
    def sample_shape(self) -> Shape:
        """The shape of one raw sample: ``(2,)`` on the plane, ``(28, 28, 1)`` for a picture."""
        raise NotImplementedError

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes, in the order of their numbers; empty for regression."""
        return ()

    @property
    def feature_names(self) -> tuple[str, ...]:
        """The names of the columns of a table; empty where they have none."""
        return ()

    @property
    def blanks(self) -> Blanks | None:
        """How blanks (NaN) in the samples are filled: with a value fitted on the training part.

        None where there are none; with "drop" their rows are gone already.
        """
        return None

    @property
    def one_hot(self) -> tuple[int, ...]:
        """The numbers of the columns that stand for a value of text: 0 or 1, which scaling leaves as they are.

        Standardised, a value that few rows have would become a number of fifty or more, and one step would run away.
        """
        return ()

    @property
    def num_outputs(self) -> int:
        """How many numbers the network's output layer has."""
        return len(self.class_names) if self.task == "multiclass" else 1

    @property
    def size(self) -> int:
        """How many samples there are, both parts together."""
        raise NotImplementedError

    def num_train_at(self, train_share: float) -> int:
        """How many samples are trained on; a fixed split does not ask for the share."""
        return round(self.size * train_share)

    def check(self) -> None:
        """Refuse samples of which nothing can be learned; for a set that grows.

        Raises:
            InvalidExperiment: as the text says.
        """

    def split(self, train_share: float, seed: int) -> tuple[Integers, Integers]:
        """The numbers of the samples for training and of the others; for a set that grows."""
        raise NotImplementedError

    def is_here(self) -> bool:
        """Whether ``samples`` needs no network: False until a set has been downloaded."""
        return True

    def samples(self) -> Samples:
        """Make, read or download the samples.

        Raises:
            playground.spec.errors.DataUnavailable: they cannot be had; the text says what to do.
        """
        raise NotImplementedError


DATASETS: Registry[Dataset] = Registry(N_("dataset"))


class DataSpec(Value):
    """Which samples, which inputs are made of them, how they are scaled and split."""

    dataset: DATASETS.annotation(Dataset)  # type: ignore[valid-type]
    features: tuple[Feature, ...] = field(
        ("x1", "x2"), N_("Inputs"), help=N_("What the network sees of each point."), max_length=len(FEATURES)
    )
    scaling: Scaling = field(
        "none", N_("Scaling"), help=N_("Fitted on the training samples only, then applied to all."), more=True
    )
    target_scaling: Scaling = field(
        "none",
        N_("Scaling of the target"),
        help=N_("For regression: the number to be predicted is scaled like an input. Predictions are scaled back."),
        more=True,
    )
    train_share: float = field(
        0.5, N_("Share of training data"), help=N_("The rest checks what was learned."), ge=0.1, le=0.9
    )
    split_seed: int = field(
        0, N_("Split seed"), help=N_("Another number puts other samples into training."), more=True, ge=0, le=2**31 - 1
    )
    leak: bool = field(
        False,
        N_("Leak validation samples into training"),
        help=N_("On purpose and wrong: the network trains on the samples that check it, and the score lies."),
        more=True,
    )

    @model_validator(mode="after")
    def _features_make_sense(self) -> "DataSpec":
        if len(set(self.features)) != len(self.features):
            raise InvalidExperiment(N_("An input is switched on twice. Name each input once."))
        if self.is_plane and not self.features:
            raise InvalidExperiment(N_("The network has no input. Switch on at least one of {known}."),
                                    known=list(FEATURE_LABELS.values()))  # fmt: skip
        return self

    @property
    def is_plane(self) -> bool:
        """Whether the samples are points of a plane."""
        return bool(self.dataset.is_plane)

    @property
    def task(self) -> Task:
        """What is to be learned."""
        return self.dataset.task  # type: ignore[no-any-return]

    @property
    def is_line(self) -> bool:
        """Whether a value is learned from a single number: the fit is a line over the samples."""
        return self.task == "regression" and not self.is_plane and tuple(self.dataset.sample_shape) == (1,)

    @property
    def input_shape(self) -> Shape:
        """The shape of one sample as it enters the network."""
        return (len(self.features),) if self.is_plane else tuple(self.dataset.sample_shape)

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of the network's inputs; empty for pictures."""
        if self.is_plane:
            return tuple(FEATURE_LABELS[name] for name in self.features)
        return tuple(self.dataset.feature_names)

    @property
    def num_train_alone(self) -> int:
        """How many samples are for training and for nothing else."""
        return int(self.dataset.num_train_at(self.train_share))

    @property
    def num_train(self) -> int:
        """How many samples are trained on; all of them where the validation samples leak."""
        return int(self.dataset.size) if self.leak else self.num_train_alone

    @property
    def num_validation(self) -> int:
        """How many samples check what was learned."""
        return int(self.dataset.size) - self.num_train_alone

    def check(self) -> None:
        """Refuse a split that cannot give each part a sample, or one of every class.

        What depends on the samples themselves is checked when they are loaded.

        Raises:
            InvalidExperiment: as the text says.
        """
        if self.dataset.grows:
            self.dataset.check()
            return
        needed = max(1, len(self.dataset.class_names))
        for part, got in ((N_("training"), self.num_train_alone), (N_("validation"), self.num_validation)):
            if got < needed:
                raise InvalidExperiment(
                    NP_(
                        "The split leaves {got} sample for {part}, but at least {needed} are needed, one of each "
                        "class. Take more samples, or another share of training data.",
                        "The split leaves {got} samples for {part}, but at least {needed} are needed, one of each "
                        "class. Take more samples, or another share of training data.",
                        "got",
                    ),
                    got=got,
                    part=Term(part),
                    needed=needed,
                )

    @classmethod
    def start(cls, dataset: Dataset) -> "DataSpec":
        """The choices that a dataset starts with."""
        return cls(dataset=dataset, scaling=dataset.default_scaling, target_scaling=dataset.default_target_scaling)

    def describe_task(self) -> Term:
        """The task in words."""
        return Term(LABELS[self.task])


def dataset_from(value: Any) -> Dataset:
    """A dataset from its name or its JSON."""
    return DATASETS.validate(value)
