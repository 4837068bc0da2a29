"""One binary message: a small JSON header followed by raw arrays. No pickles; a stranger's bytes are only parsed.

Layout: ``uint32`` little-endian header length H; the header as UTF-8 JSON, padded with spaces so that ``4 + H`` is a
multiple of 8; then the arrays, each starting at a multiple of 8 from the start of the message.
"""

import json
import math
import struct
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
DTYPES = frozenset({"uint8", "int32", "float32", "float64"})
"""What a browser receives."""
KEPT_DTYPES = DTYPES | {"int64", "uint32", "uint64", "bool"}
"""What a snapshot may hold besides."""

_LENGTH = struct.Struct("<I")
_LARGEST_OFFSET = 2**40


class Malformed(ValueError):  # noqa: N818
    """The bytes are not a message."""


class Quantised(NamedTuple):
    """A float array as bytes: ``value = low + q / 255 * (high - low)``."""

    values: NDArray[np.uint8]
    low: float
    high: float

    def restored(self) -> NDArray[np.float32]:
        """The values, each within ``(high - low) / 510`` of what it was."""
        return (self.low + self.values.astype(np.float32) / 255 * (self.high - self.low)).astype(np.float32)


class Annotated(NamedTuple):
    """An array with more to say in its entry, such as the full shape of weights that are cut for drawing."""

    array: Array
    extra: dict[str, Any]


def quantise(values: Array, low: float, high: float) -> Quantised:
    """Floats of any shape to 256 levels from ``low`` to ``high``; outside and NaN go to the nearest end."""
    span = high - low if high > low else 1.0
    scaled = np.nan_to_num((np.asarray(values, np.float32) - low) * (255 / span), nan=0.0, posinf=255.0, neginf=0.0)
    return Quantised(np.clip(np.rint(scaled), 0, 255).astype(np.uint8), float(low), float(high))


def encode(header: Mapping[str, Any], arrays: Mapping[str, Array | Quantised | Annotated] | None = None) -> bytes:
    """The message. NaN and infinity in the header become null.

    Raises:
        ValueError: an array has a dtype that the format does not know.
    """
    bodies, entries = [], []
    for name, given in (arrays or {}).items():
        array, extra = _array_and_extra(given)
        if array.dtype.name not in KEPT_DTYPES:
            raise ValueError(f"{name} has dtype {array.dtype.name}, which the wire format does not know")
        entries.append({"name": name, "dtype": array.dtype.name, "shape": list(array.shape), "offset": 0, **extra})
        bodies.append(array)
    start = _align(4 + len(_json(header, [{**entry, "offset": _LARGEST_OFFSET} for entry in entries])))
    position = start
    for entry, body in zip(entries, bodies, strict=True):
        entry["offset"] = position
        position += _align(body.nbytes)
    message = bytearray(position)
    _LENGTH.pack_into(message, 0, start - 4)
    message[4:start] = _json(header, entries).ljust(start - 4)
    for entry, body in zip(entries, bodies, strict=True):
        message[entry["offset"] : entry["offset"] + body.nbytes] = body.tobytes()
    return bytes(message)


def decode_header(message: bytes | memoryview) -> dict[str, Any]:
    """The header alone.

    Raises:
        Malformed: the bytes are not a message.
    """
    try:
        (length,) = _LENGTH.unpack_from(message, 0)
        if 4 + length > len(message):
            raise Malformed("the header is longer than the message")
        header = json.loads(bytes(message[4 : 4 + length]))
    except (struct.error, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Malformed(str(error)) from error
    if not isinstance(header, dict) or not isinstance(header.get("arrays"), list):
        raise Malformed("the header is not an object with arrays")
    return header


def decode(message: bytes) -> tuple[dict[str, Any], dict[str, Array]]:
    """The header and the arrays as they were sent (quantised ones as uint8), read-only views of the message.

    Raises:
        Malformed: the bytes are not a message.
    """
    header = decode_header(message)
    try:
        return header, {entry["name"]: _view(message, entry) for entry in header["arrays"]}
    except (KeyError, TypeError, ValueError) as error:
        raise Malformed(str(error)) from error


def _view(message: bytes, entry: dict[str, Any]) -> Array:
    if entry["dtype"] not in KEPT_DTYPES:
        raise Malformed(f"unknown dtype {entry['dtype']!r}")
    shape = tuple(int(size) for size in entry["shape"])
    if min(shape, default=0) < 0 or int(entry["offset"]) < 0:
        raise Malformed("a negative size")
    return np.frombuffer(message, entry["dtype"], math.prod(shape), int(entry["offset"])).reshape(shape)


def _array_and_extra(given: Array | Quantised | Annotated) -> tuple[Array, dict[str, Any]]:
    if isinstance(given, Quantised):
        return np.ascontiguousarray(given.values), {"low": given.low, "high": given.high}
    if isinstance(given, Annotated):
        return np.ascontiguousarray(given.array), dict(given.extra)
    return np.asarray(given, order="C"), {}


def _align(size: int) -> int:
    return -(-size // 8) * 8


def _json(header: Mapping[str, Any], entries: list[dict[str, Any]]) -> bytes:
    whole = {**header, "arrays": entries}
    try:
        return json.dumps(whole, separators=(",", ":"), allow_nan=False).encode()
    except ValueError:
        return json.dumps(_finite(whole), separators=(",", ":"), allow_nan=False).encode()


def _finite(value: Any) -> Any:
    """JSON has no NaN and no infinity: null instead."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
