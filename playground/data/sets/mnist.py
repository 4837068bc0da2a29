"""MNIST: pictures of handwritten digits, downloaded once."""

from typing import ClassVar, Literal

from playground.data.download import RemoteFile
from playground.data.idx import IdxPictures
from playground.spec.data import DATASETS
from playground.spec.errors import N_

FILES = (
    RemoteFile(
        "train-images-idx3-ubyte.gz",
        9_912_422,
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    ),
    RemoteFile(
        "train-labels-idx1-ubyte.gz",
        28_881,
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    ),
    RemoteFile(
        "t10k-images-idx3-ubyte.gz",
        1_648_877,
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    ),
    RemoteFile(
        "t10k-labels-idx1-ubyte.gz",
        4_542,
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ),
)


@DATASETS.register
class Mnist(IdxPictures):
    """The digits 0 to 9, about as many pictures of each."""

    kind: Literal["mnist"] = "mnist"
    label: ClassVar[str] = N_("MNIST")
    summary: ClassVar[str] = N_("Handwritten digits, 28 × 28 pixels; downloaded once, 12 MB.")
    licence: ClassVar[str] = "CC BY-SA 3.0"
    source: ClassVar[str] = "LeCun, Cortes and Burges 1998"
    download_bytes: ClassVar[int] = sum(file.size for file in FILES)
    folder: ClassVar[str] = "mnist"
    files: ClassVar[tuple[RemoteFile, ...]] = FILES
    origins: ClassVar[tuple[str, ...]] = ("https://storage.googleapis.com/cvdf-datasets/mnist/",)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple("0123456789")
