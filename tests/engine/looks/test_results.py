"""The looks "samples" and "results" against scikit-learn and NumPy by hand, for every task and every kind of layer."""

import warnings
from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from sklearn import metrics

from playground.data import load
from playground.data.samples import Data, Part, TargetScale
from playground.engine import network, objectives
from playground.engine.looks import compute
from playground.engine.looks.results import calibration, class_measures, counts_at, roc, value_measures
from playground.engine.looks.samples import _COMPILED, pictures
from playground.spec import DataSpec, Experiment, Explained
from playground.spec.layers import LAYERS
from tests.engine.by_hand import passed
from tests.engine.conftest import data_for, dense, experiment_on
from tests.float32 import EPSILON, FUNCTION, Rounded, close

CLASSIFIERS = ["circle", "iris", "digits"]
REGRESSIONS = ["plane", "echo", "boston_housing"]


def asked(experiment: Experiment, **parameters: Any) -> dict[str, np.ndarray]:
    return compute("results", network.build(experiment), data_for(experiment), experiment, **parameters)


def answering(outputs: np.ndarray, labels: np.ndarray, experiment: Experiment) -> tuple[keras.Model, Data]:
    """A model that says for the samples 0, 1, 2 … what stands in these rows, whatever it is."""
    table = np.asarray(outputs, np.float32)
    inside = keras.Input((1,))
    rows = keras.layers.Embedding(*table.shape, name="rows")
    model = keras.Sequential([inside, rows, keras.layers.Flatten()])
    rows.embeddings.assign(table)
    x = np.arange(len(table), dtype=np.float32)[:, None]
    classes = table.shape[1]
    labels = np.asarray(labels)
    y = np.eye(classes, dtype=np.float32)[labels] if classes > 1 else labels[:, None].astype(np.float32)
    part = Part(x, x, y, labels)
    return model, Data(experiment.data, part, part, lambda raw: raw)


def results_of(outputs: Any, labels: Any, dataset: str, **parameters: Any) -> dict[str, np.ndarray]:
    """The results by their names without what is before the colon."""
    experiment = experiment_on(dataset)
    model, data = answering(np.asarray(outputs, np.float32), np.asarray(labels), experiment)
    found = compute("results", model, data, experiment, **parameters)
    return {name.removeprefix("results:"): array for name, array in found.items()}


def softmax(z: np.ndarray) -> np.ndarray:
    return (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)).astype(np.float32)


RANDOM = np.random.default_rng(11)
THREE = softmax(RANDOM.normal(size=(200, 3)))
THREE_LABELS = RANDOM.integers(0, 3, 200).astype(np.int32)
TWO_LABELS = RANDOM.integers(0, 2, 300).astype(np.int32)
TWO = np.clip(TWO_LABELS[:, None] * 0.3 + RANDOM.random((300, 1)) * 0.7, 0, 1).astype(np.float32)


def three_losses() -> Rounded:
    """The cross-entropy of each of the 200 samples."""
    probabilities = Rounded(THREE) / Rounded(THREE).sum(axis=1, keepdims=True)
    return -np.log(probabilities[np.arange(200), THREE_LABELS])


def test_the_measures_of_many_classes_equal_scikit_learn():
    found = results_of(THREE, THREE_LABELS, "iris")
    predicted = THREE.argmax(axis=1)
    np.testing.assert_array_equal(found["confusion"], metrics.confusion_matrix(THREE_LABELS, predicted))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(THREE_LABELS, predicted)
    np.testing.assert_allclose(found["of_class"][:, 1:], np.stack([precision, recall, f1], axis=1), rtol=1e-6)
    np.testing.assert_array_equal(found["support"], support)
    for number in range(3):
        by_hand = np.mean((predicted == number) == (number == THREE_LABELS))
        assert found["of_class"][number, 0] == pytest.approx(by_hand, rel=1e-6)
    overall = [metrics.accuracy_score(THREE_LABELS, predicted), precision.mean(), recall.mean(), f1.mean()]
    np.testing.assert_allclose(found["overall"], overall, rtol=1e-6)
    loss = metrics.log_loss(THREE_LABELS, THREE.astype(float) / THREE.astype(float).sum(axis=1, keepdims=True))
    close(found["loss"], Rounded([loss], three_losses().mean().error))
    assert not {"roc", "auc", "counts", "points"} & set(found)


