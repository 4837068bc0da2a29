"""An experiment as a short text that is safe in an address, and back. What differs from the defaults, compressed."""

import json
import zlib
from base64 import b64decode, urlsafe_b64encode
from typing import Any

from playground.spec.errors import N_, InvalidExperiment
from playground.spec.experiment import MAX_JSON_BYTES, Experiment
from playground.spec.kinds import Kind, Value

VERSION = "1."
"""A link leaves defaults out, so a changed default needs a new version and a reader for the old one."""

MAX_LINK_LENGTH = 16_000
"""Characters; the largest experiment needs far fewer."""


def to_link(experiment: Experiment) -> str:
    """The experiment as letters, digits, ``-``, ``_`` and one dot."""
    text = json.dumps(_compact(experiment), separators=(",", ":"), ensure_ascii=False)
    return VERSION + urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def from_link(link: str) -> Experiment:
    """Read a stranger's link.

    Raises:
        InvalidExperiment: it is damaged, too long, of another version, or does not hold an experiment.
    """
    if len(link) > MAX_LINK_LENGTH:
        raise InvalidExperiment(
            N_("This link is {got} characters long; at most {allowed} are allowed. Copy the whole link again."),
            got=f"{len(link):,}",
            allowed=f"{MAX_LINK_LENGTH:,}",
        )
    if not link.startswith(VERSION):
        raise InvalidExperiment(
            N_(
                "This link is not from this version of the playground: it should begin with “{allowed}”. Copy it again."
            ),
            allowed=VERSION,
        )
    return Experiment.from_json(_unpack(link.removeprefix(VERSION)))


def _unpack(payload: str) -> bytes:
    """Decompress at most as much as an experiment may hold: a few bytes can stand for gigabytes."""
    unpacker = zlib.decompressobj()
    try:
        packed = b64decode(payload + "=" * (-len(payload) % 4), altchars="-_", validate=True)
        text = unpacker.decompress(packed, MAX_JSON_BYTES)
    except (ValueError, zlib.error) as error:
        raise _damaged() from error
    if not unpacker.eof:
        raise _damaged()
    return text


def _damaged() -> InvalidExperiment:
    return InvalidExperiment(N_("This link is damaged or not complete. Copy the whole link again."))


def _compact(value: Any) -> Any:
    """A value without its defaults; a kind is its name where all else is default."""
    if isinstance(value, list | tuple):
        return [_compact(item) for item in value]
    if not isinstance(value, Value):
        return value
    changed = {
        name: _compact(getattr(value, name))
        for name, info in type(value).model_fields.items()
        if name != "kind" and (info.is_required() or getattr(value, name) != info.get_default())
    }
    if not isinstance(value, Kind):
        return changed
    return {"kind": value.name(), **changed} if changed else value.name()
