"""The line through samples of one number each, against the network asked directly."""

import numpy as np
import pytest

from playground.data import load
from playground.engine.looks import compute
from playground.engine.network import build
from playground.spec import Experiment
from playground.spec.data import DataSpec

from .conftest import dense


@pytest.mark.parametrize("scaling", ["none", "minmax", "standard"])
def test_the_line_is_what_the_network_says_in_the_units_of_the_samples(scaling: str) -> None:
    spec = DataSpec(dataset="sine", scaling="standard", target_scaling=scaling)
    experiment = Experiment(data=spec, network={"layers": [dense(4)]})
    data, model = load(spec), build(experiment)
    arrays = compute("line", model, data, experiment)
    x, y = arrays["line_x"], arrays["line_y"]
    both = np.concatenate([data.train.raw, data.validation.raw])
    assert (x[0], x[-1], len(x)) == (both.min(), both.max(), 200)
    scaled = (x[:, None] - data.train.raw.mean()) / data.train.raw.std()
    outputs = model(scaled.astype(np.float32)).numpy()[:, 0]
    values = data.train.labels
    shift, span = {"none": (0, 1), "minmax": (values.min(), np.ptp(values)), "standard": (values.mean(), values.std())}[
        scaling
    ]
    np.testing.assert_allclose(y, outputs * span + shift, atol=1e-4)
    assert y.dtype == np.float32


@pytest.mark.parametrize("dataset", ["circle", "plane", "iris", "diabetes"])
def test_other_data_have_no_line(dataset: str) -> None:
    spec = DataSpec(dataset=dataset, features=("x1",))
    experiment = Experiment(data=spec)
    assert compute("line", build(experiment), load(spec), experiment) == {}
