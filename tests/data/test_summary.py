"""The summary of a dataset equals NumPy by hand."""

import io
from dataclasses import fields

import numpy as np
import pytest

from playground.data import load
from playground.data.histograms import BINS
from playground.data.summary import MOST_EXAMPLES, MOST_ROWS, Columns, Summary, summarise
from playground.spec import DATASETS, DataSpec, DataUnavailable
from playground.spec.samples import Samples

IRIS = DataSpec.start(DATASETS["iris"]())
DIGITS = DataSpec.start(DATASETS["digits"]())


def everything(spec: DataSpec) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Raw samples, inputs and labels of both parts."""
    data = load(spec.replace(leak=False))
    parts = data.train, data.validation
    return tuple(np.concatenate([getattr(part, name) for part in parts]) for name in ("raw", "x", "labels"))  # type: ignore[return-value]


def with_blanks(monkeypatch: pytest.MonkeyPatch, blanks: str = "median") -> np.ndarray:
    """Iris with holes in its second column; gives the raw table."""
    flowers = DATASETS["iris"]().samples()
    table = flowers.x.copy()
    table[::7, 1] = np.nan
    monkeypatch.setattr(DATASETS["iris"], "blanks", property(lambda self: blanks))
    monkeypatch.setattr(DATASETS["iris"], "samples", lambda self: Samples(table, flowers.y))
    return table


def test_the_counts_say_what_the_split_did():
    spec = IRIS.replace(train_share=0.3)
    data = load(spec)
    expected = [np.bincount(data.train.labels, minlength=3), np.bincount(data.validation.labels, minlength=3)]
    np.testing.assert_array_equal(summarise(spec).counts, expected)


def test_the_counts_of_a_target_are_a_histogram_of_each_part():
    spec = DataSpec(dataset="plane")
    data, found = load(spec), summarise(spec)
    for row, part in zip(found.counts, (data.train, data.validation), strict=True):
        np.testing.assert_array_equal(row, np.histogram(part.labels.astype(float), found.target_edges)[0])
    assert found.counts.sum() == spec.dataset.size


def test_the_statistics_are_those_of_all_samples():
    raw, x, _ = everything(IRIS)
    found = summarise(IRIS).columns
    for inputs, statistics in ((raw, found.statistics), (x, found.scaled_statistics)):
        wide = inputs.astype(float)
        expected = np.column_stack([wide.min(0), wide.max(0), wide.mean(0), wide.std(0)])
        np.testing.assert_allclose(statistics, expected, atol=1e-5)
    assert found.distinct.tolist() == [len(np.unique(column)) for column in raw.T]
    assert not found.blanks.any()


def test_the_histograms_count_every_value_by_class():
    raw, x, labels = everything(IRIS)
    found = summarise(IRIS).columns
    for column in range(4):
        for name in range(3):
            expected = np.histogram(raw[labels == name, column].astype(float), found.edges[column])[0]
            np.testing.assert_array_equal(found.counts[column, name], expected)
        low, high = found.scaled_edges[column][[0, -1]]
        assert (low, high) == pytest.approx((x[:, column].min(), x[:, column].max()), abs=1e-5)
    assert (found.counts.sum(axis=(1, 2)) == 150).all()


def test_whole_numbers_stand_in_the_middle_of_their_bars():
    raw, _, _ = everything(DIGITS)
    found = summarise(DIGITS).columns
    edges = found.edges[0][np.isfinite(found.edges[0])]
    np.testing.assert_array_equal(edges, np.arange(18) - 0.5)
    np.testing.assert_array_equal(found.counts[0, 0, :17], np.bincount(raw.ravel().astype(int), minlength=17))
    assert not found.counts[0, 0, 17:].any()


def test_a_column_with_one_value_has_one_bar(monkeypatch):
    flowers = DATASETS["iris"]().samples()
    table = flowers.x.copy()
    table[:, 2] = 4.25
    monkeypatch.setattr(DATASETS["iris"], "samples", lambda self: Samples(table, flowers.y))
    found = summarise(IRIS)
    assert found.columns.distinct[2] == 1
    assert found.columns.counts[2, :, 0].tolist() == [50, 50, 50]
    assert np.isnan(found.correlation[2]).all()
    assert found.strength[2] == 0


def test_blanks_are_counted_left_out_before_and_filled_after(monkeypatch):
    table = with_blanks(monkeypatch)
    found = summarise(IRIS)
    known = table[~np.isnan(table[:, 1]), 1].astype(float)
    missing = 150 - len(known)
    assert found.columns.blanks.tolist() == [0, missing, 0, 0]
    np.testing.assert_allclose(
        found.columns.statistics[1], [known.min(), known.max(), known.mean(), known.std()], rtol=1e-6
    )
    assert found.columns.counts[1].sum() == len(known)
    assert found.columns.scaled_counts[1].sum() == 150
    assert np.isnan(found.rows[:, 1]).sum() == missing
    assert np.isfinite(found.rows_plain).all()
    median = np.median(np.sort(load(IRIS).train.raw[:, 1]))
    assert np.unique(found.rows_plain[np.isnan(found.rows[:, 1]), 1]) == pytest.approx(median, abs=0.2)


def test_correlation_and_strength_are_those_of_numpy():
    raw, _, labels = everything(IRIS)
    found = summarise(IRIS)
    np.testing.assert_allclose(found.correlation, np.corrcoef(raw.T.astype(float)), atol=1e-6)
    wide = raw.astype(float)
    between = sum(50 * (wide[labels == name].mean(0) - wide.mean(0)) ** 2 for name in range(3))
    np.testing.assert_allclose(found.strength, between / ((wide - wide.mean(0)) ** 2).sum(0), rtol=1e-5)


def test_the_target_is_the_last_of_the_correlations_and_of_the_columns():
    spec = DataSpec(dataset="plane")
    raw, _, labels = everything(spec)
    found = summarise(spec)
    np.testing.assert_allclose(found.correlation, np.corrcoef(np.column_stack([raw, labels]).T), atol=1e-5)
    np.testing.assert_allclose(found.strength, found.correlation[-1, :-1] ** 2)
    assert found.columns.statistics[-1, 2] == pytest.approx(labels.mean(dtype=float), abs=1e-6)


def test_a_scaled_target_is_shown_scaled():
    spec = DataSpec(dataset="plane", target_scaling="standard")
    found = summarise(spec)
    np.testing.assert_array_equal(found.rows_target, load(spec).target.encode(found.rows_label))
    assert found.columns.scaled_statistics[-1, 3] == pytest.approx(1, abs=0.05)


def test_the_rows_are_samples_with_their_inputs_and_their_part():
    spec = DataSpec(dataset={"kind": "circle", "num_samples": 5000}, features=("x1", "x1_squared"), scaling="standard")
    data, found = load(spec), summarise(spec)
    assert found.rows.shape == (MOST_ROWS, 2)
    np.testing.assert_allclose(found.rows_plain, np.column_stack([found.rows[:, 0], found.rows[:, 0] ** 2]), rtol=1e-6)
    np.testing.assert_array_equal(found.rows_scaled, data.encode(found.rows))
    training = {tuple(row) for row in data.train.raw.tolist()}
    assert [tuple(row) not in training for row in found.rows.tolist()] == found.rows_validation.tolist()
    assert 0 < found.rows_validation.sum() < MOST_ROWS


def test_a_leak_does_not_count_a_sample_twice():
    leaking, tight = summarise(IRIS.replace(leak=True)), summarise(IRIS)
    np.testing.assert_array_equal(leaking.counts, tight.counts)
    np.testing.assert_array_equal(leaking.columns.counts.sum(axis=(1, 2)), 150)
    assert len(leaking.rows) == 150


def test_pictures_give_examples_and_the_mean_of_each_class():
    data, found = load(DIGITS), summarise(DIGITS)
    assert found.examples.shape == (10 * MOST_EXAMPLES, 8, 8, 1)
    assert found.examples_label.tolist() == sorted(found.examples_label.tolist())
    np.testing.assert_array_equal(found.examples_scaled, data.encode(found.examples))
    for name in range(10):
        expected = data.train.raw[data.train.labels == name].astype(float).mean(axis=0)
        np.testing.assert_allclose(found.means[name], expected, rtol=1e-6)
    assert found.value_range.tolist() == [0, 16]


def test_large_pictures_give_fewer_examples(monkeypatch):
    monkeypatch.setattr("playground.data.summary.MOST_NUMBERS", 3 * 10 * 64)
    assert summarise(DIGITS).examples.shape == (30, 8, 8, 1)


def test_sequences_give_examples_and_no_rows():
    found = summarise(DataSpec.start(DATASETS["noisy_sine"]()))
    assert found.examples.shape[1:] == DATASETS["noisy_sine"]().sample_shape
    assert found.rows.size == found.means.size == found.correlation.size == 0
    assert found.columns.counts.shape == (2, 1, BINS)


def test_a_summary_survives_its_file():
    file = io.BytesIO()
    made = summarise(IRIS)
    made.save(file)
    file.seek(0)
    again = Summary.load(file)
    for field in fields(Summary):
        if field.name != "columns":
            np.testing.assert_array_equal(getattr(again, field.name), getattr(made, field.name))
    for field in fields(Columns):
        np.testing.assert_array_equal(getattr(again.columns, field.name), getattr(made.columns, field.name))


def test_too_little_memory_is_explained(monkeypatch):
    def greedy(spec):
        raise MemoryError

    monkeypatch.setattr("playground.data.summary.load", greedy)
    with pytest.raises(DataUnavailable, match="too little memory"):
        summarise(IRIS)


@pytest.mark.real_data
def test_the_blanks_of_california_housing_are_found():
    dataset = DATASETS["california_housing"]()
    if not dataset.is_here():
        pytest.skip("california_housing is not in the data folder")
    assert summarise(DataSpec.start(dataset)).columns.blanks.sum() == 207
