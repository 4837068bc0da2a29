"""Fashion-MNIST: pictures of clothes, downloaded once."""

import gzip
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from playground.data.download import RemoteFile, fetch, is_here, reading
from playground.data.split import stratified
from playground.spec.data import DATASETS, Dataset, Scaling
from playground.spec.errors import N_, Term
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task
from playground.spec.samples import Samples

FOLDER = "fashion_mnist"
ORIGINS = (
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
)
FILES = (
    RemoteFile(
        "train-images-idx3-ubyte.gz",
        26_421_880,
        "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
    ),
    RemoteFile(
        "train-labels-idx1-ubyte.gz",
        29_515,
        "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
    ),
    RemoteFile(
        "t10k-images-idx3-ubyte.gz",
        4_422_102,
        "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
    ),
    RemoteFile(
        "t10k-labels-idx1-ubyte.gz",
        5_148,
        "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    ),
)
NUM_TRAIN, NUM_TEST = 60_000, 10_000


@DATASETS.register
class FashionMnist(Dataset):
    """Up to 60,000 training and 10,000 test pictures ``(28, 28, 1)`` uint8 of ten sorts of clothes."""

    kind: Literal["fashion_mnist"] = "fashion_mnist"
    label: ClassVar[str] = N_("Fashion-MNIST")
    summary: ClassVar[str] = N_("Pictures of clothes, 28 × 28 pixels; downloaded once, 31 MB.")
    task: ClassVar[Task] = "multiclass"
    group: ClassVar[str] = N_("Pictures")
    licence: ClassVar[str] = "MIT"
    source: ClassVar[str] = "Zalando Research (Xiao, Rasul and Vollgraf 2017), arXiv:1708.07747"
    default_scaling: ClassVar[Scaling] = "minmax"
    has_fixed_split: ClassVar[bool] = True
    download_bytes: ClassVar[int] = sum(file.size for file in FILES)

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
    def class_names(self) -> tuple[str, ...]:
        return (
            Term(N_("T-shirt/top")),
            Term(N_("Trouser")),
            Term(N_("Pullover")),
            Term(N_("Dress")),
            Term(N_("Coat")),
            Term(N_("Sandal")),
            Term(N_("Shirt")),
            Term(N_("Sneaker")),
            Term(N_("Bag")),
            Term(N_("Ankle boot")),
        )

    @property
    def size(self) -> int:
        return self.num_train + NUM_TEST

    def num_train_at(self, train_share: float) -> int:
        return self.num_train

    def is_here(self) -> bool:
        return is_here(FOLDER, FILES)

    def samples(self) -> Samples:
        train_images, train_labels, test_images, test_labels = fetch(FOLDER, FILES, ORIGINS)
        labels = read_idx(train_labels)
        chosen = np.arange(NUM_TRAIN)
        if self.num_train < NUM_TRAIN:
            chosen, _ = stratified(labels, len(self.class_names), self.num_train, np.random.default_rng(self.seed))
        pictures = np.concatenate([read_idx(train_images)[chosen], read_idx(test_images)])
        y = np.concatenate([labels[chosen], read_idx(test_labels)]).astype(np.int32)
        return Samples(pictures[..., np.newaxis], y, num_train=self.num_train)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in a gzipped IDX file of bytes (LeCun's format: two zeros, type 8, rank, big-endian sizes, data).

    Raises:
        DataUnavailable: the file cannot be read.
    """
    with reading(path):
        content = gzip.decompress(path.read_bytes())
    rank = content[3]
    shape = np.frombuffer(content, ">u4", count=rank, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)
