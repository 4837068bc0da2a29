"""California housing: a real table with blanks and a column of text, downloaded once."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.download import RemoteFile, fetch, is_here
from playground.data.table import TableSet, read_csv
from playground.spec.data import DATASETS, Blanks
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.objectives import Task
from playground.spec.samples import Samples

FOLDER = "california_housing"
ORIGINS = ("https://raw.githubusercontent.com/ageron/handson-ml2/master/datasets/housing/",)
FILES = (RemoteFile("housing.csv", 1_423_529, "8a3727f4cf54ac1a327f69b1d5b4db54c5834ea81c6e4efc0d163300022a685e"),)
NUM_BLANKS = 207
"""Rows without the number of bedrooms; no other column has blanks."""
TEXT, TARGET = "ocean_proximity", "median_house_value"
PLACES = ("<1H OCEAN", "INLAND", "ISLAND", "NEAR BAY", "NEAR OCEAN")
"""The values of the text column; each becomes a column of 0 and 1."""
DOLLARS = 100_000


@DATASETS.register
class CaliforniaHousing(TableSet):
    """20,640 districts of California in 1990; the target is the median price of a house in 100,000 dollars."""

    kind: Literal["california_housing"] = "california_housing"
    label: ClassVar[str] = N_("California housing")
    summary: ClassVar[str] = N_(
        "House prices of 20,640 districts in 1990, with 207 blanks and a column of text; downloaded once."
    )
    task: ClassVar[Task] = "regression"
    licence: ClassVar[str] = N_("Public domain: United States census")
    source: ClassVar[str] = "Pace and Barry 1997, United States census of 1990; repository ageron/handson-ml2"
    download_bytes: ClassVar[int] = FILES[0].size
    columns: ClassVar[tuple[str, ...]] = (
        N_("longitude"),
        N_("latitude"),
        N_("median age of the houses"),
        N_("rooms in the district"),
        N_("bedrooms in the district"),
        N_("people"),
        N_("households"),
        N_("median income"),
        N_("less than an hour from the ocean"),
        N_("inland"),
        N_("on an island"),
        N_("near the bay"),
        N_("near the ocean"),
    )
    num_rows: ClassVar[int] = 20_640

    treatment: Blanks = field(
        "median", N_("Blanks"), help=N_("What becomes of the 207 districts without a number of bedrooms.")
    )

    @property
    def blanks(self) -> Blanks:
        return self.treatment

    @property
    def one_hot(self) -> tuple[int, ...]:
        return tuple(range(len(self.columns) - len(PLACES), len(self.columns)))

    @property
    def size(self) -> int:
        return self.num_rows - NUM_BLANKS if self.treatment == "drop" else self.num_rows

    def is_here(self) -> bool:
        return is_here(FOLDER, FILES)

    def samples(self) -> Samples:
        (path,) = fetch(FOLDER, FILES, ORIGINS)
        table = read_csv(path)
        if self.treatment == "drop":
            table = table.dropna()
        numbers = table.drop(columns=[TEXT, TARGET]).to_numpy(np.float32)
        places = table[TEXT].to_numpy()[:, np.newaxis] == np.array(PLACES)
        prices = (table[TARGET] / DOLLARS).to_numpy(np.float32)
        return Samples(np.column_stack([numbers, places.astype(np.float32)]), prices)
