"""House prices: eight houses, few enough to follow each of them by hand."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import FREE
from playground.data.table import TableSet
from playground.spec.data import DATASETS, Scaling
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples

# Small and near costs as much as large and far; the oldest house is a historic one and dear again.
HOUSES = (
    # area (m²), bedrooms, distance to the city (km), age (years), price (in thousands)
    (60, 2, 3, 25, 230),
    (75, 2, 12, 8, 205),
    (90, 3, 6, 40, 270),
    (110, 3, 18, 15, 255),
    (125, 4, 9, 5, 390),
    (140, 3, 2, 120, 520),
    (160, 5, 25, 30, 290),
    (200, 5, 14, 2, 510),
)


@DATASETS.register
class HousePrices(TableSet):
    """Eight made-up houses: area in m², bedrooms, distance to the city in km, age in years; price in thousands."""

    kind: Literal["house_prices"] = "house_prices"
    label: ClassVar[str] = N_("Eight houses")
    summary: ClassVar[str] = N_("The price of a house from four numbers: a table small enough to follow by hand.")
    task: ClassVar[Task] = "regression"
    licence: ClassVar[str] = FREE
    source: ClassVar[str] = N_("Made up, after the house-price example of introductions to neural networks")
    default_target_scaling: ClassVar[Scaling] = "standard"
    columns: ClassVar[tuple[str, ...]] = (
        N_("area"),
        N_("bedrooms"),
        N_("distance to the city"),
        N_("age of the house"),
    )
    num_rows: ClassVar[int] = len(HOUSES)

    def samples(self) -> Samples:
        table = np.array(HOUSES, np.float32)
        return Samples(table[:, :-1], table[:, -1])
