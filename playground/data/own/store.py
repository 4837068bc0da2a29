"""Where uploads and what is prepared from them are kept: a private folder that ends with the web process.

An id is unguessable, and it is the key: whoever has it may use the data. Nothing that a stranger names becomes a path.
"""

import atexit
import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from playground.data import file_lock
from playground.data.own.forms import Form, Prepared
from playground.data.own.limits import Limits, check_bytes
from playground.data.settings import Places
from playground.spec.errors import N_, DataUnavailable, InvalidExperiment

ROOT_VARIABLE = Places.variable("own_data_dir")
"""Names the folder under which the private one is made; then, for every process started later, the private one."""

FILE, ABOUT, META, X, Y = "file", "about.json", "meta.json", "x.npy", "y.npy"
_PREFIX = "playground-own-"
_LOCK = "lock"
_ID = re.compile("[0-9a-f]{32}")
_CHUNK = 1024 * 1024
UNHELD_SECONDS = 900.0
"""What nobody holds is kept so long: an upload is held only after it has come in."""


class _Opened:
    """The private folder of this process, and the lock that says that the process lives."""

    def __init__(self, root: Path, lock: int, before: str | None) -> None:
        self.root = root
        self.lock = lock
        self.before = before


_opened: _Opened | None = None
_guard = threading.RLock()
_holders: dict[str, dict[str, float | None]] = {}
"""By id, then by owner: until when (monotonic seconds) it is held; None while the tab is there."""


def open() -> Path:  # noqa: A001
    """Make the private folder and let later processes know it; remove those that dead processes left behind.

    The folder is made in the one that the setting ``PLAYGROUND_OWN_DATA_DIR`` names, else in the temporary folder. A
    second call gives the same folder.
    """
    global _opened
    with _guard:
        if _opened is None:
            before = os.environ.get(ROOT_VARIABLE)
            base = Path(before or tempfile.gettempdir()).expanduser()
            base.mkdir(parents=True, exist_ok=True)
            _remove_stale(base)
            root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))  # mode 0700
            _opened = _Opened(root, os.open(root / _LOCK, os.O_RDWR | os.O_CREAT, 0o600), before)
            with contextlib.suppress(OSError):
                file_lock.take(_opened.lock)
            os.environ[ROOT_VARIABLE] = str(root)
            atexit.register(close)
        return _opened.root


def close() -> None:
    """Remove everything that this process keeps."""
    global _opened
    with _guard:
        if _opened is None:
            return
        closing, _opened = _opened, None
        _holders.clear()
        os.close(closing.lock)
        shutil.rmtree(closing.root, ignore_errors=True)
        if closing.before is None:
            os.environ.pop(ROOT_VARIABLE, None)
        else:
            os.environ[ROOT_VARIABLE] = closing.before
        atexit.unregister(close)


def root() -> Path | None:
    """The private folder, in the web process and in every process that it started; None where there is none."""
    named = Places.read().own_data_dir
    return Path(named) if named else None


def folder(id: str) -> Path:
    """The folder of an upload or a prepared set.

    Raises:
        DataUnavailable: it is not here (any more).
    """
    home = root()
    if home is None or not _ID.fullmatch(id) or not (home / id).is_dir():
        raise gone()
    return home / id


class DataGone(DataUnavailable, InvalidExperiment):
    """The data are no longer here: neither can they be read, nor can an experiment with them be built."""


def gone() -> DataGone:
    """The explanation for an id that is no longer here."""
    return DataGone(
        N_(
            "This data set is no longer here: own data stay only as long as the page that brought them. "
            "Upload the file again, or choose another data set."
        )
    )


def put(source: BinaryIO, name: str) -> str:
    """Keep an upload; its id.

    Args:
        source: what to read the bytes from; read in pieces, so that a large file is not in memory twice.
        name: as the learner's computer names the file; it is only shown, and its ending looked at.

    Raises:
        DataUnavailable: it is empty or too large, or there is no room.
    """
    limits = Limits.read()
    home = open()
    made = secrets.token_hex(16)
    place = home / made
    place.mkdir(mode=0o700)
    try:
        with _room():
            check_bytes("store_bytes", N_("Size of everything kept here"), used_bytes(), limits.store_bytes)
            _copy(source, place / FILE, limits)
            about = {"name": name[-200:]}
            (place / ABOUT).write_text(json.dumps(about), encoding="utf-8")
    except BaseException:
        remove(made)
        raise
    return made


