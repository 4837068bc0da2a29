"""A snapshot of the engine as a message, as the web process keeps it against a crash."""

from typing import Any

import numpy as np

from playground.runs import wire


def pack(snapshot: Any, choices: dict[str, Any]) -> bytes:
    """Position and choices in the header, every array by its number."""
    return wire.encode({"type": "snapshot", **header_of(snapshot, choices)}, arrays_of(snapshot))


def header_of(snapshot: Any, choices: dict[str, Any]) -> dict[str, Any]:
    """The plain values of the message."""
    return {**snapshot.position._asdict(), **choices}


def arrays_of(snapshot: Any) -> dict[str, wire.Array]:
    """The arrays of the message."""
    return {str(index): np.asarray(array) for index, array in enumerate(snapshot.arrays)}


def unpack(message: bytes) -> tuple[dict[str, Any], Any]:
    """The header, and the snapshot as the engine takes it."""
    from playground.engine.snapshots import Position, Snapshot

    header, arrays = wire.decode(message)
    position = Position(step=header["step"], epoch=header["epoch"], batch=header["batch"])
    return header, Snapshot(position, list(arrays.values()))
