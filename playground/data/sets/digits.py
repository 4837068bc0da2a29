"""Digits: small pictures of handwritten digits, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.bundled import numbers
from playground.spec.data import DATASETS, Dataset, Scaling
from playground.spec.errors import N_
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class Digits(Dataset):
    """1,797 pictures ``(8, 8, 1)``, pixels 0 to 16, of the digits 0 to 9."""

    kind: Literal["digits"] = "digits"
    label: ClassVar[str] = N_("Digits")
    summary: ClassVar[str] = N_("Handwritten digits of 8 × 8 pixels: small and quick.")
    task: ClassVar[Task] = "multiclass"
    group: ClassVar[str] = N_("Pictures")
    licence: ClassVar[str] = "CC BY 4.0"
    source: ClassVar[str] = "Alpaydin and Kaynak 1998, UCI Machine Learning Repository; in scikit-learn"
    default_scaling: ClassVar[Scaling] = "minmax"

    @property
    def sample_shape(self) -> Shape:
        return (8, 8, 1)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple("0123456789")

    @property
    def size(self) -> int:
        return 1797

    def samples(self) -> Samples:
        pictures = numbers("digits.csv.gz")
        return Samples(pictures[:, :-1].astype(np.float32).reshape(-1, 8, 8, 1), pictures[:, -1].astype(np.int32))
