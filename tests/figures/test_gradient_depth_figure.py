"""The figure of the depth experiment: total, plain values, names that are never markup."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from playground.figures.gradient_depth import Series, gradient_depth
from playground.figures.palette import THEMES

CASES = {
    "none": [],
    "one layer": [Series("a", [1.0], [1.0])],
    "two networks": [Series("a", [1.0, 2.0], [1e-30, 1.0]), Series("b", [1.0, 1.0], [1.0, 1.0])],
    "zeros": [Series("a", [0.0, 0.0], [0.0, 1.0])],
    "no numbers": [Series("a", [np.nan, np.inf], [np.nan, 1.0])],
    "far": [Series("a", [1e90] * 50, [1e-300] * 50)],
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("series", CASES.values(), ids=CASES)
def test_it_draws(series, theme):
    figure = gradient_depth(series, theme=theme)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert len(drawn.data) == 2 * len(series)
    for axis in (drawn.layout.yaxis, drawn.layout.yaxis2):
        assert axis.range[0] < -3
        assert axis.range[1] > 3


def test_every_size_lies_within_the_axes_and_zero_is_left_out():
    figure = gradient_depth([Series("a", [0.0, 1e6, 1.0], [1e-9, 1e-4, 1.0])])
    assert figure["data"][0]["y"] == [None, 1e6, 1.0]
    low, high = figure["layout"]["yaxis2"]["range"]
    assert low < -9
    assert high > 3


def test_names_are_shown_as_they_are():
    figure = gradient_depth([Series("<b>a</b>", [1.0], [1.0]), Series("b", [1.0], [1.0])], words=("<i>x</i>", "y"))
    assert "<b>" not in json.dumps(figure)
    assert "<i>" not in json.dumps(figure)
