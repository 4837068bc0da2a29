"""Sets of pictures in MNIST's format, downloaded once: 60,000 or fewer to train on, 10,000 to check with."""

import gzip
from pathlib import Path
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from playground.data.download import RemoteFile, fetch, is_here, reading
from playground.data.split import stratified
from playground.spec.data import Dataset, Scaling
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task
from playground.spec.samples import Samples

NUM_TRAIN, NUM_TEST = 60_000, 10_000


class IdxPictures(Dataset):
    """Up to 60,000 training and 10,000 test pictures ``(28, 28, 1)`` uint8 of ten classes.

    A subclass names its folder, origins and files, in the order training pictures, training labels, test pictures,
    test labels.
    """

    task: ClassVar[Task] = "multiclass"
    group: ClassVar[str] = N_("Pictures")
    default_scaling: ClassVar[Scaling] = "minmax"
    has_fixed_split: ClassVar[bool] = True
    folder: ClassVar[str]
    origins: ClassVar[tuple[str, ...]]
    files: ClassVar[tuple[RemoteFile, ...]]

    num_train: int = field(
        NUM_TRAIN, N_("Training samples"), help=N_("Fewer train faster; the 10,000 test pictures stay."),
        ge=1000, le=NUM_TRAIN, multiple_of=1000,
    )  # fmt: skip
    seed: int = field(
        0, N_("Data seed"), help=N_("Another number takes other pictures, if not all are taken."), more=True,
        ge=0, le=2**31 - 1,
    )  # fmt: skip

    @property
    def sample_shape(self) -> Shape:
        return (28, 28, 1)

    @property
    def size(self) -> int:
        return self.num_train + NUM_TEST

    def num_train_at(self, train_share: float) -> int:
        return self.num_train

    def is_here(self) -> bool:
        return is_here(self.folder, self.files)

    def samples(self) -> Samples:
        train_images, train_labels, test_images, test_labels = fetch(self.folder, self.files, self.origins)
        labels = read_idx(train_labels)
        chosen: slice | NDArray[np.intp] = slice(None)
        if self.num_train < NUM_TRAIN:
            chosen, _ = stratified(labels, len(self.class_names), self.num_train, np.random.default_rng(self.seed))
        # One array, filled part by part: two copies of all pictures would be the worker's largest moment.
        x = np.empty((self.size, *self.sample_shape), np.uint8)
        x[: self.num_train, ..., 0] = read_idx(train_images)[chosen]
        x[self.num_train :, ..., 0] = read_idx(test_images)
        y = np.concatenate([labels[chosen], read_idx(test_labels)]).astype(np.int32)
        return Samples(x, y, num_train=self.num_train)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in a gzipped IDX file of bytes (LeCun's format: two zeros, type 8, rank, big-endian sizes, data).

    Raises:
        DataUnavailable: the file cannot be read.
    """
    with reading(path), gzip.open(path) as file:
        rank = file.read(4)[3]
        shape = np.frombuffer(file.read(4 * rank), ">u4")
        array = np.empty(shape, np.uint8)
        file.readinto(memoryview(array).cast("B"))  # type: ignore[arg-type]
    return array