def test_roc_area_and_counts_of_two_classes_equal_scikit_learn():
    found = results_of(TWO, TWO_LABELS, "circle")
    score = TWO[:, 0]
    assert 3 < len(found["roc"]) <= 200
    np.testing.assert_allclose(found["roc"][[0, -1], :2], [[0, 0], [1, 1]])
    assert found["auc"][0] == pytest.approx(metrics.roc_auc_score(TWO_LABELS, score), rel=1e-6)
    for x_at, y_at, threshold in found["roc"]:
        assert x_at == pytest.approx((score[TWO_LABELS == 0] >= threshold).mean(), abs=1e-6)
        assert y_at == pytest.approx((score[TWO_LABELS == 1] >= threshold).mean(), abs=1e-6)
    assert len(found["thresholds"]) == len(found["counts"]) == 101
    for threshold, counts in zip(found["thresholds"], found["counts"], strict=True):
        np.testing.assert_array_equal(counts, metrics.confusion_matrix(TWO_LABELS, score > threshold, labels=[0, 1]))
    half = int(np.flatnonzero(found["thresholds"] == 0.5)[0])
    np.testing.assert_array_equal(found["counts"][half], found["confusion"])


def test_a_short_roc_is_scikit_learns_without_the_points_on_straight_lines():
    labels, score = TWO_LABELS[:40], np.round(TWO[:40, 0], 1)  # rounded: many ties
    all_points = np.stack(metrics.roc_curve(labels, score, drop_intermediate=False), axis=1)
    points, area = roc(labels, score)
    assert {tuple(point) for point in points} <= {tuple(point) for point in all_points}
    assert len(points) < len(all_points)
    assert area == pytest.approx(metrics.roc_auc_score(labels, score))
    assert np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(area)


def test_scores_that_are_all_alike_give_the_diagonal():
    points, area = roc(np.array([0, 1, 1, 0, 1]), np.full(5, 0.25, np.float32))
    np.testing.assert_array_equal(points[:, :2], [[0, 0], [1, 1]])
    assert area == 0.5
    counts = counts_at(np.array([0, 1, 1]), np.full(3, 0.5, np.float32), np.array([0.4, 0.5, 0.6], np.float32))
    np.testing.assert_array_equal(counts, [[[0, 1], [0, 2]], [[1, 0], [2, 0]], [[1, 0], [2, 0]]])


def test_a_long_roc_keeps_its_ends_and_the_area_of_all_points():
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, 5000).astype(np.int32)
    score = random.random(5000).astype(np.float32)
    points, area = roc(labels, score)
    assert len(points) == 200
    np.testing.assert_array_equal(points[[0, -1], :2], [[0, 0], [1, 1]])
    assert area == pytest.approx(metrics.roc_auc_score(labels, score))


def test_calibration_equals_a_loop_over_its_bins():
    confidence = np.array([0.0, 0.05, 0.1, 0.55, 0.59, 0.93, 1.0, 1.0], np.float32)
    is_right = np.array([False, True, False, True, False, True, True, False])
    bins, error = calibration(confidence, is_right)
    groups = [[0, 1], [2], [3, 4], [5, 6, 7]]
    by_hand = [[confidence[group].mean(dtype=float), is_right[group].mean(), len(group)] for group in groups]
    np.testing.assert_allclose(bins, by_hand, rtol=1e-6)
    assert error == pytest.approx(sum(count * abs(sure - right) for sure, right, count in by_hand) / 8, rel=1e-6)


def test_calibration_is_of_the_class_that_is_predicted():
    found = results_of([[0.1], [0.9], [0.2], [0.9]], [0, 1, 1, 0], "circle")
    np.testing.assert_allclose(found["calibration"], [[0.8, 0, 1], [0.9, 2 / 3, 3]], rtol=1e-6)
    assert found["calibration_error"][0] == pytest.approx((0.8 + 3 * (0.9 - 2 / 3)) / 4, rel=1e-6)


