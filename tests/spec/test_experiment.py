"""The experiment as one value: round trips, and the checks that look at more than one field."""

import pickle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from playground.share.link import MAX_LINK_LENGTH, VERSION, from_link, to_link
from playground.spec import DATASETS, LAYERS, DataSpec, Experiment, InvalidExperiment, Limits, Network, Training
from playground.spec.activations import ACTIVATIONS
from playground.spec.layers.dense import Dense
from playground.spec.network import BrokenStack, largest_output, total_parameters
from playground.spec.objectives import FITS, LOGARITHMIC, LOSSES, METRICS, TASKS
from tests.spec.spec_values import CASES, build, experiments

ONE_OF_A_TASK = {"binary": "circle", "multiclass": "blobs", "regression": "plane"}
generous = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


def experiment(dataset: Any = "circle", *layers: Any, data: Any = (), output: Any = (), **training: Any) -> Experiment:
    return Experiment.model_validate(
        {
            "data": {"dataset": dataset, **dict(data)},
            "network": {"layers": list(layers), "output": dict(output)},
            "training": training,
        }
    )


def holding(kind: Any) -> Experiment:
    """An experiment that holds any kind where it belongs."""
    if type(kind) in list(LAYERS):
        return experiment("circle", kind)
    return experiment(kind) if type(kind) in list(DATASETS) else experiment("circle", optimizer=kind)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].name()}-{case[1]}-{case[2]}")
def test_an_experiment_with_any_kind_at_any_bound_comes_back_from_json_and_link(case):
    whole = holding(build(*case))
    assert Experiment.from_json(whole.to_json()) == whole
    assert from_link(to_link(whole)) == whole


def problem_of(whole: Experiment) -> str:
    try:
        whole.check()
    except InvalidExperiment as problem:
        return str(problem)
    return ""


@generous
@given(experiments())
def test_json_brings_back_the_same_experiment(whole):
    assert Experiment.from_json(whole.to_json()) == whole


@generous
@given(experiments())
def test_a_link_brings_back_the_same_experiment(whole):
    link = to_link(whole)
    assert from_link(link) == whole
    assert len(link) < MAX_LINK_LENGTH
    assert all(character.isascii() and (character.isalnum() or character in "-_.") for character in link)


@generous
@given(experiments())
def test_an_experiment_in_bounds_is_accepted_or_explained(whole):
    problem = problem_of(whole)
    assert "{" not in problem
    if not problem:
        assert whole.placed[-1].output_shape == (whole.data.dataset.num_outputs,)
        assert whole.placed[-1].name == "output"
        assert len({entry.name for entry in whole.placed}) == len(whole.placed)


def test_a_default_experiment_has_a_short_link():
    assert len(to_link(experiment("circle", {"kind": "Dense"}, {"kind": "Dense", "units": 2}))) < 150


def test_the_largest_experiment_fits_into_a_link():
    layer = {"kind": "Dense", "activation": "softplus", "kernel_initializer": "random_normal"}
    layer |= {"l1": 0.1234567, "l2": 0.7654321, "use_bias": False}
    whole = experiment("circle", *[{**layer, "units": 1021 - index} for index in range(16)])
    assert len(to_link(whole)) < 2000


def test_a_pickle_brings_back_the_same_experiment_also_after_its_shapes_were_asked_for():
    whole = experiment("circle", "Dense")
    assert whole.placed
    assert pickle.loads(pickle.dumps(whole)) == whole == experiment("circle", "Dense")


@pytest.mark.parametrize("link", ["", "1", "nonsense", "2.eJw", "9.abc"])
def test_a_link_of_another_version_is_refused(link):
    with pytest.raises(InvalidExperiment, match="not from this version"):
        from_link(link)


@pytest.mark.parametrize("payload", ["", "a", "abc", "!!!!", "é", "AAAA", "eJw", "====", "a b c", "eJyrVg"])
def test_a_damaged_link_is_refused(payload):
    with pytest.raises(InvalidExperiment, match="damaged"):
        from_link(VERSION + payload)


def test_a_link_with_one_character_changed_never_gives_another_experiment():
    whole = experiment("circle", "Dense")
    link = to_link(whole)
    for place in range(len(VERSION), len(link)):
        changed = link[:place] + ("A" if link[place] != "A" else "B") + link[place + 1 :]
        try:
            assert from_link(changed) == whole  # the last character holds spare bits
        except InvalidExperiment:
            continue


def test_a_link_that_would_unpack_to_gigabytes_is_refused_quickly():
    import zlib
    from base64 import urlsafe_b64encode

    bomb = VERSION + urlsafe_b64encode(zlib.compress(b" " * 8_000_000, 9)).decode().rstrip("=")
    assert len(bomb) < MAX_LINK_LENGTH
    with pytest.raises(InvalidExperiment, match="damaged"):
        from_link(bomb)
    with pytest.raises(InvalidExperiment, match="at most 16,000"):
        from_link(VERSION + "A" * 1_000_000)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_fits_its_task_or_is_explained(task, loss):
    activation = ACTIVATIONS.automatic(LOGARITHMIC[loss]).name if loss in LOGARITHMIC else "auto"
    whole = experiment(ONE_OF_A_TASK[task], loss=loss, output={"activation": activation})
    alone = task == "regression" and loss == "cosine_similarity"
    if loss in FITS[task].losses and not alone:
        whole.check()
    else:
        with pytest.raises(InvalidExperiment, match="hoose"):
            whole.check()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_fits_its_task_or_is_explained(task, metric):
    whole = experiment(ONE_OF_A_TASK[task], metrics=[metric])
    if metric in FITS[task].metrics:
        whole.check()
    else:
        with pytest.raises(InvalidExperiment, match="does not fit this task"):
            whole.check()