def _copy(source: BinaryIO, target: Path, limits: Limits) -> None:
    """Copy at most as much as is allowed."""
    size = 0
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            check_bytes("bytes", N_("Size of the file"), size, limits.bytes)
            file.write(chunk)
    if size == 0:
        raise DataUnavailable(N_("The file is empty: it has 0 bytes. Choose a file that holds data."))


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Explain a full disk.

    Raises:
        DataUnavailable: in place of an ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise DataUnavailable(
            N_("The file cannot be kept here: {reason}. Try again later, or a smaller file."),
            reason=error.strerror or type(error).__name__,
        ) from error


def name(id: str) -> str:
    """The name of an uploaded file, as the learner's computer gave it.

    Raises:
        DataUnavailable: it is not here (any more).
    """
    try:
        return str(json.loads((folder(id) / ABOUT).read_text(encoding="utf-8"))["name"])
    except OSError as error:
        raise gone() from error


def prepared(id: str) -> Prepared:
    """What is known of a prepared set.

    Raises:
        DataUnavailable: it is not here (any more).
    """
    path = folder(id) / META
    try:
        return _read_meta(str(path), path.stat().st_mtime_ns)
    except OSError as error:
        raise gone() from error


@lru_cache(maxsize=64)
def _read_meta(path: str, _changed: int) -> Prepared:
    return Prepared.model_validate_json(Path(path).read_bytes())


def prepared_id(id: str, form: Form) -> str:
    """The id of what is prepared from an upload with a form: the same each time, and as unguessable as the upload's."""
    return hashlib.sha256(f"{id}\n{form.model_dump_json()}".encode()).hexdigest()[:32]


def used_bytes() -> int:
    """The bytes of everything that is kept here."""
    home = root()
    if home is None:
        return 0
    total = 0
    for path in home.glob("*/*"):
        with contextlib.suppress(OSError):  # another thread may be removing it
            total += path.stat().st_size
    return total


def remove(id: str) -> None:
    """Delete an upload or a prepared set; one that is not here is no mistake."""
    home = root()
    if home is not None and _ID.fullmatch(id):
        shutil.rmtree(home / id, ignore_errors=True)


def hold(owner: str, id: str) -> None:
    """Keep an id as long as this owner (a tab) is there; also after the tab that brought it has gone."""
    with _guard:
        _holders.setdefault(id, {})[owner] = None


def release(owner: str, after: float) -> None:
    """The owner is gone: delete what nobody else holds, unless it is back within ``after`` seconds."""
    until = time.monotonic() + after
    with _guard:
        for owners in _holders.values():
            if owner in owners:
                owners[owner] = until
    timer = threading.Timer(after + 0.1, sweep)
    timer.daemon = True
    timer.start()


def sweep(now: float | None = None) -> list[str]:
    """Delete what nobody holds any more; the ids that went.

    Args:
        now: seconds of the monotonic clock, for tests.
    """
    now = time.monotonic() if now is None else now
    with _guard:
        if _opened is None:
            return []
        for owners in _holders.values():
            for owner in [owner for owner, until in owners.items() if until is not None and until <= now]:
                del owners[owner]
        lost = [held for held, owners in _holders.items() if not owners]
        for held in lost:
            del _holders[held]
        lost += _never_held(_opened.root)
    for found in lost:
        remove(found)
    return lost


def _never_held(home: Path) -> list[str]:
    """Uploads that came in long ago and were not held: their tab went while they were read."""
    oldest = time.time() - UNHELD_SECONDS
    found = []
    for path in home.iterdir():
        with contextlib.suppress(OSError):
            if path.name not in _holders and _ID.fullmatch(path.name) and path.stat().st_mtime < oldest:
                found.append(path.name)
    return found


def _remove_stale(base: Path) -> None:
    """Remove the folders of processes that ended without doing so themselves."""
    for path in base.glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if path.is_symlink() or not path.is_dir() or not _is_mine(path) or _is_alive(path / _LOCK):
                continue
            shutil.rmtree(path, ignore_errors=True)


def _is_mine(path: Path) -> bool:
    return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()


def _is_alive(lock: Path) -> bool:
    """Whether the process that made a folder still holds its lock. A process's number would not say it for sure."""
    try:
        file = os.open(lock, os.O_RDWR)
    except FileNotFoundError:
        return time.time() - lock.parent.stat().st_mtime < 60  # perhaps it is being made right now
    try:
        return not file_lock.take(file)
    finally:
        os.close(file)
