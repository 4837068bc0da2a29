"""Locks on files that end with their holder, however it ends: of several processes one works while the others wait."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LOOK_SECONDS = 0.1

Say = Callable[[int], None]


def take(file: int) -> bool:
    """Lock an open file as long as it is open; False if somebody else has it.

    Raises:
        OSError: files cannot be locked here, as on some network drives.
    """
    try:
        _lock(file)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _lock(file: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a file that is open cannot be removed, which serves the same end
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(path: Path, wait: Say) -> Iterator[Say | None]:
    """Hold the lock ``path`` inside the ``with`` block, and remove it then. A dead holder's lock is free.

    Args:
        path: a file that is nothing but the lock; its folder must be there.
        wait: called some times a second while somebody else holds it, with the last number that the holder said; it
            may raise to give up waiting.

    Yields:
        What says a number to those who wait; None where files cannot be locked, and so nobody waits.

    Raises:
        OSError: the lock cannot be made.
    """
    file, is_locked = _taken(path, wait)
    try:
        yield (lambda number: _say(file, number)) if is_locked else None
    finally:
        if is_locked:
            with suppress(OSError):
                path.unlink()  # while it is held: who gets the lock of a removed file sees that, and asks anew
        os.close(file)


def _taken(path: Path, wait: Say) -> tuple[int, bool]:
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if _has(file, path):
                return file, True
        except _CannotLock:
            return file, False
        number = _said(file)
        os.close(file)
        wait(number)
        time.sleep(_LOOK_SECONDS)


class _CannotLock(Exception):  # noqa: N818
    """The file system knows no locks."""


def _has(file: int, path: Path) -> bool:
    """Whether the lock is ours now, and still the one that others would find."""
    try:
        if not take(file):
            return False
    except OSError as error:
        raise _CannotLock from error
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def _say(file: int, number: int) -> None:
    with suppress(OSError):
        os.lseek(file, 0, os.SEEK_SET)
        os.write(file, b"%020d" % number)


def _said(file: int) -> int:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return int(os.read(file, 20) or b"0")
    except (OSError, ValueError):
        return 0
