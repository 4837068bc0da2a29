"""The line through samples of one number each, against the network asked directly."""

import numpy as np
import pytest

from playground.data import load
from playground.engine.looks import compute
from playground.engine.network import build
from playground.spec import Experiment
from playground.spec.data import DataSpec
from tests.float32 import EPSILON, Rounded, close

from ..by_hand import passed
from ..conftest import dense


def both_of(values: np.ndarray) -> tuple[float, float]:
    """Mean and deviation."""
    return values.mean(), values.std()


@pytest.mark.parametrize("scaling", ["none", "minmax", "standard"])
def test_the_line_is_what_the_network_says_in_the_units_of_the_samples(scaling: str) -> None:
    spec = DataSpec(dataset="sine", scaling="standard", target_scaling=scaling)
    experiment = Experiment(data=spec, network={"layers": [dense(4)]})
    data, model = load(spec), build(experiment)
    arrays = compute("line", model, data, experiment)
    x, y = arrays["line_x"], arrays["line_y"]
    both = np.concatenate([data.train.raw, data.validation.raw])
    assert (x[0], x[-1], len(x)) == (both.min(), both.max(), 200)
    mean, deviation = (Rounded(value, EPSILON * np.abs(value)) for value in both_of(data.train.raw.astype(float)))
    outputs = passed(model, experiment, (x[:, None] - mean) / deviation)[-1][1][:, 0]
    values = data.train.labels.astype(float)
    shift, span = {"none": (0, 1), "minmax": (values.min(), np.ptp(values)), "standard": both_of(values)}[scaling]
    close(y, outputs * span + shift)
    assert y.dtype == np.float32


@pytest.mark.parametrize("dataset", ["circle", "plane", "iris", "diabetes"])
def test_other_data_have_no_line(dataset: str) -> None:
    spec = DataSpec(dataset=dataset, features=("x1",))
    experiment = Experiment(data=spec)
    assert compute("line", build(experiment), load(spec), experiment) == {}
