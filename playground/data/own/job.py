"""Has a stranger's file read in a child process, with bounds on time, memory and output. Reads none itself."""

import tempfile
import threading
from pathlib import Path
from typing import Any

from playground import jobs
from playground.data.own import store
from playground.data.own.forms import Form, Understanding
from playground.data.own.limits import Limits, setting
from playground.spec.errors import N_, NP_, DataUnavailable

_READER = "playground.data.own.read"
_ENVIRONMENT = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "HDF5_PLUGIN_PATH": "::",
    "HDF5_USE_FILE_LOCKING": "FALSE",
}
_lane: jobs.Lane | None = None
_guard = threading.Lock()


def understand(
    id: str, choice: str | None = None, owner: str | None = None, beat: jobs.Beat = jobs.wait_on
) -> Understanding:
    """What is in an upload, with a form filled by the best guess. Waits for its turn, then seconds at most.

    Args:
        id: of an upload.
        choice: the sheet, array or HDF5 data set to read as a table; None takes the likeliest.
        owner: whose upload it is; owners take turns.
        beat: called a few times a second; what it raises ends the work, as nobody waits for it any more.

    Raises:
        DataUnavailable: the file cannot be used; the text says where, what was got, what is allowed, what to do.
    """
    request = {"folder": str(store.folder(id)), "name": store.name(id), "choice": choice}
    answer = _ask("answer_understand", request, owner, beat)
    warm()  # the set will be prepared soon
    return Understanding.model_validate(answer)


def prepare(id: str, form: Form, owner: str | None = None, beat: jobs.Beat = jobs.wait_on) -> str:
    """Make a set that trains from an upload and a filled form; its id. The same form gives the same id.

    Args:
        id: of an upload.
        form: as the learner has filled it.
        owner: whose upload it is; owners take turns.
        beat: see ``understand``.

    Raises:
        DataUnavailable: the form does not fit the file, or what it asks for cannot be trained on.
    """
    made = store.prepared_id(id, form)
    source, home = store.folder(id), store.open()
    if (home / made / store.META).is_file():
        return made
    with tempfile.TemporaryDirectory(prefix="making-", dir=home, ignore_cleanup_errors=True) as scratch:
        target = Path(scratch) / made
        target.mkdir(mode=0o700)
        request = {"folder": str(source), "name": store.name(id), "target": str(target)}
        _ask("answer_prepare", request | {"form": form.model_dump(mode="json")}, owner, beat)
        try:
            target.rename(home / made)
        except OSError:
            if not (home / made / store.META).is_file():  # another tab of the same learner was not faster: a real one
                raise
    return made


def warm() -> None:
    """Start a child ahead of its request, which then need not wait for a second of imports. Returns at once.

    To be called when an upload is likely. It ends by itself when nobody asks for minutes.
    """
    jobs.warm(_job("answer_understand", Limits.read()))


def _ask(function: str, request: dict[str, Any], owner: str | None, beat: jobs.Beat) -> Any:
    """The child's answer to one request, when it is this request's turn.

    Raises:
        DataUnavailable: the child's explanation, or that of its end.
    """
    limits = Limits.read()
    with _lane_of(limits).turn(owner, beat):
        return jobs.run(_job(function, limits), request | {"limits": limits.model_dump()}, beat=beat)


def _lane_of(limits: Limits) -> jobs.Lane:
    global _lane
    with _guard:
        if _lane is None:
            _lane = jobs.Lane(limits.jobs)
        return _lane


def _job(function: str, limits: Limits) -> jobs.Job:
    bounds = jobs.Bounds(seconds=limits.seconds, memory_mb=limits.memory, file_bytes=limits.unpacked_bytes)
    return jobs.Job(
        "reading a file", f"{_READER}:{function}", bounds, lambda ending: _explained(ending, limits), DataUnavailable,
        _ENVIRONMENT,
    )  # fmt: skip


def _explained(ending: jobs.Ending, limits: Limits) -> DataUnavailable:
    if ending == "time":
        return _too_long(limits)
    return _too_much_memory(limits) if ending == "memory" else _damaged()


def _damaged() -> DataUnavailable:
    """The explanation where nothing better is known."""
    return DataUnavailable(
        N_(
            "The file could not be read: it seems to be damaged, or of a kind that is not known here. Open it in the "
            "program that made it, save it again, for example as CSV, and upload it anew."
        )
    )


def _too_long(limits: Limits) -> DataUnavailable:
    return DataUnavailable(
        NP_(
            "Reading the file takes longer than the {seconds} second that is allowed here. Take a smaller part of "
            "the data, or have the setting {setting} raised.",
            "Reading the file takes longer than the {seconds} seconds that are allowed here. Take a smaller part of "
            "the data, or have the setting {setting} raised.",
            "seconds",
        ),
        seconds=f"{limits.seconds:g}",
        setting=setting("seconds"),
    )


def _too_much_memory(limits: Limits) -> DataUnavailable:
    return DataUnavailable(
        N_(
            "Reading the file needs more than the {megabytes} MB of memory that are allowed here. Take a smaller part "
            "of the data, or have the setting {setting} raised."
        ),
        megabytes=f"{limits.memory:,}",
        setting=setting("memory"),
    )
