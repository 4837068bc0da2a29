"""Breast cancer: cell nuclei under the microscope, benign or malignant, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.bundled import numbers
from playground.data.table import TableSet
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class BreastCancer(TableSet):
    """569 tumours, 212 malignant (class 0) and 357 benign (class 1).

    Ten measures of the cell nuclei, each as the mean, as its standard error, and as the mean of the three largest.
    """

    kind: Literal["breast_cancer"] = "breast_cancer"
    label: ClassVar[str] = N_("Breast cancer")
    summary: ClassVar[str] = N_("Is a tumour benign, from thirty measures of its cell nuclei?")
    task: ClassVar[Task] = "binary"
    licence: ClassVar[str] = "CC BY 4.0"
    source: ClassVar[str] = "Wolberg, Mangasarian and Street 1995, UCI Machine Learning Repository; in scikit-learn"
    columns: ClassVar[tuple[str, ...]] = (
        N_("mean radius"),
        N_("mean texture"),
        N_("mean perimeter"),
        N_("mean area"),
        N_("mean smoothness"),
        N_("mean compactness"),
        N_("mean concavity"),
        N_("mean concave points"),
        N_("mean symmetry"),
        N_("mean fractal dimension"),
        N_("radius error"),
        N_("texture error"),
        N_("perimeter error"),
        N_("area error"),
        N_("smoothness error"),
        N_("compactness error"),
        N_("concavity error"),
        N_("concave points error"),
        N_("symmetry error"),
        N_("fractal dimension error"),
        N_("worst radius"),
        N_("worst texture"),
        N_("worst perimeter"),
        N_("worst area"),
        N_("worst smoothness"),
        N_("worst compactness"),
        N_("worst concavity"),
        N_("worst concave points"),
        N_("worst symmetry"),
        N_("worst fractal dimension"),
    )
    classes: ClassVar[tuple[str, ...]] = (N_("malignant"), N_("benign"))
    num_rows: ClassVar[int] = 569

    def samples(self) -> Samples:
        nuclei = numbers("breast_cancer.csv", titles=1)
        return Samples(nuclei[:, :-1].astype(np.float32), nuclei[:, -1].astype(np.int32))
