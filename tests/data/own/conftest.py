"""Files as learners bring them, read in this process; that the child process does the same is shown in test_job."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground import jobs
from playground.data.own import Form, Limits, Understanding, read, store
from playground.data.sets.own import OwnData


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store, gone after the test."""
    store.close()
    monkeypatch.setenv(store.ROOT_VARIABLE, str(tmp_path / "own"))
    yield store.open()
    jobs.close()
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
