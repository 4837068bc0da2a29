"""What is kept of the compiled loop: made once, read by the next process, and never believed when it is damaged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playground.engine.native import jit

PROGRAM = """
import logging
logging.basicConfig(level=logging.WARNING, format="%(message)s")
import playground.data
from playground.engine import native
from playground.engine.native import jit, kernel
native.prepare()
print("kept in", jit.CACHE)
print("read", sum(kernel.train.stats.cache_hits.values()), "made", sum(kernel.train.stats.cache_misses.values()))
"""


def prepared(folder: Path) -> str:
    """What a process says that has the loop made ready."""
    environment = {**os.environ, "PLAYGROUND_COMPILED_DIR": str(folder)}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_it_is_made_once_read_again_and_made_anew_when_damaged(tmp_path: Path) -> None:
    first = prepared(tmp_path)
    assert "made 1" in first
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert all(not path.stat().st_mode & 0o022 for path in [*kept, *(path.parent for path in kept)])
    second = prepared(tmp_path)
    assert "read 1 made 0" in second
    assert "cannot be used" not in second
    for path in kept:
        path.write_bytes(b"nonsense" * 100)
    third = prepared(tmp_path)
    assert "cannot be used; it is made anew" in third
    assert "made 1" in third


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system has no owners of files")
def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_COMPILED_DIR", str(tmp_path))
    folder = jit.cache_folder()
    assert folder is not None
    folder.chmod(0o777)
    assert jit.cache_folder() is None


def test_a_folder_that_cannot_be_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "compiled").write_text("a file")
    monkeypatch.setenv("PLAYGROUND_COMPILED_DIR", str(tmp_path))
    assert jit.cache_folder() is None


def test_folders_of_earlier_versions_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYGROUND_COMPILED_DIR", str(tmp_path))
    for number in range(9):
        old = tmp_path / "compiled" / f"old-{number}"
        old.mkdir(parents=True)
        os.utime(old, (number, number))
    folder = jit.cache_folder()
    assert folder is not None
    assert {path.name for path in (tmp_path / "compiled").iterdir()} == {"old-6", "old-7", "old-8", folder.name}
