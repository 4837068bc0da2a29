"""Numba's compiler as this package uses it: typed for the type check, and with a cache that follows our sources.

The cache lies in the learner's own cache folder, in a folder named after what it was compiled of: an update of the app,
of Python or of Numba begins another. Numba reads it with pickle, so the folder must belong to who runs the app and
nobody else may write to it, as with the folder of Python's own compiled files; where that cannot be, nothing is kept.
"""

import hashlib
import logging
import os
import platform
import shutil
import stat
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from platformdirs import user_cache_path

from playground.spec.installation import Installation

log = logging.getLogger(__name__)

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {
    # sums in any order; but NaN and infinity count, as they say that training broke down
    "fastmath": {"reassoc", "contract", "nsz", "arcp"},
    "nogil": True,
    "error_model": "numpy",
}
_MOST_FOLDERS = 4
"""Folders of earlier versions are removed, but for the newest."""


class Kept(Installation):
    """Where compiled code is kept."""

    compiled_dir: str = ""
    """A folder; empty: in the user's own cache."""


def cache_folder() -> Path | None:
    """Where compiled code is kept, made if it is not there; None where it would not be safe or cannot be."""
    named = Kept.read().compiled_dir
    cache = Path(named).expanduser() if named else user_cache_path("neural-network-playground", appauthor=False)
    root = cache / "compiled"
    folder = root / _fingerprint()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_old(root, folder)
        return folder if _is_ours(folder) else None
    except OSError:
        return None


def _fingerprint() -> str:
    """Of all that the compiled code follows from."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    for what in (version("numba"), version("numpy"), platform.python_version(), platform.machine()):
        found.update(what.encode())
    return found.hexdigest()[:20]


def _is_ours(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    found = folder.stat()
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _remove_old(root: Path, present: Path) -> None:
    others = sorted((path for path in root.iterdir() if path != present), key=lambda path: path.stat().st_mtime)
    for path in others[: max(0, len(others) - _MOST_FOLDERS + 1)]:
        shutil.rmtree(path, ignore_errors=True)


CACHE = cache_folder()
if CACHE:
    numba.config.CACHE_DIR = str(CACHE)


def is_anything_kept() -> bool:
    """Whether an earlier process left compiled code for this version."""
    return CACHE is not None and any(CACHE.rglob("*.nbi"))


def compiled(function: F) -> F:
    """Compile a function at its first call, and keep that where it is called from Python."""
    made = numba.njit(**_OPTIONS, cache=CACHE is not None)(function)
    return cast(F, made)


def inlined(function: F) -> F:
    """A part of a compiled function: it is compiled with each that calls it, and only such a one may call it."""
    made = numba.njit(**_OPTIONS, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast(F, made)


def forget_kept() -> None:
    """Remove what is kept: it is damaged, or not ours."""
    if CACHE:
        for path in CACHE.rglob("*"):
            if path.is_file():
                path.unlink(missing_ok=True)