def test_outputs_that_are_no_probabilities_have_no_calibration_and_thresholds_over_their_range():
    experiment = experiment_on("circle", output_activation="linear", loss="mean_squared_error")
    model, data = answering(np.array([[-2.0], [0.0], [3.0]]), np.array([0, 1, 1], np.int32), experiment)
    found = compute("results", model, data, experiment)
    assert "results:calibration" not in found
    np.testing.assert_allclose(found["results:thresholds"][[0, 50, 100]], [-2, 0.5, 3])
    listed = compute("samples", model, data, experiment, threshold=-1.0)
    np.testing.assert_array_equal(listed["samples:predicted"], [0, 1, 1])
    assert listed["samples:is_probability"] == 0


def test_a_class_that_has_no_sample():
    labels = np.where(THREE_LABELS == 1, 0, THREE_LABELS)
    found = results_of(THREE, labels, "iris")
    assert found["support"][1] == 0
    assert np.isnan(found["of_class"][1, 2])
    assert found["of_class"][1, 1] == 0
    known = [found["of_class"][[0, 2], 2].mean()]
    np.testing.assert_allclose(found["overall"][2], known, rtol=1e-6)


def test_only_one_of_two_classes_has_no_curve_but_counts():
    found = results_of([[0.2], [0.7], [0.9]], [1, 1, 1], "circle")
    assert found["roc"].shape == (0, 3)
    assert np.isnan(found["auc"][0])
    np.testing.assert_array_equal(found["counts"][50], [[0, 0], [1, 2]])


def test_a_class_that_is_never_predicted_has_no_precision():
    cells = np.array([[3, 0], [2, 0]], np.int32)
    measures = class_measures(cells, cells.sum(axis=1))
    np.testing.assert_allclose(measures, [[3 / 5, 3 / 5, 1, 6 / 8], [3 / 5, np.nan, 0, 0]])


def test_outputs_that_are_not_numbers_are_counted_and_are_not_right():
    outputs = THREE.copy()
    outputs[:50, 1] = np.nan
    found = results_of(outputs, THREE_LABELS, "iris")
    predicted = THREE[50:].argmax(axis=1)
    assert found["unclear"] == 50
    np.testing.assert_array_equal(found["confusion"], metrics.confusion_matrix(THREE_LABELS[50:], predicted))
    np.testing.assert_array_equal(found["support"], np.bincount(THREE_LABELS))
    assert found["overall"][0] == pytest.approx((predicted == THREE_LABELS[50:]).sum() / 200, rel=1e-6)
    nothing = results_of(np.full((5, 1), np.nan), [0, 1, 0, 1, 1], "circle")
    assert nothing["unclear"] == 5
    assert nothing["confusion"].sum() == 0
    assert nothing["roc"].shape == (0, 3)
    assert nothing["calibration"].shape == (0, 3)
    assert np.isnan(nothing["calibration_error"][0])


@pytest.mark.parametrize(("dataset", "outputs"), [("circle", [[0.9]]), ("iris", [[0.2, 0.5, 0.3]])])
def test_one_sample_of_a_class(dataset, outputs):
    found = results_of(outputs, [1], dataset)
    assert found["confusion"].sum() == 1
    assert found["overall"][0] == 1
    np.testing.assert_array_equal(found["looked_at"], [1, 1])


def test_a_tie_goes_to_the_first_class_and_a_half_is_the_first_of_two():
    assert results_of([[0.4, 0.4, 0.2]], [0], "iris")["confusion"][0, 0] == 1
    assert results_of([[0.5]], [0], "circle")["confusion"][0, 0] == 1


def values_of(outputs: Any, labels: Any) -> dict[str, np.ndarray]:
    return results_of(np.asarray(outputs, np.float32)[:, None], np.asarray(labels, np.float32), "plane")