CHECKS = [
    (experiment("circle", loss="huber", output={"activation": "tanh"}, metrics=["auc"]), "AUC needs probabilities"),
    (experiment("circle", output={"activation": "tanh"}), "Binary cross-entropy needs probabilities"),
    (experiment("circle", output={"activation": "softmax"}, loss="huber"), "Softmax over one output is always 1"),
    (experiment("circle", output={"activation": "threshold"}), "threshold cannot be trained"),
    (experiment("circle", {"kind": "Dense", "activation": "threshold"}), "Layer 1 (Dense): The threshold cannot"),
    (experiment("circle", {"kind": "Activation", "activation": "threshold"}), "Layer 1 (Activation): The threshold"),
    (experiment("circle", batch_size=251), "A batch of 251 is larger than the training data (250 samples)"),
    (
        experiment("circle", "Conv2D"),
        "Layer 1 (Conv2D): Conv2D needs a picture (height, width, channels) but receives 2",
    ),
    (experiment("digits", "Flatten", "Conv2D"), "Layer 2 (Conv2D): Conv2D needs a picture"),
    (
        experiment("digits", {"kind": "Conv2D", "kernel_size": 9}),
        "a 9 × 9 kernel, larger than its picture of 8 × 8 × 1",
    ),
    (experiment("digits", *["MaxPooling2D"] * 4), "Layer 4 (MaxPooling2D): MaxPooling2D takes squares of 2 × 2"),
    (experiment("fashion_mnist", *[{"kind": "Dense", "units": 1024}] * 16), "at most 5,000,000 are allowed here"),
    (
        experiment({"kind": "blobs", "num_samples": 20, "num_classes": 6}, data={"train_share": 0.1}, batch_size=1),
        "The split leaves 2 samples for training, but at least 6 are needed",
    ),
    (
        experiment({"kind": "blobs", "num_samples": 20, "num_classes": 6}, data={"train_share": 0.9}, batch_size=1),
        "The split leaves 2 samples for validation",
    ),
]


@pytest.mark.parametrize(("whole", "sentence"), CHECKS, ids=[sentence for _, sentence in CHECKS])
def test_what_does_not_fit_together_is_explained(whole, sentence):
    with pytest.raises(InvalidExperiment) as caught:
        whole.check()
    assert sentence in str(caught.value)


def test_the_bounds_of_the_whole_are_settings():
    whole = experiment("circle", "Dense")
    whole.check(Limits())
    for limits in (Limits(parameters=16), Limits(outputs_per_layer=3), Limits(work_per_epoch=100)):
        with pytest.raises(InvalidExperiment, match="are allowed here"):
            whole.check(limits)


def test_shapes_and_parameters_flow_through_a_stack_of_pictures():
    whole = experiment("digits", {"kind": "Conv2D", "filters": 8}, "MaxPooling2D", "BatchNormalization", "Dropout")
    shapes = [entry.output_shape for entry in whole.placed]
    assert shapes == [(6, 6, 8), (3, 3, 8), (3, 3, 8), (3, 3, 8), (72,), (10,)]
    assert total_parameters(whole.placed) == (80 + 16 + 730, 16)
    assert largest_output(whole.placed) == 288
    assert [entry.hidden_index for entry in whole.placed] == [0, 1, 2, 3, None, None]
    assert whole.works_on_pictures


def test_a_broken_stack_keeps_the_layers_before_the_break():
    with pytest.raises(BrokenStack) as caught:
        _ = experiment("circle", "Dense", "Conv2D").placed
    assert caught.value.index == 1
    assert [entry.name for entry in caught.value.placed] == ["dense_1"]
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_equal_experiments_are_equal_and_hash_alike():
    assert experiment("circle", "Dense") == experiment("circle", Dense())
    assert hash(experiment("circle", "Dense")) == hash(experiment("circle", Dense()))


def test_an_experiment_begins_with_what_fits_its_data():
    whole = Experiment(data=DataSpec.start(DATASETS["digits"]()), network=Network(), training=Training())
    whole.check()
    assert whole.data.scaling == "minmax"
    assert (whole.loss, whole.output_activation, whole.metrics) == (
        "categorical_crossentropy",
        "softmax",
        ("accuracy",),
    )


@pytest.mark.parametrize("kind", [kind for kind in DATASETS if kind.name() != "own"], ids=lambda kind: kind.name())
def test_the_numbers_of_training_and_validation_samples_add_up(kind):
    for share in (0.1, 0.33, 0.5, 0.9):
        spec = DataSpec(dataset=kind(), train_share=share)
        assert spec.num_train + spec.num_validation == kind().size
        spec.check()
