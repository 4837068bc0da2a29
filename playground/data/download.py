"""Files that are downloaded once, checked, and kept in the data folder. Knows nothing of what is in them."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import NamedTuple

import pooch

from playground.data import settings
from playground.spec.errors import N_, DataUnavailable

Progress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes of the whole set; it may raise to give the download up."""

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

    Args:
        folder: the set's own folder in the data folder.
        files: the files, in the order of the result.
        origins: addresses that end with a slash; the second is asked when the first fails, the mirrors of the
            installation before the first.

    Raises:
        DataUnavailable: a wrong hash, no network, a full disk, a folder that cannot be used.
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
        state = path.stat()
        seen = (str(path), state.st_size, state.st_mtime_ns)
        if seen in _verified:
            return
        right = pooch.file_hash(str(path), alg="sha256") == sha256
    if not right:
        raise _wrong(path)
    _verified.add(seen)


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
    """Ask one origin after the other; a file takes its place only after its hash was found right."""
    problem: Exception | None = None
    for origin in origins:
        try:
            _download_from(origin, file, path, bar)
            return
        except (OSError, ValueError) as error:
            if _is_about_the_folder(error):
                raise _cannot_store(error, file, path.parent) from error
            problem = error
    raise _no_answer(problem, file, path.parent) from problem


def _download_from(origin: str, file: RemoteFile, path: Path, bar: "_Bar") -> None:
    pooch.get_logger().setLevel("WARNING")
    bar.reset()
    pooch.retrieve(
        origin + file.name,
        known_hash=f"sha256:{file.sha256}",
        fname=path.name,
        path=str(path.parent),
        downloader=pooch.HTTPDownloader(progressbar=bar, chunk_size=CHUNK_BYTES, timeout=TIMEOUT_SECONDS),
    )
    state = path.stat()
    _verified.add((str(path), state.st_size, state.st_mtime_ns))


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
        self._before = before
        self._whole = whole
        self._progress = progress
        self._done = 0

    def update(self, count: int) -> None:
        """So many more bytes of the file have come; pooch counts whole chunks, also for the last one."""
        self._done += count
        if self._progress is not None:
            done = min(self._done, self.total) if self.total else self._done
            self._progress(min(self._before + done, self._whole), self._whole)

    def reset(self) -> None:
        """Count the file from its beginning."""
        self._done = 0

    def close(self) -> None:
        """Nothing to put away."""
