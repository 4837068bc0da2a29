"""Explanations on their way from a worker to a page: the template and its values as JSON."""

from typing import Any

from playground.spec.errors import Explained, Term


def pack(problem: Explained) -> dict[str, Any]:
    """``{"template": ..., "values": {...}}``; a word of the catalogues is ``{"term": ...}`` among the values."""
    return {"template": problem.template, "values": {name: _pack(value) for name, value in problem.values.items()}}


def unpack(message: dict[str, Any]) -> Explained:
    """What was packed."""
    values = {name: _unpack(value) for name, value in message.get("values", {}).items()}
    return Explained(str(message["template"]), **values)


def _pack(value: Any) -> Any:
    if isinstance(value, Explained):
        return pack(value)
    if isinstance(value, Term):
        return {"term": str(value)}
    if isinstance(value, list | tuple):
        return [_pack(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return Term(value["term"]) if "term" in value else unpack(value)
    return [_unpack(item) for item in value] if isinstance(value, list) else value
