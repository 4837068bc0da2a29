"""Files that are downloaded once, checked, and kept in the data folder. Knows nothing of what is in them."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from threading import get_ident
from typing import NamedTuple

from playground.data import file_lock, settings
from playground.spec.errors import N_, DataUnavailable

Progress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes of the whole set. What it raises ends the download at once: no
other origin is asked, and the exception reaches whoever asked for the files."""

_progress: ContextVar[Progress | None] = ContextVar("progress", default=None)
_verified: set[tuple[str, int, int]] = set()
"""Path, size and time of change of the files whose hash this process has checked."""

TIMEOUT_SECONDS = 20
CHUNK_BYTES = 64 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT)


class RemoteFile(NamedTuple):
    """A file as its publisher gives it: name, size in bytes, SHA-256."""

    name: str
    size: int
    sha256: str


@contextmanager
def reporting(progress: Progress) -> Iterator[None]:
    """Have downloads inside the ``with`` block tell how far they are.

    Datasets do not pass this on by hand: ``samples()`` takes no arguments.
    """
    token = _progress.set(progress)
    try:
        yield
    finally:
        _progress.reset(token)


def is_here(folder: str, files: Sequence[RemoteFile]) -> bool:
    """Whether all files are in the data folder; their hashes are checked when they are used."""
    try:
        return all((settings.data_dir() / folder / file.name).is_file() for file in files)
    except OSError:
        return False


def fetch(folder: str, files: Sequence[RemoteFile], origins: Sequence[str]) -> list[Path]:
    """The paths of the files, each downloaded if it is not yet in ``<data folder>/<folder>``.

    Of several processes that want the same file one downloads it; the others wait, and tell its progress as theirs.

    Args:
        folder: the set's own folder in the data folder.
        files: the files, in the order of the result.
        origins: addresses that end with a slash; the second is asked when the first fails, the mirrors of the
            installation before the first.

    Raises:
        DataUnavailable: a wrong hash, no network, a full disk, a folder that cannot be used.
        Exception: what the progress raised (see ``reporting``).
    """
    home = settings.data_dir() / folder
    asked = [*(f"{mirror}{folder}/" for mirror in settings.mirrors()), *origins]
    total = sum(file.size for file in files)
    done = 0
    paths = []
    for file in files:
        path = home / file.name
        with reading(path):
            present = path.is_file()
        if present:
            verify(path, file.sha256)
        else:
            _download(file, path, asked, _Bar(done, total, _progress.get()))
        paths.append(path)
        done += file.size
    return paths


def verify(path: Path, sha256: str) -> None:
    """Check a file's hash, once per process as long as the file does not change; a wrong file is put aside.

    Raises:
        DataUnavailable: the hash is wrong, or the file cannot be read.
    """
    with reading(path):
        seen = _state(path)
        if seen in _verified:
            return
        right = _hash_of(path) == sha256
    if not right:
        raise _wrong(path)
    _verified.add(seen)


def _hash_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _state(path: Path) -> tuple[str, int, int]:
    state = path.stat()
    return str(path), state.st_size, state.st_mtime_ns


