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
    {"do": "looks", "looks": "all"},
    {"do": "looks", "looks": ["x"] * 1000},
    {"do": "ask", "look": ["results"], "id": "1"},
    {"do": "ask", "id": "1"},
    {"do": "view", "step": -1},
    {"do": "view", "step": 1.5},
    {"do": "rewind"},
    {"do": "rewind", "step": True},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0.5], "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": 3, "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0] * 9, "value": 0.0},
    {"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0], "value": "1"},
    {"do": "edit", "layer": 1, "weight": "kernel", "index": [0], "value": 1},
]


@pytest.mark.parametrize("command", GOOD, ids=lambda command: command["do"])
def test_a_known_command_goes_through(command):
    assert commands.parse(json.dumps(command)) == command


@pytest.mark.parametrize("command", BAD, ids=repr)
def test_anything_else_is_ignored_with_a_warning(command, caplog):
    assert commands.check(command) is None
    assert "ignored" in caplog.text


@pytest.mark.parametrize("text", ["", "{", "play", "[" * 3000, "{}" + " " * 200_000, b"\xff"])
def test_text_that_is_no_command_is_ignored(text):
    assert commands.parse(text) is None


def test_unknown_parts_are_left_out():
    assert commands.check({"do": "play", "extra": "x" * 1000}) == {"do": "play"}
