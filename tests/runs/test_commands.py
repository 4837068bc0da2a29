import json

import pytest

from playground.runs import commands

GOOD = [
    {"do": "play"},
    {"do": "pause"},
    {"do": "step", "unit": "epoch"},
    {"do": "reset"},
    {"do": "new_weights"},
    {"do": "learning_rate", "value": 0.1},
    {"do": "epochs", "value": 20},
    {"do": "speed", "value": "slow"},
    {"do": "looks", "names": ["output_map"]},
    {"do": "resume"},
    {"do": "stop"},
]
BAD = [
    None,
    [],
    {},
    {"do": 1},
    {"do": "_advance"},
    {"do": "rate", "value": 1e9},
    {"do": "step", "unit": "year"},
    {"do": "learning_rate", "value": "much"},
    {"do": "learning_rate", "value": True},
    {"do": "learning_rate", "value": -1},
    {"do": "epochs", "value": 0},
    {"do": "epochs", "value": True},
    {"do": "epochs", "value": 2.5},
    {"do": "epochs", "value": 10**7},
    {"do": "learning_rate", "value": float("nan")},
    {"do": "speed", "value": ["slow"]},
    {"do": "looks", "names": "all"},
    {"do": "looks", "names": ["x"] * 1000},
]


@pytest.mark.parametrize("command", GOOD, ids=lambda command: command["do"])
def test_a_known_command_goes_through(command):
    assert commands.parse(json.dumps(command)) == command


@pytest.mark.parametrize("command", BAD, ids=repr)
def test_anything_else_is_ignored_with_a_warning(command, caplog):
    assert commands.check(command) is None
    assert "ignored" in caplog.text


@pytest.mark.parametrize("text", ["", "{", "play", "[" * 3000, "{}" + " " * 5000, b"\xff"])
def test_text_that_is_no_command_is_ignored(text):
    assert commands.parse(text) is None


def test_unknown_parts_are_left_out():
    assert commands.check({"do": "play", "extra": "x" * 1000}) == {"do": "play"}
