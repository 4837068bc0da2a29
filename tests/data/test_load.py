"""Splits and scaling: exact counts, no class left out, nothing learned from the validation part."""

import pickle
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import load
from playground.data.encoding import fit, fit_target
from playground.data.samples import TargetScale
from playground.data.split import stratified
from playground.data.table import TableSet
from playground.spec import DATASETS, DataSpec, Experiment, InvalidExperiment
from playground.spec.data import FEATURES, Blanks
from playground.spec.samples import Samples
from tests.float32 import EPSILON, assert_within

TABLES = [DataSpec(dataset="circle", features=FEATURES), DataSpec(dataset="iris")]
tables = pytest.mark.parametrize("spec", TABLES, ids=["plane", "table"])


@given(st.lists(st.integers(2, 60), min_size=1, max_size=8), st.floats(0.05, 0.95), st.integers(0, 99))
def test_a_stratified_split_is_exact_and_leaves_no_class_out(counts, share, seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    num_train = int(np.clip(round(len(labels) * share), len(counts), len(labels) - len(counts)))
    train, validation = stratified(labels, len(counts), num_train, np.random.default_rng(seed))
    assert len(train) == num_train
    np.testing.assert_array_equal(np.sort(np.concatenate([train, validation])), np.arange(len(labels)))
    assert set(labels[train]) == set(labels[validation]) == set(range(len(counts)))
    wanted = np.array(counts) * num_train / len(labels)
    ones = len(counts)  # classes too small for their share take their one from the others
    assert (np.abs(np.bincount(labels[train]) - wanted) <= ones + 1).all()


def test_the_classes_keep_their_shares():
    labels = np.repeat([0, 1], [300, 100])
    train, _ = stratified(labels, 2, 200, np.random.default_rng(0))
    assert np.bincount(labels[train]).tolist() == [150, 50]


@pytest.mark.parametrize(("counts", "num_train"), [([9, 1], 5), ([5, 5], 1), ([5, 5], 9), ([10, 0], 5)])
def test_a_split_that_leaves_a_class_out_is_explained(counts, num_train):
    labels = np.repeat([0, 1], counts)
    with pytest.raises(InvalidExperiment, match="would leave a class out"):
        stratified(labels, 2, num_train, np.random.default_rng(0))


def test_a_dataset_that_lacks_a_class_is_explained(monkeypatch):
    def one_class(self):
        return Samples(np.zeros((500, 2), np.float32), np.zeros(500, np.int32))

    monkeypatch.setattr(DATASETS["circle"], "samples", one_class)
    with pytest.raises(InvalidExperiment, match="smallest class has 0 samples"):
        load(DataSpec(dataset="circle"))


def test_a_split_that_cannot_hold_every_class_is_explained_before_loading():
    with pytest.raises(InvalidExperiment, match="leaves 2 samples for training, but at least 6"):
        load(DataSpec(dataset={"kind": "blobs", "num_samples": 20, "num_classes": 6}, train_share=0.1))


def test_another_split_seed_puts_other_samples_into_training():
    first, second = (load(DataSpec(dataset="circle", split_seed=seed)) for seed in (0, 1))
    assert not np.array_equal(first.train.raw, second.train.raw)


def scaling_bound(scaled: np.ndarray, shift: Any) -> np.ndarray:
    """What float32 may add to ``scaled - shift``: each of the two, their difference and its scale are rounded once."""
    return 2 * EPSILON * (np.abs(scaled) + np.abs(shift))


def assert_standard(x: np.ndarray, scaled: np.ndarray, axis: Any = 0) -> None:
    """The mean is 0 and the deviation 1, as far as float32 holds the numbers; ``scaled`` are they before the shift."""
    bound = scaling_bound(scaled, scaled.mean(axis=axis)).max(axis=axis)
    assert_within(x.mean(axis=axis, dtype=float), np.zeros(bound.shape), bound)
    assert_within(x.std(axis=axis, dtype=float), np.ones(bound.shape), bound)


@tables
def test_standardising_is_fitted_on_the_training_part_alone(spec):
    data = load(spec.replace(scaling="standard"))
    plain = load(spec)
    mean, deviation = plain.train.x.mean(axis=0, dtype=float), plain.train.x.std(axis=0, dtype=float)
    assert_standard(data.train.x, plain.train.x / deviation)
    expected = (plain.validation.x - mean) / deviation
    assert_within(data.validation.x, expected, scaling_bound(plain.validation.x / deviation, mean / deviation))
    assert np.abs(data.validation.x.mean(axis=0)).max() > 1e-4


@tables
def test_zero_to_one_is_fitted_on_the_training_part_alone(spec):
    data = load(spec.replace(scaling="minmax"))
    plain = load(spec)
    low, high = (end(plain.train.x.astype(float), axis=0) for end in (np.min, np.max))
    bound = scaling_bound(plain.train.x / (high - low), low / (high - low)).max(axis=0)
    assert_within(data.train.x.min(axis=0), np.zeros(low.shape), bound)
    assert_within(data.train.x.max(axis=0), np.ones(low.shape), bound)
    expected = (plain.validation.x - low) / (high - low)
    bound = scaling_bound(plain.validation.x / (high - low), low / (high - low))
    assert_within(data.validation.x, expected, bound)


class Table(TableSet):
    """Four columns: blanks in the first two, all blank in training in the third, a rare flag in the fourth."""

    kind: Literal["table"] = "table"
    task = "regression"
    columns = ("a", "b", "c", "d")
    num_rows = 8
    has_fixed_split = True
    treatment: Blanks | None = None

    @property
    def blanks(self) -> Blanks | None:
        return self.treatment

    @property
    def one_hot(self) -> tuple[int, ...]:
        return (3,)

    def num_train_at(self, train_share: float) -> int:
        return 6

    def samples(self) -> Samples:
        nan = np.nan
        x = [
            [1, nan, nan, 0],
            [2, 5, nan, 0],
            [2, 5, nan, 0],
            [7, 1, nan, 0],
            [nan, 1, nan, 0],
            [nan, 3, nan, 1],
            [1000, nan, 9, 0],
            [nan, 1000, nan, 1],
        ]
        y = [10, 20, 30, 40, 50, 60, 1000, 2000]
        return Samples(np.array(x, np.float32), np.array(y, np.float32), num_train=6)


@pytest.fixture
def table_kind():
    DATASETS.register(Table)
    yield
    DATASETS.withdraw("table")


def on_table(**fields: Any) -> Any:
    treatment = fields.pop("treatment", "mean")
    return load(DataSpec(dataset={"kind": "table", "treatment": treatment}, **fields))


@pytest.mark.parametrize(
    ("treatment", "values"), [("mean", [3, 3, 0, 1 / 6]), ("median", [2, 3, 0, 0]), ("most_frequent", [2, 1, 0, 0])]
)
def test_a_blank_takes_the_value_fitted_on_the_training_part(table_kind, treatment, values):
    data = on_table(treatment=treatment)
    np.testing.assert_allclose(data.encode.fill, values, rtol=1e-6)
    np.testing.assert_allclose(data.train.raw[4:, 0], values[0])
    assert data.train.raw[0, 1] == pytest.approx(values[1])
    assert data.validation.raw[0].tolist() == pytest.approx([1000, values[1], 9, 0])
    assert data.validation.raw[1].tolist() == pytest.approx([values[0], 1000, values[2], 1])
    assert data.validation.labels.tolist() == [1000, 2000]


def test_a_raw_sample_with_a_blank_can_be_shown_to_the_network(table_kind):
    data = on_table(scaling="standard")
    blank, mean = np.array([[np.nan, 5, 0, 0]], np.float32), np.array([[3, 5, 0, 0]], np.float32)
    np.testing.assert_array_equal(data.encode(blank), data.encode(mean))


def test_scaling_counts_with_the_filled_blanks(table_kind):
    data = on_table(scaling="standard")
    raw = data.train.raw[:, :2].astype(float)
    assert_standard(data.train.x[:, :2], raw / raw.std(axis=0))


@pytest.mark.parametrize("scaling", ["minmax", "standard"])
def test_a_column_made_of_text_stays_0_and_1(table_kind, scaling):
    assert on_table(scaling=scaling).train.x[:, 3].tolist() == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("scaling", "shift", "span"), [("none", 0, 1), ("minmax", 10, 50), ("standard", 35, np.sqrt(3500 / 12))]
)
def test_the_target_is_scaled_by_the_training_part_and_the_labels_stay(table_kind, scaling, shift, span):
    data = on_table(target_scaling=scaling)
    assert (data.target.shift, data.target.span) == pytest.approx((shift, span))
    raw = np.array([10, 20, 30, 40, 50, 60], np.float32)
    np.testing.assert_allclose(data.train.y[:, 0], (raw - shift) / span, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(data.validation.y[:, 0], (np.array([1000, 2000]) - shift) / span, rtol=1e-5)
    np.testing.assert_array_equal(data.train.labels, raw)
    np.testing.assert_allclose(data.target.decode(data.train.y)[:, 0], raw, rtol=1e-5)


def test_a_target_that_never_changes_becomes_zero():
    target = fit_target(np.full(5, 7, np.float32), "standard")
    assert (target.shift, target.span) == (7, 1)


def test_classes_have_no_scale():
    data = load(DataSpec(dataset="iris", target_scaling="standard"))
    assert data.target == TargetScale()
    assert set(np.unique(data.train.y)) == {0, 1}


LEAKS = [DataSpec(dataset="circle", train_share=0.3), DataSpec(dataset="iris"), DataSpec(dataset="sine")]


@pytest.mark.parametrize("spec", LEAKS, ids=lambda spec: spec.dataset.name())
def test_a_leak_trains_on_every_sample_and_leaves_the_validation_part(spec):
    fair, leaking = load(spec), load(spec.replace(leak=True))
    assert len(leaking.train) == leaking.spec.num_train == spec.dataset.size
    assert leaking.spec.num_validation == spec.num_validation
    for name in ("raw", "x", "y", "labels"):
        np.testing.assert_array_equal(getattr(leaking.validation, name), getattr(fair.validation, name))
        both = np.concatenate([getattr(fair.train, name), getattr(fair.validation, name)])
        np.testing.assert_array_equal(getattr(leaking.train, name), both)
    assert np.shares_memory(leaking.train.x, leaking.validation.x)


def test_what_is_fitted_on_a_leaking_training_part_knows_the_validation_samples(table_kind):
    assert on_table(scaling="minmax", leak=True).validation.x[0, 0] == 1
    assert on_table(scaling="minmax").validation.x[0, 0] > 100
    assert on_table(leak=True).spec.num_train == 8


def test_a_leak_makes_room_for_a_larger_batch_but_not_for_a_split_without_validation():
    def experiment(**fields: Any) -> Experiment:
        return Experiment(data=DataSpec(dataset="house_prices", **fields), training={"batch_size": 8})

    experiment(leak=True).check()
    with pytest.raises(InvalidExperiment, match="larger than the training data"):
        experiment().check()
    blobs = {"kind": "blobs", "num_samples": 20, "num_classes": 6}
    with pytest.raises(InvalidExperiment, match="for training"):
        DataSpec(dataset=blobs, train_share=0.1, leak=True).check()


def test_sequences_are_scaled_channel_by_channel():
    random = np.random.default_rng(0)
    raw = (random.normal(size=(50, 10, 2)) * [1, 100] + [0, 7]).astype(np.float32)
    scaled = fit(raw, None, "standard")(raw)
    assert_standard(scaled, raw / raw.std(axis=(0, 1), dtype=float), axis=(0, 1))


def test_without_scaling_nothing_changes_and_nothing_is_copied():
    data = load(DataSpec(dataset="iris"))
    assert np.shares_memory(data.train.x, data.train.raw)


@pytest.mark.parametrize("scaling", ["minmax", "standard"])
@pytest.mark.parametrize("value", [0.0, 0.1, 1e6])
def test_a_column_that_never_changes_becomes_zero(scaling, value):
    table = np.column_stack([np.full(100, value), np.arange(100)]).astype(np.float32)
    scaled = fit(table, None, scaling)(table)
    np.testing.assert_allclose(scaled[:, 0], 0, atol=1e-6)
    assert np.isfinite(scaled).all()


def test_pictures_have_one_scale_for_all_pixels():
    data = load(DataSpec.start(DATASETS["digits"]()))
    np.testing.assert_array_equal(data.train.x, data.train.raw / np.float32(16))
    standard = load(DataSpec(dataset="digits", scaling="standard")).train
    assert_standard(standard.x, standard.raw / standard.raw.std(dtype=float), axis=None)


def test_pictures_of_bytes_are_divided_by_exactly_255_whatever_the_subset():
    dim = np.random.default_rng(0).integers(3, 90, (50, 28, 28, 1), dtype=np.uint8)
    np.testing.assert_array_equal(fit(dim, None, "minmax")(dim), dim.astype(np.float32) / np.float32(255))
    np.testing.assert_array_equal(fit(dim, None, "none")(dim), dim.astype(np.float32))
    standard = fit(dim, None, "standard")(dim)
    mean, deviation = dim.mean(), dim.std()
    assert_within(standard, (dim - mean) / deviation, scaling_bound(dim / deviation, mean / deviation))


def test_the_way_to_the_inputs_can_be_sent_to_another_process():
    data = load(DataSpec(dataset="circle", scaling="standard"))
    again = pickle.loads(pickle.dumps(data))
    np.testing.assert_array_equal(again.encode(data.validation.raw), data.validation.x)


@pytest.mark.real_data
def test_fashion_mnist_is_scaled_to_exactly_x_over_255_and_its_raw_pictures_are_not_copied():
    dataset = DATASETS["fashion_mnist"]()
    if not dataset.is_here():
        pytest.skip("fashion_mnist is not in the data folder")
    data = load(DataSpec.start(dataset))
    assert data.train.x.shape == (60_000, 28, 28, 1)
    assert data.validation.x.shape == (10_000, 28, 28, 1)
    assert data.train.raw.dtype == np.uint8
    assert data.train.raw.base is data.validation.raw.base
    np.testing.assert_array_equal(data.validation.x, data.validation.raw.astype(np.float32) / np.float32(255))
    np.testing.assert_array_equal(data.train.x[:500], data.train.raw[:500].astype(np.float32) / np.float32(255))
    assert np.bincount(data.train.labels).tolist() == [6000] * 10
    assert data.train.labels[:5].tolist() == [9, 0, 0, 3, 0]
    assert data.validation.labels[:5].tolist() == [9, 2, 1, 1, 6]


@pytest.mark.real_data
def test_fewer_pictures_of_fashion_mnist_keep_the_classes_even_and_all_the_tests():
    dataset = DATASETS["fashion_mnist"](num_train=1000)
    if not dataset.is_here():
        pytest.skip("fashion_mnist is not in the data folder")
    data = load(DataSpec.start(dataset))
    assert np.bincount(data.train.labels).tolist() == [100] * 10
    assert len(data.validation) == 10_000
