"""The figures of the Data page: total, plain values, and names that are never markup."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from playground.figures import correlation, frame, histogram, histogram_grid, pair, picture, sequences, split_counts
from playground.figures.palette import THEMES, class_color

themes = pytest.mark.parametrize("theme", THEMES)
HOSTILE = "<b>a</b> & <a href='x'>b</a>"


def drawn(figure) -> go.Figure:
    """The figure, after it has proved to be plain values that Plotly knows."""
    json.dumps(figure, allow_nan=False)
    return go.Figure(figure)


def texts(figure) -> str:
    return json.dumps(figure, allow_nan=False)


@themes
@pytest.mark.parametrize(
    "counts", [np.zeros((2, 0)), [[3], [0]], np.arange(200).reshape(2, 100)], ids=["none", "one", "many"]
)
def test_every_split_draws(counts, theme):
    names = [str(number) for number in range(np.shape(counts)[1])]
    figure = drawn(split_counts.class_counts(names, counts, theme=theme, leak=True))
    assert len(figure.data) == 2
    assert all(len(trace.x) <= split_counts.MOST_CLASSES for trace in figure.data)
    assert sum(sum(trace.x) for trace in figure.data) == np.sum(counts)


def test_the_largest_classes_are_kept_and_the_others_are_added_up():
    counts = np.ones((2, 40), int)
    counts[:, 35] = 9
    figure = drawn(split_counts.class_counts([f"c{n}" for n in range(40)], counts, others="rest"))
    labels = list(figure.layout.yaxis.ticktext)
    assert "c35" in labels
    assert labels[-1] == "rest"
    assert figure.data[0].x[-1] == 11


def test_a_leak_is_hatched():
    tight, leaking = (split_counts.class_counts(["a"], [[2], [1]], leak=leak) for leak in (False, True))
    assert "pattern" not in tight["data"][1]["marker"]
    assert leaking["data"][1]["marker"]["pattern"]["shape"] == "/"
    assert leaking["data"][1]["name"] == split_counts.LABELS[2]


@themes
@pytest.mark.parametrize(("edges", "counts"), [([0, 1], [[0], [0]]), (np.linspace(0, 1, 31), np.ones((2, 30)))])
def test_every_target_draws(edges, counts, theme):
    figure = drawn(split_counts.target_counts(edges, counts, theme=theme))
    assert len(figure.data[0].x) == len(edges) - 1


@themes
@pytest.mark.parametrize("bars", [0, 1, 30])
@pytest.mark.parametrize("groups", [(), ("a", "b")])
def test_every_histogram_draws(bars, groups, theme):
    edges = np.r_[np.arange(bars + 1.0), np.full(30 - bars, np.nan)]
    counts = np.ones((max(len(groups), 1), 30), int)
    figure = drawn(histogram.before_and_after((edges, counts), (edges / 10, counts), groups=groups, theme=theme))
    assert len(figure.data) == 2 * max(len(groups), 1)
    assert all(len(trace.x) == len(trace.y) == bars for trace in figure.data)
    if groups:
        assert figure.data[1].marker.color == class_color(1, theme)


@themes
@pytest.mark.parametrize("count", [0, 1, 7, 60])
@pytest.mark.parametrize("same", [False, True])
def test_every_grid_draws(count, same, theme):
    edges = np.arange(31.0) * np.arange(1, count + 1)[:, None]
    counts = np.ones((count, 2, 30), int)
    names = [f"column {number}" for number in range(count)]
    figure = drawn(histogram_grid.histogram_grid(names, edges, counts, groups=("a", "b"), same_scale=same, theme=theme))
    plots = min(count, histogram_grid.MOST_PLOTS)
    assert len(figure.data) == 2 * plots
    if same and plots > 1:
        assert figure.layout.xaxis.range == figure.layout.xaxis2.range == (0, 30 * plots)


@themes
@pytest.mark.parametrize("values", [[], [1.0], [1.0, np.nan, np.inf, 3.0]], ids=["none", "one", "not numbers"])
@pytest.mark.parametrize("classes", [(), ("a", "b")])
def test_every_pair_draws(values, classes, theme):
    labels = np.zeros(len(values), int) if classes else np.array(values, float)
    figure = drawn(pair.pair(values, values, labels, names=("x", "y"), classes=classes, plane=6, theme=theme))
    assert sum(len(trace.x) for trace in figure.data) == np.isfinite(np.array(values, float)).sum()


def test_of_many_points_some_are_drawn_from_the_first_to_the_last():
    x = np.arange(5000.0)
    trace = pair.pair(x, x, np.zeros(5000, int), classes=("a",))["data"][0]
    assert len(trace["x"]) == pair.MOST_POINTS
    assert trace["x"][0] == 0
    assert trace["x"][-1] == 4999


def test_validation_samples_are_hollow():
    figure = pair.pair([1, 2], [1, 2], np.array([0, 0]), is_validation=[False, True], classes=("a",))
    assert [trace["marker"].get("symbol", "circle") for trace in figure["data"]] == ["circle", "circle-open"]
    assert [trace["x"] for trace in figure["data"]] == [[1.0], [2.0]]


@themes
@pytest.mark.parametrize("size", [0, 1, 3, 50])
def test_every_correlation_draws(size, theme):
    matrix = np.full((size, size), np.nan)
    np.fill_diagonal(matrix, 1)
    figure = drawn(correlation.correlation([f"c{n}" for n in range(size)], matrix, theme=theme))
    assert len(figure.data[0].z) == min(size, correlation.MOST)
    assert bool(figure.data[0].texttemplate) == (size <= correlation.MOST_NUMBERED)


@themes
@pytest.mark.parametrize("shape", [(1, 1, 1), (8, 8, 1), (28, 28, 1), (5, 7, 3), (4, 4, 4)])
@pytest.mark.parametrize("value", [0.0, 1.0, np.nan])
def test_every_picture_draws(shape, value, theme):
    figure = drawn(picture.picture(np.full(shape, value), low=0, high=1, digits=2, theme=theme))
    assert len(figure.data[0].z) == shape[0]
    assert len(figure.data[0].z[0]) == shape[1]
    assert figure.data[0].type == ("image" if shape[2] == 3 else "heatmap")


def test_a_colour_picture_shows_its_numbers_as_they_are():
    values = np.array([[[0.5, 0.25, 1.0]]])
    trace = picture.picture(values, low=0, high=1, digits=2)["data"][0]
    assert trace["customdata"] == [["0.50 · 0.25 · 1.00"]]
    assert trace["z"] == [[[128, 64, 255]]]


@themes
@pytest.mark.parametrize("shape", [(0, 5, 1), (1, 1, 1), (13, 20, 2)])
def test_every_sequence_draws(shape, theme):
    values = np.zeros(shape)
    values[:1, :1] = np.nan
    figure = drawn(sequences.sequences(values, ["t"] * shape[0], ends=[1.0, None], theme=theme))
    assert len(figure.data) == shape[0] * shape[2] + min(shape[0], 1)


@pytest.mark.parametrize(
    "figure",
    [
        split_counts.class_counts([HOSTILE], [[1], [2]], labels=(HOSTILE, HOSTILE, HOSTILE), leak=True),
        split_counts.class_counts([HOSTILE] * 40, np.ones((2, 40)), others=HOSTILE),
        split_counts.target_counts([0, 1], [[1], [2]], target=HOSTILE),
        histogram.before_and_after(
            ([0, 1], [[1], [1]]), ([0, 1], [[1], [1]]), groups=(HOSTILE, HOSTILE), titles=(HOSTILE, HOSTILE)
        ),
        histogram_grid.histogram_grid([HOSTILE], [[0, 1]], [[[1], [1]]], groups=(HOSTILE, HOSTILE)),
        pair.pair([1], [1], [0], names=(HOSTILE, HOSTILE), classes=(HOSTILE,), parts=(HOSTILE, HOSTILE)),
        pair.pair([1], [1], [0.5], names=(HOSTILE, HOSTILE), target=HOSTILE, parts=(HOSTILE, HOSTILE)),
        correlation.correlation([HOSTILE], [[1]]),
        sequences.sequences(np.zeros((1, 2, 1)), [HOSTILE], step=HOSTILE),
    ],
    ids=["split", "split of many", "target", "histogram", "grid", "pair", "values", "correlation", "sequences"],
)  # fmt: skip
def test_a_name_is_never_markup(figure):
    said = texts(figure)
    assert "&lt;b&gt;" in said
    assert "<b>" not in said
    assert "<a" not in said


def test_a_number_that_is_none_is_left_out():
    assert frame.numbers([1.0, np.nan, -np.inf]) == [1.0, None, None]
    assert frame.numbers(np.array([1, 2])) == [1, 2]


def test_a_long_name_is_cut_before_it_is_escaped():
    assert frame.short("<" * 40, 3) == "&lt;&lt;…"
