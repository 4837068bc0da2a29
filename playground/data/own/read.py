"""From a file to an understanding, and from a form to a prepared set: the two things that the child process does.

What each kind of file needs for that is in the packages beside this module; here is only who does it.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import playground.data.own.tables.prepare  # noqa: F401  (most files are tables: a child that waits has pandas ready)
from playground.data.own import store
from playground.data.own.formats import recognise
from playground.data.own.forms import FORM, Prepared, Understanding
from playground.data.own.limits import Limits, check_bytes
from playground.data.own.upload import Upload
from playground.jobs import Tell
from playground.spec.errors import N_, DataUnavailable


def answer_understand(asked: dict[str, Any], tell: Tell) -> Any:
    """``understand`` as the child process does it, from JSON to JSON."""
    found = understand(asked["folder"], asked["name"], asked["choice"], Limits(**asked["limits"]))
    return found.model_dump(mode="json")


def answer_prepare(asked: dict[str, Any], tell: Tell) -> None:
    """``prepare`` as the child process does it."""
    prepare(asked["folder"], asked["name"], asked["form"], asked["target"], Limits(**asked["limits"]))


def understand(folder: str, name: str, choice: str | None, limits: Limits) -> Understanding:
    """What is in an upload, with a filled form; a table is kept as it was read, for ``prepare``.

    Raises:
        DataUnavailable: the file cannot be used.
    """
    home = Path(folder)
    path = home / store.FILE
    check_bytes("bytes", N_("Size of the file"), path.stat().st_size, limits.bytes)
    kind, notes = recognise(path, name)
    found: Understanding = _of(kind.family, "read").understand(Upload(home, name, kind), choice, notes, limits)
    return found


def prepare(folder: str, name: str, form: dict[str, Any], target: str, limits: Limits) -> None:
    """Write the set that a form asks for into the folder ``target``.

    Raises:
        DataUnavailable: the form does not fit the file, or nothing can be learned from what it asks for.
    """
    home = Path(folder)
    wanted = FORM.validate_python(form)
    kind, _notes = recognise(home / store.FILE, name)
    if wanted.family not in (kind.family, *kind.also):
        raise DataUnavailable(N_("These choices are for another kind of file. Upload the file again."))
    upload = Upload(home, name, kind)
    x, y, about = _of(wanted.family, "prepare").prepare(upload, wanted, limits)
    _write(Path(target), x, y, about.replace(title=upload.title, format=kind.name))


def _of(family: str, step: str) -> Any:
    return import_module(f"{__package__}.{family}.{step}")


def _write(target: Path, x: NDArray[Any], y: NDArray[Any], about: Prepared) -> None:
    """Write a prepared set; what is known of it last, so that it is whole where that is there."""
    np.save(target / store.X, np.ascontiguousarray(x), allow_pickle=False)
    np.save(target / store.Y, np.ascontiguousarray(y), allow_pickle=False)
    (target / store.META).write_text(about.model_dump_json(), encoding="utf-8")
