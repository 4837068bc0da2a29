"""Fashion-MNIST: pictures of clothes, downloaded once."""

from typing import ClassVar, Literal

from playground.data.download import RemoteFile
from playground.data.idx import IdxPictures
from playground.spec.data import DATASETS
from playground.spec.errors import N_, Term

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


@DATASETS.register
class FashionMnist(IdxPictures):
    """Ten sorts of clothes, as many pictures of each."""

    kind: Literal["fashion_mnist"] = "fashion_mnist"
    label: ClassVar[str] = N_("Fashion-MNIST")
    summary: ClassVar[str] = N_("Pictures of clothes, 28 × 28 pixels; downloaded once, 31 MB.")
    licence: ClassVar[str] = "MIT"
    source: ClassVar[str] = "Zalando Research (Xiao, Rasul and Vollgraf 2017), arXiv:1708.07747"
    download_bytes: ClassVar[int] = sum(file.size for file in FILES)
    folder: ClassVar[str] = "fashion_mnist"
    files: ClassVar[tuple[RemoteFile, ...]] = FILES
    origins: ClassVar[tuple[str, ...]] = (
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    )

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
