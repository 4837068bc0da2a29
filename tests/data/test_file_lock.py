"""Of several who want a lock one has it; a lock ends with its holder, and leaves no file behind."""

import errno
import threading
from pathlib import Path

import pytest

from playground.data import file_lock


class GivenUpError(Exception):
    """Raised by who does not want to wait."""


def give_up(number: int) -> None:
    raise GivenUpError(number)


def test_who_waits_hears_the_number_that_was_said_last_and_may_give_up(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with file_lock.alone(path, give_up) as say:
        say(7)
        say(42)
        with pytest.raises(GivenUpError) as caught, file_lock.alone(path, give_up):
            pass
    assert caught.value.args == (42,)
    assert not path.exists()


def test_many_threads_have_it_one_after_the_other(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with file_lock.alone(tmp_path / "lock", lambda number: None):
            inside += 1
            most = max(most, inside)
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_file_that_was_removed_meanwhile_is_none(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("w") as old:
        path.unlink()
        assert not file_lock._has(old.fileno(), path)


def test_where_files_cannot_be_locked_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    with file_lock.alone(tmp_path / "lock", give_up) as first, file_lock.alone(tmp_path / "lock", give_up) as second:
        assert first is None
        assert second is None