def _wrong(path: Path) -> DataUnavailable:
    """Put a wrong file aside, where that is allowed, and say so."""
    aside = path.with_name(path.name + ".wrong")
    try:
        path.replace(aside)
    except OSError:
        return DataUnavailable(
            N_(
                "The file {file} is not what its publisher gives (its checksum is wrong), so it is not used. "
                "Delete or replace it in {folder}, then try again."
            ),
            file=path.name,
            folder=str(path.parent),
        )
    return DataUnavailable(
        N_(
            "The file {file} was not what its publisher gives (its checksum is wrong), so it is not used. "
            "It was put aside as {aside}. Try again to download it anew."
        ),
        file=path.name,
        aside=aside.name,
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Explain a file or folder that cannot be read.

    Raises:
        DataUnavailable: in place of an ``OSError``.
    """
    try:
        yield
    except OSError as error:
        raise DataUnavailable(
            N_(
                "The file {file} cannot be read in {folder}. Allow reading it, or name another data folder in the "
                "setting {setting}."
            ),
            file=path.name,
            folder=str(path.parent),
            setting=settings.DATA_DIR_VARIABLE,
        ) from error


def _download(file: RemoteFile, path: Path, origins: Sequence[str], bar: "_Bar") -> None:
    """Download a file, or wait until another process has done so."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with file_lock.alone(path.with_name(path.name + ".lock"), bar.show) as say:
            if path.is_file():
                verify(path, file.sha256)
                return
            bar.say = say
            _ask(file, path, origins, bar)
    except OSError as error:
        if bar.raised is not None:
            raise bar.raised from None
        raise _cannot_store(error, file, path.parent) from error


def _ask(file: RemoteFile, path: Path, origins: Sequence[str], bar: "_Bar") -> None:
    """Ask one origin after the other; a file takes its place only after its hash was found right.

    Raises:
        OSError: the folder cannot take the file, or the progress raised it.
    """
    # What a process that was killed has left is written over, unless another may be writing there right now.
    part = path.with_name(path.name + (".part" if bar.say else f".{os.getpid()}-{get_ident()}.part"))
    problem: Exception | None = None
    for origin in origins:
        try:
            _download_from(origin, file, part, bar)
            part.replace(path)
            _verified.add(_state(path))
            return
        except (OSError, ValueError) as error:
            if bar.raised is not None or _is_about_the_folder(error):
                raise
            problem = error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        bar.show(0)
    raise _no_answer(problem, file, path.parent) from problem


def _download_from(origin: str, file: RemoteFile, part: Path, bar: "_Bar") -> None:
    import pooch  # takes a while, and most processes download nothing

    bar.reset()
    download = pooch.HTTPDownloader(progressbar=bar, chunk_size=CHUNK_BYTES, timeout=TIMEOUT_SECONDS)
    download(origin + file.name, str(part), None)
    if _hash_of(part) != file.sha256:
        raise ValueError(f"{origin} gives another {file.name}")


def _is_about_the_folder(error: Exception) -> bool:
    """Errors of the network are ``OSError`` too, but carry no file name and are no lack of space."""
    if not isinstance(error, OSError):
        return False
    return error.errno in _FULL or isinstance(error, PermissionError | FileExistsError | NotADirectoryError) or (
        error.errno in (errno.EROFS, errno.EACCES, errno.EIO, errno.ENOENT, errno.EISDIR)
    )  # fmt: skip


def _cannot_store(error: Exception, file: RemoteFile, folder: Path) -> DataUnavailable:
    if isinstance(error, OSError) and error.errno in _FULL:
        return DataUnavailable(
            N_(
                "The disk is full: {file} ({megabytes} MB) cannot be stored in {folder}. "
                "Free some space there, then try again."
            ),
            file=file.name,
            megabytes=f"{file.size / 1e6:.1f}",
            folder=str(folder),
        )
    return DataUnavailable(
        N_(
            "The data folder {folder} cannot be written to, so {file} cannot be kept. "
            "Allow writing there, or name another data folder in the setting {setting}."
        ),
        folder=str(folder),
        file=file.name,
        setting=settings.DATA_DIR_VARIABLE,
    )


def _no_answer(problem: Exception | None, file: RemoteFile, folder: Path) -> DataUnavailable:
    if isinstance(problem, ValueError) and not isinstance(problem, OSError):
        return DataUnavailable(
            N_(
                "The file {file} did not arrive as its publisher gives it (its checksum is wrong), so it is not used. "
                "Try again later, or put the right file into {folder}."
            ),
            file=file.name,
            folder=str(folder),
        )
    return DataUnavailable(
        N_(
            "The file {file} could not be downloaded: its publisher cannot be reached. "
            "Check the network connection, then try again, or put the file into {folder}."
        ),
        file=file.name,
        folder=str(folder),
    )


class _Bar:
    """What pooch calls a progress bar; turns the bytes of one file into those of the whole set."""

    def __init__(self, before: int, whole: int, progress: Progress | None) -> None:
        self.total = 0
        self.raised: Exception | None = None
        """What the progress raised: errors of the network have the same types."""
        self.say: file_lock.Say | None = None
        """Says the bytes to those who wait for the same file."""
        self._before = before
        self._whole = whole
        self._progress = progress
        self._done = 0

    def update(self, count: int) -> None:
        """So many more bytes of the file have come; pooch counts whole chunks, also for the last one."""
        self._done += count
        self.show(min(self._done, self.total) if self.total else self._done)

    def show(self, done: int) -> None:
        """Tell that so many bytes of the file are there, here or with the one who downloads it."""
        if self.say is not None:
            self.say(done)
        if self._progress is None:
            return
        try:
            self._progress(min(self._before + done, self._whole), self._whole)
        except Exception as error:
            self.raised = error
            raise

    def reset(self) -> None:
        """Count the file from its beginning."""
        self._done = 0

    def close(self) -> None:
        """Nothing to put away."""
