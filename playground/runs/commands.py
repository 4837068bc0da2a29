"""What a page may tell a run. A command is checked here once, before it goes to the worker."""

import json
import logging
import math
from typing import Any

Command = dict[str, Any]

SPEEDS = ("slow", "epoch", "turbo")
UNITS = ("batch", "epoch")
LARGEST_COMMAND = 160_000
"""Characters; the largest hold a picture that was drawn, or the numbers of a long row."""
_PLAIN = frozenset({"play", "pause", "reset", "new_weights", "resume", "stop"})
_WITH_STEP = frozenset({"rewind", "hand_over"})
_LARGEST_STEP = 2**31 - 1
_LARGEST_RANK = 6
_LONGEST_NAME = 80
_FASTEST = 60.0
_LARGEST_RATE = 100.0
_MOST_EPOCHS = 1_000_000
_MOST_LOOKS = 32

log = logging.getLogger(__name__)


def parse(text: str | bytes) -> Command | None:
    """A command from JSON text, or None (with a warning in the log) where it is none."""
    if len(text) > LARGEST_COMMAND:
        log.warning("a command of %d characters was ignored", len(text))
        return None
    try:
        return check(json.loads(text))
    except (ValueError, RecursionError):
        log.warning("a command that is not JSON was ignored")
        return None


def check(command: object) -> Command | None:
    """The command with nothing but its known parts, or None (with a warning in the log) where it is none."""
    checked = _checked(command) if isinstance(command, dict) else None
    if checked is None:
        log.warning("an unknown or malformed command was ignored: %.80r", command)
    return checked


def _checked(command: dict[str, Any]) -> Command | None:
    do, value = command.get("do"), command.get("value")
    if not isinstance(do, str):
        return None
    if do in _PLAIN:
        return {"do": do}
    if do == "step" and command.get("unit", "batch") in UNITS:
        return {"do": do, "unit": command.get("unit", "batch")}
    if do == "speed" and value in SPEEDS:
        return {"do": do, "value": value}
    if do == "learning_rate" and _is_rate(value):
        return {"do": do, "value": float(value)}  # type: ignore[arg-type]
    if do == "epochs" and type(value) is int and 1 <= value <= _MOST_EPOCHS:
        return {"do": do, "value": value}
    if do == "looks":
        return _looks(command)
    if do == "view" and (command.get("step") is None or _is_step(command.get("step"))):
        return {"do": do, "step": command.get("step")}
    return _with_answer(do, command)


def _with_answer(do: str, command: dict[str, Any]) -> Command | None:
    """The commands that are answered, to whom ``id`` names."""
    found: Command | None = None
    if do == "ask":
        look = _look(command.get("look"))
        found = {"look": look} if look else None
    elif do in _WITH_STEP and _is_step(command.get("step")):
        found = {"step": command["step"]}
    elif do == "put_back":
        found = {}
    elif do == "edit" and _is_edit(command):
        found = {name: command[name] for name in ("layer", "weight", "index", "value")}
    known = isinstance(command.get("id"), str) and len(command["id"]) <= _LONGEST_NAME
    return None if found is None else {"do": do, **found, "id": command["id"] if known else ""}


def _looks(command: dict[str, Any]) -> Command | None:
    """Each look as its name and parameters; ``rate`` is how many pictures a second the page has a use for."""
    given, rate = command.get("looks"), command.get("rate")
    if not isinstance(given, list) or len(given) > _MOST_LOOKS:
        return None
    looks = [look for look in map(_look, given) if look]
    return {"do": "looks", "looks": looks, "rate": min(float(rate), _FASTEST) if _is_rate(rate) else None}  # type: ignore[arg-type]


def _look(given: object) -> dict[str, Any] | None:
    """A name alone, or ``{"name", "parameters"}``; what the parameters may be is the look's own affair."""
    name, parameters = (given.get("name"), given.get("parameters", {})) if isinstance(given, dict) else (given, {})
    if not isinstance(name, str) or len(name) > _LONGEST_NAME or not isinstance(parameters, dict):
        return None
    return {"name": name, "parameters": parameters}


def _is_step(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST_STEP


def _is_edit(command: dict[str, Any]) -> bool:
    """Names, a place and a number; whether the network has that place is seen there."""
    names = command.get("layer"), command.get("weight")
    index, value = command.get("index"), command.get("value")
    return (
        all(isinstance(name, str) and len(name) <= _LONGEST_NAME for name in names)
        and isinstance(index, list)
        and len(index) <= _LARGEST_RANK
        and all(entry is None or _is_step(entry) for entry in index)
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    )


def _is_rate(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 < value <= _LARGEST_RATE
    )
