"""Iris: four lengths of a flower, three species, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.bundled import numbers
from playground.data.table import TableSet
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class Iris(TableSet):
    """150 flowers, 50 of each species; columns in cm."""

    kind: Literal["iris"] = "iris"
    label: ClassVar[str] = N_("Iris")
    summary: ClassVar[str] = N_("Which species is a flower, from four lengths?")
    task: ClassVar[Task] = "multiclass"
    licence: ClassVar[str] = "CC BY 4.0"
    source: ClassVar[str] = "Fisher 1936, UCI Machine Learning Repository; in scikit-learn"
    columns: ClassVar[tuple[str, ...]] = (
        N_("sepal length"),
        N_("sepal width"),
        N_("petal length"),
        N_("petal width"),
    )
    num_rows: ClassVar[int] = 150

    @property
    def class_names(self) -> tuple[str, ...]:
        return ("setosa", "versicolor", "virginica")

    def samples(self) -> Samples:
        flowers = numbers("iris.csv", titles=1)
        return Samples(flowers[:, :-1].astype(np.float32), flowers[:, -1].astype(np.int32))
