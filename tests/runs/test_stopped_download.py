"""A run that is stopped while its data are downloaded ends there; it asks for nothing more."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playground.data import settings
from playground.data.sets.mnist import FILES
from playground.runs import wire
from playground.runs.settings import Settings
from playground.runs.stream import Kind, Link
from playground.spec import DATASETS, DataSpec
from tests.mirror import PATIENCE_SECONDS, Mirror, noise, served
from tests.runs.running import experiment

FIRST = f"/mnist/{FILES[0].name}"
SERVE = "import socket, sys; from playground.runs.worker import serve; serve(socket.socket(fileno=int(sys.argv[1])))"


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with served({FIRST: noise()}) as found:
        yield found


@contextmanager
def downloading(mirror: Mirror, folder: Path) -> "Iterator[tuple[subprocess.Popen[bytes], socket.socket]]":
    """A worker that has half of the first file of MNIST, and our end of its link."""
    ours, theirs = socket.socketpair()
    environment = {
        **os.environ,
        settings.DATA_DIR_VARIABLE: str(folder),
        settings.MIRRORS_VARIABLE: f"{mirror.url} {mirror.url}other/",
    }
    command = [sys.executable, "-c", SERVE, str(theirs.fileno())]
    with ours, subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment) as worker:
        theirs.close()
        try:
            asked = experiment().replace(data=DataSpec.start(DATASETS["mnist"]()))
            start = {
                "experiment": asked.model_dump(mode="json"),
                "settings": Settings().model_dump(),
                "has_snapshot": False,
            }
            Link(ours).send(Kind.START, json.dumps(start).encode())
            mirror.wait_half_way()
            yield worker, ours
        finally:
            worker.kill()


@pytest.mark.parametrize("how", ["told", "left"])
def test_a_download_ends_with_its_run(mirror: Mirror, tmp_path: Path, how: str) -> None:
    with downloading(mirror, tmp_path) as (worker, link):
        if how == "told":
            Link(link).send(Kind.COMMAND, b'{"do": "stop"}')
        else:
            link.close()
        mirror.go_on.set()
        assert worker.wait(PATIENCE_SECONDS) == 0
        if how == "told":
            states = [wire.decode_header(payload)["state"] for _kind, payload in Link(link).receive(0)]
            assert set(states) == {"building"}
    assert mirror.asked == [FIRST]
    assert list((tmp_path / "mnist").iterdir()) == []
