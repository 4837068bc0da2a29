"""Statistics and bars equal NumPy's on the whole column, whatever its type and however its pieces are cut."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import histograms
from playground.data.histograms import BINS, bar_edges, histogram, is_whole, padded, statistics

RANDOM = np.random.default_rng(0)
COLUMNS = {
    "numbers": RANDOM.normal(size=5000),
    "single precision": RANDOM.normal(size=5000).astype(np.float32),
    "bytes": RANDOM.integers(0, 256, 5000, dtype=np.uint8),
    "few whole numbers": RANDOM.integers(0, 4, 5000).astype(np.float64),
    "one value": np.full(5000, 3.0),
}


@pytest.fixture(params=[histograms._CHUNK, 700], ids=["one piece", "many pieces"], autouse=True)
def pieces(request, monkeypatch):
    monkeypatch.setattr(histograms, "_CHUNK", request.param)


@pytest.mark.parametrize("name", COLUMNS)
def test_statistics_and_bars_are_those_of_the_whole_column(name):
    column = COLUMNS[name]
    numbers = column.astype(np.float64)
    expected = [numbers.min(), numbers.max(), numbers.mean(), numbers.std()]
    np.testing.assert_allclose(statistics(column), expected, rtol=1e-12, atol=1e-12)
    edges = bar_edges(column, is_whole(column))
    assert len(edges) <= BINS + 1
    np.testing.assert_array_equal(histogram(column, None, 1, edges)[0], np.histogram(numbers, edges)[0])


def test_groups_are_counted_apart():
    column, groups = COLUMNS["numbers"], np.arange(5000) % 3
    edges = bar_edges(column, False)
    for group, counts in enumerate(histogram(column, groups, 3, edges)):
        np.testing.assert_array_equal(counts, np.histogram(column[groups == group], edges)[0])


def test_whole_numbers_stand_in_the_middle_of_their_bars():
    np.testing.assert_array_equal(bar_edges(np.array([1.0, 3.0]), True), [0.5, 1.5, 2.5, 3.5])


@pytest.mark.parametrize(("column", "expected"), [([1.0, 2.0], True), ([1.0, 2.5], False), ([], False)])
def test_whole_numbers_are_told_from_others(column, expected):
    assert is_whole(np.array(column)) is expected
    assert is_whole(np.array(column).astype(np.int32)) is bool(column)


def test_a_column_without_values_has_no_statistics_and_one_bar():
    assert np.isnan(statistics(np.zeros(0))).all()
    np.testing.assert_array_equal(bar_edges(np.zeros(0), False), [0, 1])


@given(st.integers(0, 5))
def test_values_are_filled_up(more):
    np.testing.assert_array_equal(padded(np.ones((2, 3)), 3 + more, 7.0)[:, 3:], np.full((2, more), 7.0))
