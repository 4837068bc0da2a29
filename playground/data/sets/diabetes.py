"""Diabetes: how far the disease has gone after a year, bundled with scikit-learn."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.bundled import numbers
from playground.data.table import TableSet
from playground.spec.data import DATASETS, Scaling
from playground.spec.errors import N_
from playground.spec.objectives import Task
from playground.spec.samples import Samples


@DATASETS.register
class Diabetes(TableSet):
    """442 patients in the units of the measurement (sex is 1 or 2); the progression, 25 to 346, has none."""

    kind: Literal["diabetes"] = "diabetes"
    label: ClassVar[str] = N_("Diabetes")
    summary: ClassVar[str] = N_("How far diabetes goes within a year, from ten measurements of a patient.")
    task: ClassVar[Task] = "regression"
    licence: ClassVar[str] = N_("No licence stated; published for research and teaching")
    source: ClassVar[str] = "Efron, Hastie, Johnstone and Tibshirani 2004, Least Angle Regression; in scikit-learn"
    default_target_scaling: ClassVar[Scaling] = "standard"
    columns: ClassVar[tuple[str, ...]] = (
        N_("age"),
        N_("sex"),
        N_("body mass index"),
        N_("blood pressure"),
        N_("total cholesterol"),
        N_("LDL cholesterol"),
        N_("HDL cholesterol"),
        N_("total to HDL cholesterol"),
        N_("logarithm of triglycerides"),
        N_("blood sugar"),
    )
    num_rows: ClassVar[int] = 442

    def samples(self) -> Samples:
        patients = numbers("diabetes_data_raw.csv.gz", separator=None)
        progression = numbers("diabetes_target.csv.gz", separator=None)
        return Samples(patients.astype(np.float32), progression.astype(np.float32))
