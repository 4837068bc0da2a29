"""Contracts that every dataset keeps, and the generated sets against their formulas."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from playground.data import load, settings
from playground.data.thumbnails import thumbnail
from playground.spec import DATASETS, Dataset, DataSpec
from playground.spec.data import FEATURES, SCALING_LABELS
from playground.spec.kinds import bounds

PLANE = [kind for kind in DATASETS if kind.is_plane]
plane_sets = pytest.mark.parametrize("kind", PLANE, ids=[kind.name() for kind in PLANE])
every_set = pytest.mark.parametrize("kind", DATASETS, ids=DATASETS.names())
scalings = pytest.mark.parametrize("scaling", SCALING_LABELS)


def needs_files(dataset: Dataset) -> Dataset:
    if not dataset.is_here():
        pytest.skip(f"{dataset.name()} is not in the data folder {settings.data_dir()}")
    return dataset


def loadable() -> Iterator[Any]:
    """Every set in a small version; those that need files are marked."""
    for kind in DATASETS:
        small = {"num_train": 1000} if kind.name() == "fashion_mnist" else {}
        marks = [pytest.mark.real_data] if kind.download_bytes else []
        yield pytest.param(kind(**small), id=kind.name(), marks=marks)


any_dataset = pytest.mark.parametrize("dataset", list(loadable()))


@every_set
def test_a_dataset_says_where_it_is_from_and_what_is_allowed(kind):
    assert kind.licence
    assert kind.source
    assert kind.group
    assert kind().num_outputs == (len(kind().class_names) if kind.task == "multiclass" else 1)
    assert bool(kind().class_names) == (kind.task != "regression")


@any_dataset
def test_samples_are_finite_and_of_the_declared_shape(dataset):
    samples = needs_files(dataset).samples()
    assert samples.x.shape == (dataset.size, *dataset.sample_shape)
    assert samples.x.dtype in (np.float32, np.uint8)
    assert np.isfinite(samples.x).all()
    assert samples.y.shape == (dataset.size,)
    if dataset.task == "regression":
        assert samples.y.dtype == np.float32
        assert np.abs(samples.y).max() <= 6
    else:
        assert samples.y.dtype == np.int32
        assert set(np.unique(samples.y)) == set(range(len(dataset.class_names)))
    if dataset.feature_names:
        assert len(dataset.feature_names) == dataset.sample_shape[-1]


@any_dataset
def test_equal_specs_give_equal_data(dataset):
    spec = DataSpec.start(needs_files(dataset))
    first, second = load(spec), load(DataSpec.model_validate(spec.model_dump()))
    for part in ("train", "validation"):
        for name in ("raw", "x", "y", "labels"):
            np.testing.assert_array_equal(getattr(getattr(first, part), name), getattr(getattr(second, part), name))


@any_dataset
def test_another_seed_gives_other_data(dataset):
    needs_files(dataset)
    if "seed" in dataset.parameters():
        assert not np.array_equal(dataset.samples().x, dataset.replace(seed=1).samples().x)
    else:
        first, second = (load(DataSpec(dataset=dataset, split_seed=seed)) for seed in (0, 1))
        assert not np.array_equal(first.train.raw, second.train.raw)


@any_dataset
@scalings
def test_a_part_has_the_promised_shapes_types_and_counts(dataset, scaling):
    spec = DataSpec(dataset=needs_files(dataset), scaling=scaling, train_share=0.3)
    data = load(spec)
    assert (len(data.train), len(data.validation)) == (spec.num_train, spec.num_validation)
    for part in (data.train, data.validation):
        assert part.x.shape == (len(part), *spec.input_shape)
        assert part.y.shape == (len(part), dataset.num_outputs)
        assert part.raw.shape == (len(part), *dataset.sample_shape)
        assert part.x.dtype == part.y.dtype == np.float32
        assert np.isfinite(part.x).all()
        np.testing.assert_array_equal(data.encode(part.raw), part.x)
        if dataset.task == "multiclass":
            np.testing.assert_array_equal(part.y.argmax(axis=1), part.labels)
            assert (part.y.sum(axis=1) == 1).all()
        else:
            np.testing.assert_array_equal(part.y[:, 0], part.labels)


@any_dataset
def test_each_sample_is_in_exactly_one_part(dataset):
    data = load(DataSpec(dataset=needs_files(dataset)))
    both = np.concatenate([data.train.raw, data.validation.raw]).reshape(dataset.size, -1)
    whole = dataset.samples().x.reshape(dataset.size, -1)
    np.testing.assert_array_equal(
        both[np.lexsort(both.T[:20])].sum(axis=0), whole[np.lexsort(whole.T[:20])].sum(axis=0)
    )


@any_dataset
def test_a_thumbnail_is_small_and_inside_the_frame(dataset):
    small = thumbnail(needs_files(dataset))
    if len(dataset.sample_shape) == 3:
        assert small.picture is not None
        assert small.picture.shape == dataset.sample_shape[:2]
        assert 0 <= small.picture.min() <= small.picture.max() <= 1
    else:
        assert small.points is not None
        assert small.labels is not None
        assert small.points.shape == (len(small.labels), 2)
        assert len(small.points) <= 200
        assert np.abs(small.points).max() <= 6


@plane_sets
@pytest.mark.parametrize("num_samples", [20, 21, 20_000])
@pytest.mark.parametrize("noise", [0, 0.8])
def test_a_generated_set_has_as_many_points_as_asked_for(kind, num_samples, noise):
    dataset = kind(num_samples=num_samples, noise=noise)
    assert dataset.samples().x.shape == (num_samples, 2)
    assert len(load(DataSpec(dataset=dataset)).train) == round(num_samples * 0.5)


@plane_sets
@pytest.mark.parametrize("share", [0.1, 0.9])
def test_the_smallest_set_is_split_at_the_ends_of_the_share(kind, share):
    spec = DataSpec(dataset=kind(num_samples=40), train_share=share)
    data = load(spec)
    assert len(data.train) == spec.num_train
    if kind.task != "regression":
        assert len(np.unique(data.train.labels)) == len(np.unique(data.validation.labels))


@plane_sets
def test_without_noise_the_points_lie_in_the_domain_or_are_a_heap(kind):
    x = kind(seed=3).samples().x
    inside = np.abs(x).max() <= 6
    assert inside or (kind.name() in ("gauss", "blobs") and (np.abs(x) <= 6).mean() > 0.95)


@plane_sets
def test_noise_and_count_have_the_bounds_of_the_issue(kind):
    assert bounds(kind.model_fields["num_samples"]) == {"ge": 20, "le": 20_000}
    assert kind().num_samples == (1200 if kind.task == "regression" else 500)
    assert kind().noise == 0


def points(name: str, **fields: Any) -> tuple[np.ndarray, np.ndarray]:
    samples = DATASETS[name](num_samples=2000, **fields).samples()
    return samples.x.astype(np.float64), samples.y


def test_circle_is_a_disc_in_a_ring():
    x, y = points("circle")
    radius = np.hypot(*x.T)
    assert radius[y == 1].max() < 2.5
    assert 3.5 <= radius[y == 0].min() < radius[y == 0].max() <= 5.001
    assert (y == 1).sum() == 1000


def test_xor_is_blue_where_the_signs_agree_with_a_gap_at_the_axes():
    x, y = points("xor")
    np.testing.assert_array_equal(y == 1, x[:, 0] * x[:, 1] > 0)
    assert np.abs(x).min() >= 0.3
    assert np.abs(x).max() <= 5.3


@pytest.mark.parametrize(("noise", "variance"), [(0.0, 0.5), (0.5, 4.0)])
def test_gauss_has_its_centres_and_its_variance(noise, variance):
    x, y = points("gauss", noise=noise)
    for label, centre in ((1, 2), (0, -2)):
        np.testing.assert_allclose(x[y == label].mean(axis=0), centre, atol=0.25)
        np.testing.assert_allclose(x[y == label].var(axis=0), variance, rtol=0.15)


def test_spiral_has_two_arms_opposite_each_other():
    x, y = points("spiral")
    radius = np.hypot(*x.T)
    angle = 2 * np.pi * 1.75 * radius / 5 + np.where(y == 1, 0, np.pi)
    np.testing.assert_allclose(x, (radius * [np.sin(angle), np.cos(angle)]).T, atol=1e-5)
    assert radius.max() < 5


def test_plane_is_the_sum_of_its_coordinates():
    x, y = points("plane")
    np.testing.assert_allclose(y, x.sum(axis=1) / 10, atol=1e-6)


def test_many_gaussians_has_its_peaks_at_its_centres():
    x, y = points("multi_gauss")
    for column, sign in ((-4, 1), (0, -1), (4, 1)):
        for row, flip in ((2.5, 1), (-2.5, -1)):
            distance = np.hypot(x[:, 0] - column, x[:, 1] - row)
            np.testing.assert_allclose(y[distance < 1], sign * flip * (1 - distance[distance < 1] / 2), atol=1e-5)
    assert np.abs(y).max() <= 1


@pytest.mark.parametrize("name", ["circle", "xor", "plane", "multi_gauss"])
def test_noise_moves_the_border_and_not_the_points(name):
    np.testing.assert_array_equal(points(name, noise=0)[0], points(name, noise=0.5)[0])
    assert not np.array_equal(points(name, noise=0)[1], points(name, noise=0.5)[1])


@pytest.mark.parametrize("num_classes", [2, 6])
def test_blobs_has_as_many_classes_as_asked_for(num_classes):
    dataset = DATASETS["blobs"](num_classes=num_classes)
    assert dataset.num_outputs == num_classes
    assert load(DataSpec(dataset=dataset)).train.y.shape == (250, num_classes)


def test_the_features_are_what_they_are_called():
    data = load(DataSpec(dataset="circle", features=FEATURES))
    x1, x2 = data.train.raw.T
    columns = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)]
    np.testing.assert_allclose(data.train.x, np.column_stack(columns), rtol=1e-6)
    swapped = load(DataSpec(dataset="circle", features=("x2", "x1")))
    np.testing.assert_array_equal(swapped.train.x, swapped.train.raw[:, ::-1])