def test_the_measures_of_a_regression_equal_scikit_learn():
    random = np.random.default_rng(2)
    actual = random.normal(20, 5, 700).astype(np.float32)
    predicted = (actual + random.normal(1, 2, 700)).astype(np.float32)
    found = values_of(predicted, actual)
    by_hand = [
        metrics.mean_absolute_error(actual, predicted),
        metrics.root_mean_squared_error(actual, predicted),
        metrics.r2_score(actual, predicted),
        np.mean(actual.astype(float) - predicted),
    ]
    wrong = Rounded(actual) - Rounded(predicted)
    squared = (wrong**2).mean()
    r2 = 1 - squared / Rounded(actual).var()
    errors = np.stack([np.abs(wrong).mean(), np.sqrt(squared), r2, wrong.mean()]).error
    close(found["measures"], Rounded(by_hand, errors), parts=2)
    close(found["loss"], Rounded([metrics.mean_squared_error(actual, predicted)], squared.error), parts=2)
    np.testing.assert_array_equal(found["points"], np.stack([actual, predicted], axis=1))
    np.testing.assert_array_equal(found["line"], found["points"][:500])
    counts, edges = np.histogram(actual.astype(float) - predicted, round(np.sqrt(700)))
    np.testing.assert_array_equal(found["residual_counts"], counts)
    np.testing.assert_allclose(found["residual_edges"], edges, rtol=1e-5)


def test_a_scaled_target_is_measured_in_its_own_units():
    experiment = experiment_on("plane")
    model, data = answering(np.array([[0.5], [-1.0]]), np.array([110.0, 85.0], np.float32), experiment)
    data = replace(data, target=TargetScale(shift=100, span=20))
    found = compute("results", model, data, experiment)
    np.testing.assert_array_equal(found["results:points"], [[110, 110], [85, 80]])
    np.testing.assert_allclose(found["results:measures"], [2.5, np.sqrt(12.5), 1 - 25 / 312.5, 2.5], rtol=1e-6)


def test_one_value_and_values_that_are_all_alike_have_no_r2():
    for found in (values_of([3], [5]), values_of([3, 3, 3], [5, 5, 5])):
        np.testing.assert_array_equal(found["measures"][[0, 1, 3]], [2, 2, 2])
        assert np.isnan(found["measures"][2])
        assert found["residual_counts"].tolist() == [len(found["points"])]
        assert found["residual_edges"][0] < 2 < found["residual_edges"][1]


def test_predictions_that_are_no_numbers_or_infinite():
    found = values_of([np.nan, 1, 2], [0, 1, 4])
    assert found["unclear"] == 1
    np.testing.assert_allclose(found["measures"], [1, np.sqrt(2), 1 - 4 / 4.5, 1], rtol=1e-6)
    assert found["points"].shape == (2, 2)
    assert np.isnan(found["line"][0, 1])
    nothing = values_of([np.nan, np.nan], [0, 1])
    assert np.isnan(nothing["measures"]).all()
    assert nothing["points"].shape == (0, 2)
    assert nothing["residual_counts"].shape == (0,)
    endless = values_of([np.inf, 1], [0, 1])
    assert endless["measures"][0] == np.inf
    assert endless["residual_counts"].sum() == 1


def test_nothing_at_all_has_no_measures():
    assert np.isnan(value_measures(np.zeros(0), np.zeros(0))).all()


@pytest.mark.parametrize("dataset", CLASSIFIERS + REGRESSIONS)
@pytest.mark.parametrize("part", ["train", "validation"])
def test_every_task_over_both_parts_and_few_samples(dataset, part):
    experiment = experiment_on(dataset, [])
    found = asked(experiment, part=part, max_samples=30)
    np.testing.assert_array_equal(found["results:looked_at"], [30, 105 if part == "train" else 40])
    assert all(array.dtype.name in ("uint8", "int32", "float32", "float64") for array in found.values())
    assert sum(array.nbytes for array in found.values()) < 20_000


@pytest.mark.parametrize(("dataset", "loss"), [("circle", "auto"), ("circle", "mean_squared_error"), ("iris", "auto"),
                                               ("iris", "kl_divergence"), ("plane", "huber")])  # fmt: skip
def test_the_loss_is_that_of_evaluate_even_where_outputs_are_all_but_0_and_1(dataset, loss):
    experiment = experiment_on(dataset, [dense(4)], loss=loss)
    model, data = network.build(experiment), data_for(experiment)
    for variable in model.trainable_variables:
        variable.assign(variable * 60)
    model.compile(loss=objectives.loss(experiment))
    evaluated = model.evaluate(data.validation.x, data.validation.y, verbose=0)
    found = compute("results", model, data, experiment)
    losses = compute("samples", model, data, experiment, count=60)["samples:loss"]
    # Where z moves by its error, none of these losses moves by more than twice as much.
    of_one = 2 * passed(model, experiment, Rounded(data.validation.x))[-1][0].error.max()
    mean = Rounded(losses, of_one + FUNCTION * EPSILON * np.abs(losses)).mean()
    close(found["results:loss"], Rounded([evaluated], mean.error), parts=2)
    close(evaluated, mean, parts=2)


