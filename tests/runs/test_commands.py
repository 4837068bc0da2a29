"""What is a command, and what is none: both ends of every bound, and whatever a stranger may say instead."""

import json

import pytest

from playground.runs import commands
from playground.runs.commands import COMMANDS, Command, Refused
from playground.runs.worker.orders import HANDLERS
from playground.spec import OPTIMIZERS
from tests.runs.generated import PAGE_COMMANDS, ends, schema_of, simplest
from tests.runs.running import experiment

GOOD = [
    {"do": "play"},
    {"do": "pause"},
    {"do": "step", "unit": "epoch"},
    {"do": "reset"},
    {"do": "new_weights"},
    {"do": "learning_rate", "value": 0.1},
    {"do": "epochs", "value": 20},
    {"do": "speed", "value": "slow"},
    {"do": "looks", "looks": [{"name": "output_map", "parameters": {}}], "rate": None},
    {"do": "looks", "looks": [{"name": "walk", "parameters": {"sample": {"index": 3}}}], "rate": 8.0},
    {"do": "ask", "look": {"name": "results", "parameters": {}}, "id": "v1:2"},
    {"do": "view", "step": 30},
    {"do": "view", "step": None},
    {"do": "rewind", "step": 30, "id": "v1:3"},
    {"do": "hand_over", "step": 30, "id": ""},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0, None], "value": 0.0, "id": ""},
    {"do": "put_back", "id": ""},
    {"do": "resume"},
    {"do": "stop"},
]
DEEP: list[object] = []
for _ in range(commands.DEEPEST):
    DEEP = [DEEP]
BAD = [
    None,
    [],
    {},
    {"do": 1},
    {"do": ["play"]},
    {"do": "_advance"},
    {"do": "rate", "value": 1e9},
    {"do": "rate", "value": 1},
    {"do": "step", "unit": "year"},
    {"do": "learning_rate"},
    {"do": "learning_rate", "value": "much"},
    {"do": "learning_rate", "value": True},
    {"do": "learning_rate", "value": -1},
    {"do": "learning_rate", "value": 1e-9},
    {"do": "learning_rate", "value": 10**400},
    {"do": "learning_rate", "value": float("nan")},
    {"do": "epochs", "value": 0},
    {"do": "epochs", "value": True},
    {"do": "epochs", "value": 2.5},
    {"do": "epochs", "value": 10**7},
    {"do": "epochs", "value": 10**400},
    {"do": "speed", "value": ["slow"]},
    {"do": "looks", "looks": "all"},
    {"do": "looks", "looks": ["x"] * 1000},
    {"do": "looks", "looks": ["weights"], "rate": 10**400},
    {"do": "looks", "looks": ["weights"], "rate": 0},
    {"do": "looks", "looks": [{"name": "walk", "parameters": {"sample": DEEP}}]},
    {"do": "ask", "look": ["results"], "id": "1"},
    {"do": "ask", "look": {"name": "\ud800"}, "id": "1"},
    {"do": "ask", "look": "results", "id": "x" * 81},
    {"do": "ask", "look": "results", "id": "\udfff"},
    {"do": "ask", "id": "1"},
    {"do": "view", "step": -1},
    {"do": "view", "step": 1.5},
    {"do": "rewind"},
    {"do": "rewind", "step": True},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0.5], "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": 3, "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0] * 9, "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0], "value": "1"},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0], "value": 10**400},
    {"do": "edit", "layer": 1, "weight": "kernel", "index": [0], "value": 1},
]
KINDS = list(COMMANDS.values())


def packed(command: Command) -> dict[str, object]:
    return dict(json.loads(command.packed()))


@pytest.mark.parametrize("command", GOOD, ids=lambda command: command["do"])
def test_a_known_command_goes_through(command) -> None:
    assert packed(commands.parse(json.dumps(command))) == command


def test_each_command_of_a_page_is_among_the_good_ones() -> None:
    assert {command["do"] for command in GOOD} == {kind.do for kind in KINDS if kind.from_browser}


