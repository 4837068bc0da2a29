"""A run without a process, for what is between it, its keeper and its viewers: its worker is a list."""

import json
from typing import Any

import numpy as np

from playground.runs import wire
from playground.runs.run import Run
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from tests.runs.running import experiment

NAMES = ["epoch", "loss"]


def lonely(asked: Any = lambda run, what: None) -> Run:
    """A run that no worker has come to yet."""
    return Run(experiment(), None, asked)


def with_worker(run: Run) -> list[tuple[Kind, bytes]]:
    """Give the run a worker, which has built its network; gives the list of what it is told from then on."""
    told: list[tuple[Kind, bytes]] = []
    run.launch()
    run.connect(lambda kind, payload: told.append((kind, payload)), 30.0, Settings())
    told.clear()
    run.receive(Kind.STATUS, status("ready"))
    return told


def commands_in(told: list[tuple[Kind, bytes]]) -> list[dict[str, Any]]:
    """The commands among what a worker was told."""
    return [json.loads(payload) for kind, payload in told if kind is Kind.COMMAND]


def status(state: str, **more: Any) -> bytes:
    """A status as a worker says it."""
    fields = {"place_in_line": None, "step": 0, "epoch": 0, "offer": None, "learning_rate_offer": None}
    return wire.encode({"type": "status", "state": state, "message": None, **fields, **more})


def answer(question: str, size: int = 1) -> bytes:
    """An answer as a worker gives it."""
    return wire.encode({"type": "answer", "id": question, "problem": None}, {"found": np.zeros(size, np.uint8)})


def hello(number: int = 0) -> bytes:
    """A hello that no other is like."""
    return wire.encode({"type": "hello", "number": number})


def history(*epochs: float, reset: bool = False) -> bytes:
    """Rows of a curve."""
    rows = np.array([(epoch, 0.5) for epoch in epochs], np.float64).reshape(-1, 2)
    return wire.encode({"type": "history", "names": NAMES, "reset": reset, "cut": None}, {"rows": rows})


def types(messages: list[bytes]) -> list[str]:
    """What kinds of messages these are."""
    return [str(wire.decode_header(message)["type"]) for message in messages]
