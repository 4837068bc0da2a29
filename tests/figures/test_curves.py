"""The curves: total, thinned without losing a peak, smoothed as TensorBoard does."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from playground.figures import curves, stage_options

NAMES = ("epoch", "loss", "accuracy", "val_loss", "val_accuracy")
ROWS = {
    "none": np.empty((0, 5)),
    "one": np.array([[1, 0.7, 0.5, 0.8, 0.4]]),
    "not a number": np.array([[1, 0.7, 0.5, 0.8, 0.4], [2, np.nan, 0.5, np.inf, np.nan]]),
    "many": np.column_stack([np.arange(1, 5001), *(np.random.default_rng(0).random((4, 5000)))]),
}


@pytest.mark.parametrize("logarithmic", [False, True])
@pytest.mark.parametrize("smoothing", [0.0, 0.99])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_every_history_draws(rows, theme, smoothing, logarithmic):
    figure = curves.curves(NAMES, rows, theme=theme, smoothing=smoothing, logarithmic=logarithmic)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert len(drawn.data) == (8 if smoothing else 4)
    assert all(len(trace.x) <= curves.MAX_POINTS for trace in drawn.data)
    assert drawn.layout.yaxis.type == ("log" if logarithmic else None)


def test_one_epoch_is_a_mark_since_a_line_needs_two():
    figure = curves.curves(NAMES, ROWS["one"])
    assert {trace["mode"] for trace in figure["data"]} == {"lines+markers"}


def test_a_gap_stays_a_gap():
    figure = curves.curves(NAMES, ROWS["not a number"])
    assert figure["data"][0]["y"] == [0.7, None]


def test_a_history_without_a_metric_has_one_plot():
    figure = curves.curves(("epoch", "loss"), [[1, 2.0], [2, 1.0]])
    assert "xaxis2" not in figure["layout"]
    assert figure["layout"]["xaxis"]["domain"] == [0.0, 1.0]
    assert figure["data"][1]["x"] == []


@given(hnp.arrays(np.float64, st.integers(1, 400), elements=st.floats(-1e6, 1e6)), st.integers(4, 100))
def test_thinning_keeps_the_ends_the_extremes_and_the_order(values, most):
    x, y = curves.thin(np.arange(len(values)), values, most)
    assert len(x) <= max(most, 4)
    assert (x[0], x[-1]) == (0, len(values) - 1)
    assert (y.min(), y.max()) == (values.min(), values.max())
    assert np.all(np.diff(x) > 0)
    np.testing.assert_array_equal(y, values[x.astype(int)])


def test_smoothing_is_the_moving_average_corrected_for_its_start():
    values = np.array([1.0, 3.0, 2.0])
    weights = np.array([0.9**2, 0.9, 1.0])
    assert curves.smooth(values, 0.9)[2] == pytest.approx((weights * values).sum() / weights.sum())
    assert curves.smooth(values, 0.9)[0] == pytest.approx(1.0)
    np.testing.assert_array_equal(curves.smooth(values, 0), values)


def test_smoothing_steps_over_what_is_not_a_number():
    smoothed = curves.smooth([1.0, np.nan, 1.0], 0.5)
    assert np.isnan(smoothed[1])
    assert smoothed[2] == pytest.approx(1.0)


def test_the_options_of_the_stage_are_plain_values_and_valid_layouts():
    options = json.loads(json.dumps(stage_options(), allow_nan=False))
    assert set(options) == {"palette", "curves"}
    for theme in ("light", "dark"):
        go.Layout(options["curves"][theme]["layout"])
        for line in options["curves"][theme]["lines"].values():
            go.scatter.Line(line)