def test_nothing_is_compiled_twice():
    experiment = experiment_on("digits")
    model, data = network.build(experiment), data_for(experiment)
    for size in (40, 7, 1):
        compute("results", model, data, experiment, max_samples=size)
    (function,) = _COMPILED[model].values()
    assert function.experimental_get_tracing_count() == 1


def test_large_answers_are_cut():
    experiment = experiment_on("plane")
    model, data = network.build(experiment), data_for(experiment, num_validation=12_000)
    found = compute("results", model, data, experiment)
    np.testing.assert_array_equal(found["results:looked_at"], [10_000, 12_000])
    assert found["results:points"].shape == (1000, 2)
    assert found["results:line"].shape == (500, 2)
    assert sum(array.nbytes for array in found.values()) < 20_000
    listed = compute("samples", model, data, experiment, order="error", start=20, count=60)
    np.testing.assert_array_equal(listed["samples:looked_at"], [10_000, 12_000])


def layer_stacks() -> list[Any]:
    """Each kind of layer where it can stand, on data that it takes."""
    stacks = []
    for kind in LAYERS:
        layer = kind()
        dataset = {None: "iris", 1: "iris", 2: "two_waves", 3: "digits"}[layer.rank_needed]
        stacks.append(pytest.param(dataset, {"kind": kind.name()}, id=kind.name()))
    return stacks


@pytest.mark.parametrize(("dataset", "layer"), layer_stacks())
def test_every_kind_of_layer_has_results_and_samples(dataset, layer):
    experiment = experiment_on(dataset, [layer])
    model, data = network.build(experiment), data_for(experiment)
    found = compute("results", model, data, experiment)
    name = "results:points" if experiment.data.task == "regression" else "results:confusion"
    assert found[name].size
    assert compute("samples", model, data, experiment)["samples:total"] == 40


# Samples.


def listed(dataset: str = "iris", **parameters: Any) -> dict[str, np.ndarray]:
    experiment = experiment_on(dataset)
    model, data = answering(THREE, THREE_LABELS, experiment)
    found = compute("samples", model, data, experiment, **parameters)
    return {name.removeprefix("samples:"): array for name, array in found.items()}


def test_a_cell_lists_its_samples():
    predicted = THREE.argmax(axis=1)
    for truth in range(3):
        for column in range(3):
            found = listed(truth=truth, predicted=column, count=60)
            by_hand = np.flatnonzero((truth == THREE_LABELS) & (predicted == column))
            np.testing.assert_array_equal(found["index"], by_hand[:60])
            assert found["total"] == len(by_hand)
            np.testing.assert_allclose(found["confidence"], THREE.max(axis=1)[by_hand[:60]])


def test_the_misclassified_come_with_the_highest_confidence_first_page_by_page():
    wrong = np.flatnonzero(THREE.argmax(axis=1) != THREE_LABELS)
    by_hand = wrong[np.argsort(-THREE.max(axis=1)[wrong], kind="stable")]
    first, second = (listed(only_wrong=True, order="confidence", start=start, count=10) for start in (0, 10))
    np.testing.assert_array_equal(np.concatenate([first["index"], second["index"]]), by_hand[:20])
    assert first["total"] == len(wrong)


def test_the_largest_loss_first_and_each_is_that_of_the_sample():
    found = listed(order="loss", count=60)
    losses = three_losses()
    close(found["loss"], losses[np.argsort(-losses.value)[:60]])
    close(found["loss"], losses[found["index"]])


def test_a_place_beyond_the_end_and_a_class_that_is_none_list_nothing():
    for found, total in ((listed(start=500), 200), (listed(truth=7), 0)):
        assert found["index"].size == 0
        assert found["rows"].shape == (0, 1)
        assert found["total"] == total


