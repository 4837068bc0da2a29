"""Every kind of bad input gets a sentence: where, what was got, what is allowed, what to do."""

import json
import pickle
import re
import string

import pytest
from pydantic import TypeAdapter, ValidationError

import playground.data  # noqa: F401  (registers the datasets)
from playground.spec import Experiment, Explained, InvalidExperiment, Term
from playground.spec.errors import N_, NP_, packed
from playground.spec.explain import explain

GOOD = {
    "data": {"dataset": {"kind": "circle"}},
    "network": {"layers": [{"kind": "Dense"}, {"kind": "Dense"}]},
    "training": {"optimizer": {"kind": "SGD"}},
}


def read(path: tuple, value: object) -> str:
    """The sentence for a good experiment with one value changed."""
    wrong = json.loads(json.dumps(GOOD))
    place = wrong
    for part in path[:-1]:
        place = place[part] if isinstance(place, list) else place.setdefault(part, {})
    place[path[-1]] = value
    with pytest.raises(InvalidExperiment) as caught:
        Experiment.from_json(json.dumps(wrong))
    return str(caught.value)


UNITS = ("network", "layers", 1, "units")
SENTENCES = [
    (UNITS, 0, "Layer 2 (Dense), Neurons is 0, but must be from 1 to 1,024. Choose a number in that range."),
    (UNITS, 5000, "Layer 2 (Dense), Neurons is 5000, but must be from 1 to 1,024. Choose a number in that range."),
    (UNITS, 1.5, "Layer 2 (Dense), Neurons is 1.5, but must be a whole number from 1 to 1,024. Enter one."),
    (UNITS, "x", "Layer 2 (Dense), Neurons is “x”, but must be a whole number from 1 to 1,024. Enter one."),
    (UNITS, None, "Layer 2 (Dense), Neurons is nothing, but must be a whole number from 1 to 1,024. Enter one."),
    (UNITS, [1], "Layer 2 (Dense), Neurons is a list, but must be a whole number from 1 to 1,024. Enter one."),
    (UNITS, {}, "Layer 2 (Dense), Neurons is a group of values, but must be a whole number from 1 to"),
    (("network", "layers", 0, "l1"), "x", "Layer 1 (Dense), L1 is “x”, but must be a number from 0 to 10. Enter one."),
    (("network", "layers", 0, "use_bias"), 7, "Layer 1 (Dense), Bias is 7, but must be true or false. Choose one."),
    (("network", "layers", 1, "activation"), "rel", "Layer 2 (Dense), Activation is “rel”. Did you mean relu?"),
    (("network", "layers", 1, "activation"), 3, "Layer 2 (Dense), Activation is 3, which is not known. Choose one of"),
    (("network", "layers", 1, "unit"), 3, "There is no setting called “Layer 2 (Dense), unit”. Did you mean units?"),
    (("network", "layers", 1, "zzz"), 3, "There is no setting called “Layer 2 (Dense), zzz”. Remove it. Known: kind,"),
    (("network", "layers", 1), {"kind": "Dens"}, "Layer 2: There is no layer called “Dens”. Did you mean Dense?"),
    (("network", "layers", 1), 7, "Layer 2: A layer needs a “kind”. Choose one of: "),
    (("network", "layers"), 7, "Layers is 7, but must be a list. Write it as one."),
    (("network", "layers"), ["Dense"] * 17, "Layers: there are 17, but at most 16 are allowed. Remove some."),
    (("network",), 7, "Network is 7, but must be a group of named values (layers, output). Write it as one."),
    (("network", "output", "activation"), "tan", "Output activation is “tan”. Did you mean tanh? Choose one of: "),
    (("data", "dataset"), "circl", "There is no dataset called “circl”. Did you mean circle? Known: "),
    (("data", "dataset", "num_samples"), 5, "Dataset (Circle), Samples is 5, but must be from 20 to 20,000."),
    (("data", "dataset"), {"kind": "fashion_mnist", "num_train": 1500}, "must be a multiple of 1,000"),
    (("data", "scaling"), "minimax", "Scaling is “minimax”. Did you mean minmax? Choose one of: none, minmax"),
    (("data", "features"), ["x9"], "Inputs is “x9”, which is not known. Choose one of: x1, x2, "),
    (("data", "features"), ["x1", "x1"], "An input is switched on twice. Name each input once."),
    (("data", "features"), [], "The network has no input. Switch on at least one of x₁, x₂, "),
    (("data", "train_share"), 1, "Share of training data is 1, but must be from 0.1 to 0.9."),
    (("data", "split_seed"), 10**200, "Split seed is too large, but must be"),
    (("training", "epochs"), 0, "Epochs is 0, but must be from 1 to 1,000,000."),
    (("training", "metrics"), ["accuracy", "accuracy"], "A metric is named twice. Name each metric once."),
    (("training", "loss"), "hubre", "Loss is “hubre”. Did you mean huber? Choose one of: auto, "),
    (("training", "optimizer"), {"kind": "SGD", "nesterov": True}, "Optimizer (SGD): Nesterov needs a momentum"),
    (("training", "optimizer", "learning_rate"), 0, "Optimizer (SGD), Learning rate is 0, but must be from 0.000001"),
    (("trainig",), {}, "There is no setting called “trainig”. Did you mean training? Known: data, network, training."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), SENTENCES, ids=[sentence[:60] for *_, sentence in SENTENCES])
