"""Wine: a chemical analysis of wines from three growers, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.bundled import numbers
from playground.data.table import TableSet
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class Wine(TableSet):
    """178 wines of one region in Italy, 59, 71 and 48 of the three growers; each column in its own unit."""

    kind: Literal["wine"] = "wine"
    label: ClassVar[str] = N_("Wine")
    summary: ClassVar[str] = N_("Which of three growers made a wine, from thirteen chemical measurements?")
    task: ClassVar[Task] = "multiclass"
    licence: ClassVar[str] = "CC BY 4.0"
    source: ClassVar[str] = "Aeberhard and Forina 1991, UCI Machine Learning Repository; in scikit-learn"
    columns: ClassVar[tuple[str, ...]] = (
        N_("alcohol"),
        N_("malic acid"),
        N_("ash"),
        N_("alkalinity of ash"),
        N_("magnesium"),
        N_("total phenols"),
        N_("flavonoids"),
        N_("non-flavonoid phenols"),
        N_("proanthocyanins"),
        N_("colour intensity"),
        N_("hue"),
        N_("OD280/OD315 of diluted wine"),
        N_("proline"),
    )
    classes: ClassVar[tuple[str, ...]] = (N_("first grower"), N_("second grower"), N_("third grower"))
    num_rows: ClassVar[int] = 178

    def samples(self) -> Samples:
        wines = numbers("wine_data.csv", titles=1)
        return Samples(wines[:, :-1].astype(np.float32), wines[:, -1].astype(np.int32))
