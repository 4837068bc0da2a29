"""Contracts that every registered kind keeps, at both ends of every declared bound."""

import math
import pickle

import pytest
from pydantic import ValidationError

from playground.spec import DATASETS, LAYERS, OPTIMIZERS, InvalidExperiment
from playground.spec.explain import explain
from playground.spec.kinds import Kind, bounds, label_of
from playground.spec.layers import Shape
from tests.spec.spec_values import CASES, KINDS, WRONG, beyond, build, registry_of

names = [kind.name() for kind in KINDS]


def case_id(case):
    kind, name, value = case
    return f"{kind.name()}-{name}-{value}"


def test_every_kind_that_the_issue_names_is_registered():
    assert {"Dense", "Dropout", "Flatten", "Conv2D", "MaxPooling2D", "BatchNormalization", "Activation"} <= set(
        LAYERS.names()
    )
    assert {"SGD", "RMSprop", "Adam", "AdamW", "Adagrad", "Adadelta", "Nadam"} <= set(OPTIMIZERS.names())
    plane = {"circle", "xor", "gauss", "spiral", "moons", "spiral3", "blobs", "plane", "multi_gauss"}
    assert plane | {"digits", "iris", "fashion_mnist"} <= set(DATASETS.names())


@pytest.mark.parametrize("kind", KINDS, ids=names)
def test_a_kind_has_words_and_each_field_a_label_and_bounds(kind: type[Kind]):
    assert kind.label
    assert kind.summary
    for name, info in kind.parameters().items():
        assert label_of(info), name
        if info.annotation in (int, float):
            assert {"ge", "le"} <= bounds(info).keys(), name


@pytest.mark.parametrize("kind", KINDS, ids=names)
def test_a_kind_comes_from_its_name_alone_with_defaults_inside_the_bounds(kind: type[Kind]):
    made = registry_of(kind).validate(kind.name())
    assert made == kind()
    assert kind.model_validate(made.model_dump()) == made


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_kind_at_an_end_of_a_bound_comes_back_from_json_and_pickle(case):
    kind = build(*case)
    assert registry_of(type(kind)).validate(kind.model_dump(mode="json")) == kind
    assert type(kind).model_validate_json(kind.model_dump_json()) == kind
    assert pickle.loads(pickle.dumps(kind)) == kind
    assert hash(kind) == hash(build(*case))


@pytest.mark.parametrize("case", WRONG, ids=case_id)
def test_a_value_beyond_a_bound_is_refused_in_a_sentence_of_ours(case):
    kind, name, value = case
    with pytest.raises(ValidationError) as caught:
        kind(**{name: value})
    sentence = str(explain(caught.value))
    assert str(label_of(kind.model_fields[name])) in sentence
    assert "Input should" not in sentence
    for end in bounds(kind.model_fields[name]).values():
        if isinstance(end, int) and isinstance(value, int) and "multiple_of" not in bounds(kind.model_fields[name]):
            assert f"{end:,}" in sentence


def can_follow(layer, shape: Shape) -> bool:
    """Whether a layer may receive that shape, said in another way than in the spec."""
    window = max(getattr(layer, "kernel_size", 1), getattr(layer, "pool_size", 1))
    fits = getattr(layer, "padding", "same") == "same" or all(window <= size for size in shape[:-1])
    compares = layer.name() == "LayerNormalization"  # one number has nothing to be compared with
    return layer.rank_needed in (None, len(shape)) and fits and not (compares and shape[-1] == 1)


@pytest.mark.parametrize("case", [case for case in CASES if case[0] in list(LAYERS)], ids=case_id)
@pytest.mark.parametrize("shape", [(2,), (784,), (4, 1), (20, 3), (8, 8, 1), (28, 28, 3)], ids=str)
def test_a_layer_gives_a_positive_shape_and_counts_or_explains_why_not(case, shape: Shape):
    layer = build(*case)
    if not can_follow(layer, shape):
        with pytest.raises(InvalidExperiment, match=layer.label):
            layer.output_shape(shape)
        return
    output = layer.output_shape(shape)
    assert output
    assert all(size >= 1 for size in output)
    assert layer.num_parameters(shape).trainable >= 0
    assert layer.num_parameters(shape).non_trainable >= 0
    assert layer.num_parameters(shape).total < math.inf
    assert layer.work(shape) >= 0
    if layer.rank_needed is not None:
        assert len(shape) == layer.rank_needed


@pytest.mark.parametrize("kind", LAYERS, ids=LAYERS.names())
def test_keras_arguments_of_a_layer_are_plain_values(kind):
    for value in kind().keras_arguments().values():
        assert isinstance(value, int | float | str | dict)


def test_penalties_become_one_regularizer_and_none_where_both_are_zero():
    dense = LAYERS["Dense"]
    assert "kernel_regularizer" not in dense().keras_arguments()
    assert dense(l1=0.1).keras_arguments()["kernel_regularizer"] == {"l1": 0.1, "l2": 0.0}


def test_the_fields_of_a_layer_itself_come_before_those_of_all_weighted_layers():
    assert next(iter(LAYERS["Dense"].parameters())) == "units"
    assert list(LAYERS["Conv2D"].parameters())[:2] == ["filters", "kernel_size"]


def test_an_unknown_name_is_answered_with_the_closest_one():
    with pytest.raises(InvalidExperiment, match="Did you mean Dense"):
        LAYERS.validate("Dens")
    with pytest.raises(InvalidExperiment, match=r"no layer called .* Choose one of"):
        LAYERS.validate("zzzz")


@pytest.mark.parametrize("value", [7, None, [], {}, {"kind": 3}, {"units": 4}])
def test_what_names_no_kind_is_refused(value):
    with pytest.raises(InvalidExperiment, match="needs a “kind”"):
        LAYERS.validate(value)


def test_a_kind_of_another_registry_is_refused():
    with pytest.raises(InvalidExperiment, match="no optimizer called"):
        OPTIMIZERS.validate(LAYERS["Dense"]())


def test_two_kinds_of_one_name_are_a_bug():
    with pytest.raises(ValueError, match="Dense"):
        LAYERS.register(LAYERS["Dense"])


def test_a_change_is_checked_again():
    dense = LAYERS["Dense"]()
    assert dense.replace(units=8).units == 8
    with pytest.raises(ValidationError):
        dense.replace(units=0)


def test_the_values_beyond_are_not_empty():
    assert beyond(LAYERS["Dense"].model_fields["units"])
