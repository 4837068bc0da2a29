"""What a page may tell a run. A command is checked here once, before it goes to the worker."""

import json
import logging
import math
from typing import Any

Command = dict[str, Any]

SPEEDS = ("slow", "epoch", "turbo")
UNITS = ("batch", "epoch")
LARGEST_COMMAND = 4096
_PLAIN = frozenset({"play", "pause", "reset", "new_weights", "resume", "stop"})
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
    names = command.get("names")
    if do == "looks" and isinstance(names, list) and len(names) <= _MOST_LOOKS:
        return {"do": do, "names": [name for name in names if isinstance(name, str) and len(name) <= 80]}
    return None


def _is_rate(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and 0 < value <= _LARGEST_RATE
    )
