"""Files as learners bring them, read in this process; that the child process does the same is shown in test_job."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from playground.data.own import Form, Limits, Prepared, Understanding, job, read, store
from playground.data.sets.own import OwnData


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store, gone after the test."""
    store.close()
    monkeypatch.setenv(store.ROOT_VARIABLE, str(tmp_path / "own"))
    yield store.open()
    job.close()
    store.close()


class Desk:
    """Reads files as the child process does."""

    def __init__(self) -> None:
        self.limits = Limits()
        self.id = ""

    def bring(self, name: str, content: bytes | str) -> str:
        content = content.encode() if isinstance(content, str) else content
        self.id = store.put(io.BytesIO(content), name)
        return self.id

    def understand(self, name: str, content: bytes | str, choice: str | None = None) -> Understanding:
        self.bring(name, content)
        return read.understand(str(store.folder(self.id)), name, choice, self.limits)

    def prepare(self, form: Form) -> OwnData:
        """The set of the file that was understood last."""
        made = store.prepared_id(self.id, form)
        target = store.folder(self.id).parent / made
        target.mkdir()
        read.prepare(
            str(store.folder(self.id)), store.name(self.id), form.model_dump(mode="json"), str(target), self.limits
        )
        return OwnData(id=made)

    def whole(self, name: str, content: bytes | str, **changes: Any) -> tuple[Understanding, OwnData]:
        """From the file to the set with the guessed form, or one that is changed a little."""
        found = self.understand(name, content)
        return found, self.prepare(found.form.replace(**changes))


@pytest.fixture
def desk(kept: Path) -> Desk:
    return Desk()


def said(found: Understanding | Prepared) -> str:
    """All notes as one English text."""
    return "\n".join(str(note) for note in found.said())


def table(rows: int = 40, header: str = "a,b,target", row: Callable[[int], str] | None = None) -> str:
    """A CSV whose target is learnable: whether the first number is large."""
    row = row or (lambda index: f"{index},{index % 7},{'high' if index > rows / 2 else 'low'}")
    return "\n".join([header, *(row(index) for index in range(rows))]) + "\n"


def picture(
    colour: Any = (200, 30, 40), size: tuple[int, int] = (12, 10), mode: str = "RGB", format: str = "PNG"
) -> bytes:
    """One picture of a single colour as a file."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, format)
    return file.getvalue()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def folders(count: int = 5, **others: bytes) -> dict[str, bytes]:
    """Red pictures in one folder, blue ones in another."""
    red = {f"set/red/{index}.png": picture((200, index, 0)) for index in range(count)}
    blue = {f"set/blue/{index}.png": picture((0, index, 200)) for index in range(count)}
    return red | blue | others


def npz(**arrays: Any) -> bytes:
    """An NPZ file."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()