def test_a_regression_lists_all_with_the_largest_error_first():
    experiment = experiment_on("plane")
    model, data = answering(np.array([[1.0], [5.0], [np.nan], [2.0]]), np.array([1, 2, 3, 3.5], np.float32), experiment)
    found = compute("samples", model, data, experiment, order="error", only_wrong=True, truth=1)
    np.testing.assert_array_equal(found["samples:index"], [1, 3, 0, 2])
    np.testing.assert_array_equal(found["samples:confidence"], [3, 1.5, 0, np.nan])
    np.testing.assert_array_equal(found["samples:truth"], [2, 3.5, 1, 3])


def test_samples_without_a_prediction_are_wrong_and_last():
    experiment = experiment_on("circle")
    model, data = answering(np.array([[np.nan], [0.9], [0.7]]), np.array([0, 0, 0], np.int32), experiment)
    found = compute("samples", model, data, experiment, only_wrong=True, order="confidence")
    np.testing.assert_array_equal(found["samples:index"], [1, 2, 0])
    np.testing.assert_array_equal(found["samples:predicted"], [1, 1, -1])
    only = compute("samples", model, data, experiment, predicted=-1)
    np.testing.assert_array_equal(only["samples:index"], [0])


@pytest.mark.parametrize("field", [{"count": 61}, {"count": 0}, {"start": -1}, {"part": "test"}, {"order": "luck"},
                                   {"threshold": float("nan")}, {"truth": -1}, {"more": 1}])  # fmt: skip
def test_what_cannot_be_listed_is_explained(field):
    with pytest.raises(Explained, match="samples"):
        listed(**field)


def test_bytes_stay_as_they_are_and_other_pixels_go_from_0_to_255():
    random = np.random.default_rng(5)
    raw = random.integers(0, 256, (6, 8, 8, 3)).astype(np.uint8)
    np.testing.assert_array_equal(pictures(raw, np.array([4, 1])), raw[[4, 1]])
    grey = (raw[..., :1] / 16).astype(np.float32)
    by_hand = np.rint((grey - grey.min()) / (grey.max() - grey.min()) * 255)
    np.testing.assert_allclose(pictures(grey, np.array([2])), by_hand[[2]], atol=1)
    assert pictures(np.full((2, 4, 4, 1), 0.5, np.float32), np.array([0])).max() == 0


def test_large_pictures_are_means_of_their_pixels_and_few_bytes():
    raw = np.random.default_rng(6).integers(0, 256, (60, 128, 96, 3)).astype(np.uint8)
    small = pictures(raw, np.array([3]))
    assert small.shape == (1, 64, 48, 3)
    by_hand = raw[3].astype(float).reshape(64, 2, 48, 2, 3).mean(axis=(1, 3))
    np.testing.assert_allclose(small[0], by_hand, atol=0.501)
    assert pictures(raw, np.arange(60)).nbytes <= 300_000
    uneven = pictures(np.full((1, 100, 7, 1), 9, np.uint8), np.array([0]))
    assert uneven.shape == (1, 64, 4, 1)
    assert (uneven == 9).all()


def test_own_data_of_bundled_pictures_is_listed_as_pictures():
    experiment = Experiment(data=DataSpec(dataset="digits"))
    data = load(experiment.data)
    found = compute("samples", network.build(experiment), data, experiment, truth=3, count=5)
    np.testing.assert_array_equal(found["samples:truth"], 3)
    by_hand = np.rint(data.validation.raw[found["samples:index"]] / 16 * 255)
    np.testing.assert_allclose(found["samples:pictures"], by_hand, atol=1)
    np.testing.assert_array_equal(found["samples:shape"], [8, 8, 1])


def test_wide_rows_are_cut():
    experiment = experiment_on("iris")
    model, data = answering(THREE, THREE_LABELS, experiment)
    wide = replace(data.validation, raw=np.ones((200, 30, 5), np.float32))
    found = compute("samples", model, replace(data, validation=wide), experiment, count=3)
    assert found["samples:rows"].shape == (3, 64)
    np.testing.assert_array_equal(found["samples:shape"], [30, 5])


def test_a_network_that_ran_away_gives_results_without_a_warning():
    experiment = experiment_on("plane", [dense(4, "linear")])
    model, data = network.build(experiment), data_for(experiment)
    for variable in model.trainable_variables:
        variable.assign(np.full(variable.shape, 1e30, np.float32))
    data = replace(data, target=TargetScale(shift=1, span=1e10))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compute("results", model, data, experiment)
        compute("samples", model, data, experiment, order="error")
