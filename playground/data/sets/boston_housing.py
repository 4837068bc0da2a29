"""Boston housing: the textbook table of house prices, with Keras's split, downloaded once."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.download import RemoteFile, fetch, is_here
from playground.data.table import TableSet, read_csv
from playground.spec.data import DATASETS, Scaling
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples

FOLDER = "boston_housing"
ORIGINS = ("https://raw.githubusercontent.com/selva86/datasets/master/",)
FILES = (RemoteFile("BostonHousing.csv", 35_735, "ab16ba38fbbbbcc69fe930aab1293104f1442c8279c130d9eba03dd864bef675"),)
KERAS_SEED = 113
NUM_TRAIN = 404


@DATASETS.register
class BostonHousing(TableSet):
    """506 districts of Boston around 1970; the target is the median price of a house in thousands of dollars.

    The rows are shuffled and split as ``keras.datasets.boston_housing.load_data`` does it.
    """

    kind: Literal["boston_housing"] = "boston_housing"
    label: ClassVar[str] = N_("Boston housing")
    summary: ClassVar[str] = N_("House prices of 506 districts around 1970, known from textbooks; downloaded once.")
    warning: ClassVar[str] = N_(
        "This table has an ethical problem: its column b was computed from the share of Black residents, on the "
        "assumption that segregation raises house prices. Use it only to compare with textbooks and to talk about "
        "such data; for all else take California housing."
    )
    task: ClassVar[Task] = "regression"
    licence: ClassVar[str] = N_("No licence stated; published for research and teaching")
    source: ClassVar[str] = "Harrison and Rubinfeld 1978; repository selva86/datasets; split of Keras"
    default_target_scaling: ClassVar[Scaling] = "standard"
    has_fixed_split: ClassVar[bool] = True
    download_bytes: ClassVar[int] = FILES[0].size
    columns: ClassVar[tuple[str, ...]] = (
        N_("crim: crime rate"),
        N_("zn: share of large plots"),
        N_("indus: share of industry"),
        N_("chas: at the river"),
        N_("nox: nitrogen oxides"),
        N_("rm: rooms"),
        N_("age: share of old houses"),
        N_("dis: distance to work"),
        N_("rad: access to motorways"),
        N_("tax: property tax"),
        N_("ptratio: pupils per teacher"),
        N_("b: from the share of Black residents"),
        N_("lstat: share of lower status"),
    )
    num_rows: ClassVar[int] = 506

    def num_train_at(self, train_share: float) -> int:
        return NUM_TRAIN

    def is_here(self) -> bool:
        return is_here(FOLDER, FILES)

    def samples(self) -> Samples:
        (path,) = fetch(FOLDER, FILES, ORIGINS)
        table = read_csv(path).to_numpy(np.float32)
        order = np.arange(len(table))
        np.random.RandomState(KERAS_SEED).shuffle(order)
        return Samples(table[order, :-1], table[order, -1], num_train=NUM_TRAIN)