def test_bad_input_is_answered_in_a_sentence_of_ours(path, value, sentence):
    assert sentence in read(path, value)


@pytest.mark.parametrize("text", ["", "nonsense", "{", '{"data": {}', '"\ud800"', b"\xff\xfe", '{"a": "\\ud800"}'])
def test_what_is_not_json_is_said_to_be_incomplete(text):
    with pytest.raises(InvalidExperiment, match="not complete JSON"):
        Experiment.from_json(text)


def test_a_missing_part_is_named():
    with pytest.raises(InvalidExperiment, match="“Data” is missing"):
        Experiment.from_json("{}")


@pytest.mark.parametrize("text", ["[]", "7", "null", '"circle"'])
def test_json_that_is_no_experiment_is_told_what_one_has(text):
    with pytest.raises(InvalidExperiment, match="data, network, training"):
        Experiment.from_json(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(InvalidExperiment, match="must be a number from"):
        Experiment.from_json(f'{{"data": {{"dataset": "circle", "train_share": {number}}}}}')


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(InvalidExperiment, match="65,536"):
        Experiment.from_json(json.dumps(GOOD) + " " * 70_000)
    with pytest.raises(InvalidExperiment, match="65,536"):
        Experiment.from_json("é" * 40_000)


@pytest.mark.parametrize("text", ["[" * 60_000, '{"a":' * 10_000, '{"data":' + "[" * 13 + "]" * 13 + "}"])
def test_a_deep_nesting_is_refused_before_it_is_read(text):
    with pytest.raises(InvalidExperiment, match="levels deep"):
        Experiment.from_json(text)


def test_brackets_inside_a_text_do_not_count_as_nesting():
    with pytest.raises(InvalidExperiment, match="no dataset called"):
        Experiment.from_json('{"data": {"dataset": "[[[[[[[[[[[[[[[[[[\\"[[["}}')


def test_a_long_value_is_cut_and_half_a_character_does_not_break_the_sentence():
    assert len(read(("data", "scaling"), "x" * 10_000)) < 200
    with pytest.raises(ValidationError) as caught:
        Experiment.model_validate({"data": {"dataset": "circle", "scaling": "\ud800"}})
    assert str(explain(caught.value)).encode()


def test_an_error_of_pydantic_that_has_no_sentence_yet_gets_the_general_one():
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(bytes).validate_python(3)
    assert str(explain(caught.value)) == "Experiment cannot be 3. Choose another value."


@pytest.mark.parametrize(("path", "value", "sentence"), SENTENCES, ids=[sentence[:60] for *_, sentence in SENTENCES])
def test_a_sentence_can_be_translated_whole(path, value, sentence):
    """Nothing but names and numbers is left when every template and term is turned into capital letters."""

    def shout(message: str) -> str:
        kept = [f"{{{field}}}" for _, field, _, _ in string.Formatter().parse(message) if field]
        return "¡" + " ".join(kept) + "!"

    wrong = json.loads(json.dumps(GOOD))
    place = wrong
    for part in path[:-1]:
        place = place[part] if isinstance(place, list) else place.setdefault(part, {})
    place[path[-1]] = value
    with pytest.raises(InvalidExperiment) as caught:
        Experiment.from_json(json.dumps(wrong))
    spoken = caught.value.say(shout)
    assert not re.search(r"\b(should|must|Input|Choose|valid)\b", spoken)


def nested() -> Explained:
    layer = Explained(N_("Layer {number} ({kind})"), number=2, kind=Term("Dense"))
    return InvalidExperiment(N_("{where}: {names} {count}"), where=layer, names=[Term("Adam"), "x"], count=3)


def test_an_explanation_is_said_with_its_parts_translated():
    words = {"Dense": "全连接层", "Adam": "亚当", ", ": "、", "Layer {number} ({kind})": "第 {number} 层({kind})"}
    assert str(nested()) == "Layer 2 (Dense): Adam, x 3"
    assert nested().say(lambda message: words.get(message, message)) == "第 2 层(全连接层): 亚当、x 3"


def test_an_explanation_survives_a_wire_and_a_process_border():
    over_wire = Explained.unpack(json.loads(json.dumps(nested().pack())))
    assert over_wire.say(lambda message: message + "*") == nested().say(lambda message: message + "*")
    revived = pickle.loads(pickle.dumps(nested()))
    assert type(revived) is InvalidExperiment
    assert str(revived) == str(nested())


def counted(count: object) -> Explained:
    return InvalidExperiment(NP_("{count} row is left.", "{count} rows are left."), count=count)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows are left."), (1, "1 row is left."), ("1,001", "1,001 rows are left.")]
)
def test_an_explanation_with_a_number_has_a_form_for_one_also_after_a_wire(count, said):
    over_wire = Explained.unpack(json.loads(json.dumps(counted(count).pack())))
    revived = pickle.loads(pickle.dumps(counted(count)))
    assert [str(each) for each in (counted(count), over_wire, revived)] == [said] * 3


def test_on_a_wire_a_word_of_ours_is_marked_and_a_text_of_a_stranger_is_not():
    assert packed((Term("positive"), "positive")) == [{"term": "positive"}, "positive"]
