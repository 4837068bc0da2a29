"""The sizes of a loop: batches, windows of a large set, epochs in one call. No Keras."""

from dataclasses import dataclass, replace
from math import prod

from playground.data.samples import Data
from playground.spec import Experiment
from playground.spec.network import largest_output

EVALUATION_NUMBERS = 16_000_000
"""At most so many numbers (64 MB) may one layer make in one evaluation call; larger sets are evaluated in slices."""
SMALL_SET = 500_000
"""Up to so many numbers (2 MB) whole epochs of samples are laid out in the order of training for one call."""
WINDOW_NUMBERS = 1_200_000
"""Of larger sets about so many numbers (5 MB, which stays in a processor's cache), a part of an epoch."""
MAX_EPOCHS = 256
MIN_BATCHES = 8
"""A call has room for at most so many epochs, and at least so many batches."""


@dataclass(frozen=True)
class Plan:
    """The fixed sizes of a compiled loop."""

    num_samples: int
    num_validation: int
    batch_size: int
    input_shape: tuple[int, ...]
    num_outputs: int
    largest_output: int
    """The most numbers that a layer makes of one sample."""
    any_size: bool = False
    """Whether the loop takes any number of samples: for a small set that changes while it is trained on."""

    @property
    def steps_per_epoch(self) -> int:
        """Batches of an epoch, a smaller last one included."""
        return -(-self.num_samples // self.batch_size)

    @property
    def numbers_per_epoch(self) -> int:
        """How many numbers all training samples hold."""
        return self.num_samples * prod(self.input_shape)

    @property
    def batches_per_window(self) -> int:
        """How many batches of one epoch a call receives: all of a small set, or as many as fit."""
        if self.numbers_per_epoch <= SMALL_SET:
            return self.steps_per_epoch
        fitting = WINDOW_NUMBERS // prod((self.batch_size, *self.input_shape))
        return min(self.steps_per_epoch, max(MIN_BATCHES, fitting))

    @property
    def window(self) -> int:
        """How many samples of one epoch a call receives."""
        return min(self.num_samples, self.batches_per_window * self.batch_size)

    @property
    def num_epochs(self) -> int:
        """How many epochs one call has room for."""
        return max(1, min(MAX_EPOCHS, SMALL_SET // self.numbers_per_epoch))

    @property
    def slice_size(self) -> int:
        """How many validation samples are evaluated at once."""
        return min(self.num_validation, max(1, EVALUATION_NUMBERS // max(prod(self.input_shape), self.largest_output)))


def plan_for(experiment: Experiment, data: Data) -> Plan:
    """The sizes of the loop for this experiment."""
    batch_size, any_size = experiment.training.batch_size, experiment.data.dataset.grows
    return Plan(
        num_samples=len(data.train),
        num_validation=len(data.validation),
        batch_size=batch_size if any_size else min(batch_size, len(data.train)),
        input_shape=experiment.data.input_shape,
        num_outputs=experiment.data.dataset.num_outputs,
        largest_output=largest_output(experiment.placed),
        any_size=any_size,
    )


def fits_all(plan: Plan) -> Plan:
    """What a compiled loop holds of a plan that takes any number of samples."""
    return replace(plan, num_samples=0, num_validation=0)
