"""The tables read out of scikit-learn's folder are what its own loaders give."""

from typing import Any

import numpy as np
import pytest
from sklearn import datasets

from playground.data import bundled
from playground.spec import DATASETS, DataUnavailable

LOADERS: dict[str, Any] = {
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "breast_cancer": datasets.load_breast_cancer,
    "diabetes": lambda **options: datasets.load_diabetes(scaled=False, **options),
    "digits": datasets.load_digits,
}


@pytest.mark.parametrize("name", LOADERS)
def test_a_bundled_table_equals_that_of_its_loader(name: str) -> None:
    x, y = LOADERS[name](return_X_y=True)
    samples = DATASETS.validate(name).samples()
    np.testing.assert_array_equal(samples.x.reshape(len(x), -1), x.astype(np.float32))
    np.testing.assert_array_equal(samples.y, y)


def test_a_missing_file_is_explained() -> None:
    with pytest.raises(DataUnavailable, match=r"none\.csv of scikit-learn is not here"):
        bundled.numbers("none.csv")
