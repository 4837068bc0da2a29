"""What a run is doing, as the header of a message; a worker says it, or the keeper where there is none."""

from typing import Any

from playground.spec import Explained

Status = dict[str, Any]


def status_header(state: str, problem: Explained | None = None, **more: Any) -> Status:
    """The plain values of the message; what is not said has no value, and step and epoch are 0."""
    fields = {"place_in_line": None, "step": 0, "epoch": 0, "offer": None, "learning_rate_offer": None} | more
    return {"type": "status", "state": state, "message": problem.pack() if problem else None, **fields}
