"""Iris: four lengths of a flower, three species, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.spec.data import DATASETS, Dataset, Scaling
from playground.spec.errors import N_, Term
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class Iris(Dataset):
    """150 flowers, 50 of each species; columns in cm."""

    kind: Literal["iris"] = "iris"
    label: ClassVar[str] = N_("Iris")
    summary: ClassVar[str] = N_("Which species is a flower, from four lengths?")
    task: ClassVar[Task] = "multiclass"
    group: ClassVar[str] = N_("Tables")
    licence: ClassVar[str] = "CC BY 4.0"
    source: ClassVar[str] = "Fisher 1936, UCI Machine Learning Repository; in scikit-learn"
    default_scaling: ClassVar[Scaling] = "standard"

    @property
    def sample_shape(self) -> Shape:
        return (4,)

    @property
    def class_names(self) -> tuple[str, ...]:
        return ("setosa", "versicolor", "virginica")

    @property
    def feature_names(self) -> tuple[str, ...]:
        return (
            Term(N_("sepal length")),
            Term(N_("sepal width")),
            Term(N_("petal length")),
            Term(N_("petal width")),
        )

    @property
    def size(self) -> int:
        return 150

    def samples(self) -> Samples:
        from sklearn.datasets import load_iris  # an import of a second that few processes need

        flowers, species = load_iris(return_X_y=True)
        return Samples(flowers.astype(np.float32), species.astype(np.int32))
