"""Contracts that every dataset keeps, and the generated sets against their formulas."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from playground.data import load, settings
from playground.data.encoding import filled
from playground.data.generated import GeneratedSet
from playground.data.plane import PlaneSet
from playground.locale.update import words_in_code
from playground.spec import DATASETS, Dataset, DataSpec, Term
from playground.spec.data import FEATURES, SCALING_LABELS
from playground.spec.kinds import bounds

BUILT_IN = [kind for kind in DATASETS if kind.name() != "own"]  # an upload has nothing to say before it is there
PLANE = [kind for kind in BUILT_IN if issubclass(kind, PlaneSet)]
plane_sets = pytest.mark.parametrize("kind", PLANE, ids=[kind.name() for kind in PLANE])
every_set = pytest.mark.parametrize("kind", BUILT_IN, ids=[kind.name() for kind in BUILT_IN])
scalings = pytest.mark.parametrize("scaling", SCALING_LABELS)


def needs_files(dataset: Dataset) -> Dataset:
    if not dataset.is_here():
        pytest.skip(f"{dataset.name()} is not in the data folder {settings.data_dir()}")
    return dataset


def loadable() -> Iterator[Any]:
    """Every set in a small version; those that need files are marked."""
    for kind in BUILT_IN:
        small = {"num_train": 1000} if "num_train" in kind.parameters() else {}
        marks = [pytest.mark.real_data] if kind.download_bytes else []
        yield pytest.param(kind(**small), id=kind.name(), marks=marks)


any_dataset = pytest.mark.parametrize("dataset", list(loadable()))


@pytest.fixture(scope="module")
def marked_words() -> set[str]:
    """What the catalogues hold; that they hold it in every language is tested with the words."""
    return {word for word, _place in words_in_code()}


@every_set
def test_a_dataset_says_where_it_is_from_and_what_is_allowed(kind):
    assert kind.licence
    assert kind.source
    dataset = kind()
    assert dataset.num_outputs == (len(dataset.class_names) if dataset.task == "multiclass" else 1)
    assert bool(dataset.class_names) == (dataset.task != "regression")


@every_set
def test_all_that_a_dataset_says_can_be_translated(kind, marked_words):
    dataset = kind()
    names = (*dataset.class_names, *dataset.feature_names)
    said = {kind.label, kind.summary, kind.group, *(name for name in names if isinstance(name, Term))}
    assert said <= marked_words
    assert not kind.warning or kind.warning in marked_words
    assert all(isinstance(name, Term) or len(name) <= 10 for name in names), "a name in words is a Term"


@any_dataset
def test_samples_are_finite_but_for_declared_blanks_and_of_the_declared_shape(dataset):
    samples = needs_files(dataset).samples()
    assert samples.x.shape == (dataset.size, *dataset.sample_shape)
    assert samples.x.dtype in (np.float32, np.uint8)
    is_blank = np.isnan(samples.x)
    assert np.isfinite(samples.x[~is_blank]).all()
    assert bool(is_blank.any()) == (dataset.blanks not in (None, "drop"))
    assert samples.y.shape == (dataset.size,)
    if dataset.task == "regression":
        assert samples.y.dtype == np.float32
        assert np.isfinite(samples.y).all()
    else:
        assert samples.y.dtype == np.int32
        assert set(np.unique(samples.y)) == set(range(len(dataset.class_names)))
    if dataset.feature_names:
        assert len(dataset.feature_names) == dataset.sample_shape[-1]
    assert samples.num_train == (dataset.num_train_at(0.5) if dataset.has_fixed_split else None)


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
        return
    first, second = (load(DataSpec(dataset=dataset, split_seed=seed)) for seed in (0, 1))
    assert np.array_equal(first.train.raw, second.train.raw) == dataset.has_fixed_split


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
    whole = filled(dataset.samples().x, data.encode.fill).reshape(dataset.size, -1)
    np.testing.assert_array_equal(
        both[np.lexsort(both.T[:20])].sum(axis=0), whole[np.lexsort(whole.T[:20])].sum(axis=0)
    )


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
    assert inside or (kind.name() in ("gauss", "blobs", "clouds") and (np.abs(x) <= 6).mean() > 0.95)


generated = pytest.mark.parametrize("kind", [kind for kind in BUILT_IN if issubclass(kind, GeneratedSet)])


@generated
def test_count_and_noise_have_the_same_bounds_in_every_generated_set(kind):
    assert bounds(kind.model_fields["num_samples"]) == {"ge": 20, "le": 20_000}
    assert bounds(kind.model_fields["noise"]) == {"ge": 0, "le": 0.8}


@generated
def test_generated_values_are_of_the_order_of_one(kind):
    samples = kind(noise=0, num_samples=2000).samples()
    assert kind.is_plane or np.abs(samples.x).max() <= 1
    assert kind.task != "regression" or np.abs(samples.y).max() <= 1.2


@plane_sets
def test_the_plane_starts_with_the_promised_numbers(kind):
    special = {"clouds": 2000, "plane": 1200, "multi_gauss": 1200}
    assert kind().num_samples == special.get(kind.name(), 500)
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


@pytest.mark.parametrize("num_classes", [2, 3])
def test_rings_lie_around_each_other_with_gaps(num_classes):
    x, y = points("rings", num_classes=num_classes)
    radius = np.hypot(*x.T)
    ends = [(radius[y == number].min(), radius[y == number].max()) for number in range(num_classes)]
    assert all(inner[1] + 0.7 < outer[0] for inner, outer in pairwise(ends))
    assert ends[-1][1] <= 5.3


def test_the_clouds_have_the_means_and_the_covariance_of_the_textbook():
    samples = DATASETS["clouds"](num_samples=20_000).samples()
    for label, mean in ((0, (0, 3)), (1, (3, 0))):
        x = samples.x[samples.y == label]
        assert len(x) == 10_000
        np.testing.assert_allclose(x.mean(axis=0), mean, atol=0.05)
        np.testing.assert_allclose(np.cov(x.T), [[1, 0.5], [0.5, 1]], atol=0.05)


def test_the_functions_are_what_they_are_called():
    (x, y), (x_step, y_step), (x_cubic, y_cubic) = (
        points(name, **more) for name, more in (("sine", {"waves": 3}), ("step", {}), ("polynomial", {"noise": 0}))
    )
    np.testing.assert_allclose(y, np.sin(3 * np.pi * x[:, 0]), atol=1e-5)
    np.testing.assert_array_equal(y_step, np.where(x_step[:, 0] < 0, -1, 1))
    np.testing.assert_allclose(y_cubic, 4 * x_cubic[:, 0] ** 3 - 3 * x_cubic[:, 0], atol=1e-5)


@pytest.mark.parametrize("name", ["sine", "step", "polynomial"])
def test_the_noise_of_a_function_is_a_standard_deviation_and_leaves_x_alone(name):
    (x, clean), (x_noisy, noisy) = points(name, noise=0), points(name, noise=0.2)
    np.testing.assert_array_equal(x, x_noisy)
    assert abs((noisy - clean).std() - 0.2) < 0.01


def test_a_staircase_has_as_many_jumps_as_asked_for():
    assert [len(np.unique(points("step", num_steps=count)[1])) for count in (1, 2, 6)] == [2, 3, 7]


@pytest.mark.parametrize("dimensions", [2, 3, 6])
def test_exclusive_or_of_many_is_whether_an_odd_number_is_on(dimensions):
    x, y = points("xor_n", num_inputs=dimensions, noise=0)
    np.testing.assert_array_equal(y, (x > 0).sum(axis=1) % 2)
    assert y.sum() == 1000
    assert len(np.unique(x, axis=0)) == 2**dimensions
    assert abs(points("xor_n", noise=0.2)[0].std(axis=0) - np.hypot(1, 0.2)).max() < 0.02


def test_an_echo_is_the_number_of_some_steps_ago():
    x, y = points("echo", delay=4, steps=12)
    np.testing.assert_array_equal(y, x[:, 7, 0])
    x, y = points("echo", delay=0)
    np.testing.assert_array_equal(y, x[:, -1, 0])


@pytest.mark.parametrize("name", ["noisy_sine", "two_waves"])
def test_the_next_value_of_a_wave_follows_from_those_before(name):
    """A sum of two waves obeys a linear rule of its last four values, each sequence one of its own."""
    x, y = points(name, noise=0, steps=40)
    whole = np.column_stack([x[..., 0], y])
    for values in whole[:20]:
        rows = np.stack([values[start : start + 4] for start in range(len(values) - 4)])
        rule, *_ = np.linalg.lstsq(rows[:-1], values[4:-1], rcond=None)
        assert abs(values[-1] - rows[-1] @ rule) < 1e-2


def test_steps_and_their_number_give_the_shape_of_a_sequence():
    assert DATASETS["echo"](num_samples=30, steps=17).samples().x.shape == (30, 17, 1)


def test_bundled_tables_have_the_counts_of_their_publishers():
    counts = {"wine": [59, 71, 48], "breast_cancer": [212, 357], "iris": [50] * 3}
    assert {name: np.bincount(DATASETS[name]().samples().y).tolist() for name in counts} == counts
    patients = DATASETS["diabetes"]().samples()
    assert (patients.y.min(), patients.y.max()) == (25, 346)
    assert patients.x[0].round(1).tolist() == pytest.approx([59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.9, 87])


def test_the_eight_houses_are_split_in_halves():
    data = load(DataSpec.start(DATASETS["house_prices"]()))
    assert (len(data.train), len(data.validation)) == (4, 4)
    assert data.spec.input_names == ("area", "bedrooms", "distance to the city", "age of the house")


@pytest.mark.real_data
def test_mnist_is_what_its_publisher_gives():
    data = load(DataSpec.start(needs_files(DATASETS["mnist"]())))
    assert (len(data.train), len(data.validation)) == (60_000, 10_000)
    assert data.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert data.validation.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(data.train.labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]


@pytest.mark.real_data
@pytest.mark.parametrize("treatment", ["drop", "mean", "median", "most_frequent"])
def test_the_blanks_of_california_are_treated_as_asked(treatment):
    dataset = needs_files(DATASETS["california_housing"](treatment=treatment))
    samples = dataset.samples()
    bedrooms = dataset.feature_names.index("bedrooms in the district")
    is_blank = np.isnan(samples.x)
    assert is_blank.sum() == is_blank[:, bedrooms].sum() == (0 if treatment == "drop" else 207)
    assert len(samples.x) == dataset.size == (20_433 if treatment == "drop" else 20_640)
    data = load(DataSpec.start(dataset))
    assert np.isfinite(data.train.x).all()
    assert np.isfinite(data.validation.x).all()
    known = samples.x[~is_blank[:, bedrooms], bedrooms]
    about = {"drop": None, "mean": known.mean(), "median": np.median(known)}.get(treatment)
    assert about is None or abs(data.encode.fill[bedrooms] - about) < 20
    assert treatment != "most_frequent" or 200 < data.encode.fill[bedrooms] < 400


@pytest.mark.real_data
def test_the_text_column_of_california_becomes_columns_of_0_and_1_that_stay_so():
    data = load(DataSpec.start(needs_files(DATASETS["california_housing"]())))
    assert (data.train.x[:, -5:].sum(axis=1) == 1).all()
    both = np.concatenate([data.train.raw, data.validation.raw])
    assert both[:, -5:].sum(axis=0).tolist() == [9136, 6551, 5, 2290, 2658]
    assert 0.1 < data.train.labels.min() < data.train.labels.max() <= 5.1
    np.testing.assert_allclose(data.train.x[:, :-5].std(axis=0), 1, rtol=1e-3)


def test_only_boston_carries_a_warning():
    assert [kind.name() for kind in BUILT_IN if kind.warning] == ["boston_housing"]


def test_the_features_are_what_they_are_called():
    data = load(DataSpec(dataset="circle", features=FEATURES))
    x1, x2 = data.train.raw.T
    columns = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)]
    np.testing.assert_allclose(data.train.x, np.column_stack(columns), rtol=1e-6)
    swapped = load(DataSpec(dataset="circle", features=("x2", "x1")))
    np.testing.assert_array_equal(swapped.train.x, swapped.train.raw[:, ::-1])