@pytest.mark.parametrize("command", BAD, ids=lambda command: repr(command)[:60])
def test_anything_else_is_refused_in_one_short_line(command) -> None:
    with pytest.raises(Refused) as refused:
        commands.check(command)
    assert len(str(refused.value)) <= 200
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "play", "[" * 3000, "[" * 10_000 + "]" * 10_000, "{}" + " " * 200_000, b"\xff", b"\xff\xfe{}",
        "\ud800",
        '{"do":' * 900 + "1" + "}" * 900, '{"do": "epochs", "value": ' + "9" * 400 + "}",
        '{"do": "epochs", "value": ' + "9" * 5000 + "}", '{"do": "learning_rate", "value": NaN}',
        '{"do": "learning_rate", "value": 1e999}', "\x00", "null", '"play"', '{"do": "play"} {"do": "play"}',
        '{"do": "play", "do": 7}',
    ],
    ids=lambda text: repr(text)[:30],
)  # fmt: skip
def test_text_that_is_no_command_is_refused(text) -> None:
    with pytest.raises(Refused):
        commands.parse(text)


def test_of_a_part_that_is_said_twice_the_last_counts() -> None:
    assert commands.parse('{"do": "pause", "do": "play"}') == commands.Play()


def test_unknown_parts_are_left_out() -> None:
    assert packed(commands.check({"do": "play", "extra": "x" * 1000})) == {"do": "play"}


def test_a_look_may_be_its_name_alone() -> None:
    looks = commands.check({"do": "looks", "looks": ["weights"]})
    assert looks == commands.Looks(looks=[{"name": "weights", "parameters": {}}])


# The contract: the table of commands and that of their handlers.


def test_every_command_has_one_handler() -> None:
    assert set(HANDLERS) <= set(KINDS)
    assert {kind for kind in KINDS if not kind.for_keeper} <= set(HANDLERS)


def test_what_only_the_web_process_may_say_is_refused_before_it_is_read() -> None:
    own = [kind for kind in KINDS if not kind.from_browser]
    assert {kind.do for kind in own} == {"data", "rate", "compile"}
    for kind in own:
        with pytest.raises(Refused, match="no page"):
            commands.check({"do": kind.do})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.do)
def test_what_a_command_says_of_the_experiment_is_true(kind) -> None:
    before = experiment()
    given = {"data": before.data.replace(dataset="sine")} if kind is commands.Data else simplest(schema_of(kind))
    after = kind.model_validate(given).applied_to(before)
    assert (after != before) is kind.changes_experiment
    assert kind.is_answered is issubclass(kind, commands.Answered)


@pytest.mark.parametrize("kind", OPTIMIZERS, ids=lambda kind: kind.name())
@pytest.mark.parametrize("rate", [1e-6, 100])
def test_a_rate_that_is_a_command_fits_every_optimizer(kind, rate) -> None:
    command = commands.check({"do": "learning_rate", "value": rate})
    assert command.applied_to(experiment(optimizer=kind.name())).training.optimizer.learning_rate == rate


ENDS = [(kind, values, is_within) for kind in PAGE_COMMANDS for values, is_within in ends(schema_of(kind))]


@pytest.mark.parametrize(
    ("kind", "values", "is_within"), ENDS, ids=lambda value: getattr(value, "do", repr(value)[:60])
)
def test_both_ends_of_every_bound_are_commands_and_what_lies_beyond_is_none(kind, values, is_within) -> None:
    command = {"do": kind.do, **values}
    if is_within:
        assert isinstance(commands.parse(json.dumps(command)), kind)
        return
    with pytest.raises(Refused):
        commands.check(command)


@pytest.mark.parametrize("kind", PAGE_COMMANDS, ids=lambda kind: kind.do)
def test_what_the_web_process_takes_the_worker_takes_too(kind) -> None:
    for values in [values for values, is_within in ends(schema_of(kind)) if is_within]:
        command = commands.check({"do": kind.do, **values})
        if isinstance(command, commands.Answered):
            command = command.asked_by("v123")
        assert commands.read(json.loads(command.packed())) == command


def test_the_bounds_are_those_of_the_experiment() -> None:
    """So many ends are tried, and among them those that were declared where the field is."""
    tried = {(kind.do, values.get("value"), is_within) for kind, values, is_within in ENDS if kind in BOUNDED}
    assert {("learning_rate", 1e-6, True), ("learning_rate", 100, True), ("epochs", 1, True)} <= tried
    assert {("epochs", 1_000_000, True), ("epochs", 0, False), ("epochs", 1_000_001, False)} <= tried


BOUNDED = (commands.LearningRate, commands.Epochs)
