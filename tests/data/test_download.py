"""Downloads that go wrong, without a network: pooch's downloader is replaced, or asks a server on this computer."""

import errno
import gzip
import hashlib
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pooch
import pytest
import requests

from playground.data import download, settings
from playground.data.download import RemoteFile, fetch, reporting, verify
from playground.data.idx import read_idx
from playground.spec import DATASETS, DataUnavailable
from tests.mirror import Mirror, noise, served

CONTENT = {"a.gz": b"first file", "b.gz": b"the second file"}
REMOTE = [RemoteFile(name, len(text), hashlib.sha256(text).hexdigest()) for name, text in CONTENT.items()]
TWO_ORIGINS = ("https://first.invalid/", "https://second.invalid/")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(settings.DATA_DIR_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


class FakeDownloader:
    """Stands for ``pooch.HTTPDownloader``; what it does is decided by ``answer``."""

    asked: list[str]

    def __init__(self, progressbar, chunk_size, timeout):
        assert timeout <= 60
        self.bar = progressbar

    def __call__(self, url, output_file, pooch_object, check_only=False):
        type(self).asked.append(url)
        self.answer(url, output_file)

    def answer(self, url, output_file):
        content = CONTENT[url.rsplit("/", 1)[1]]
        self.bar.total = len(content)
        self.bar.update(4)
        self.bar.update(len(content))  # pooch counts more than there is
        Path(output_file).write_bytes(content)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> type[FakeDownloader]:
    """A web that gives the right files; tests replace its ``answer``."""
    downloader = type("Downloader", (FakeDownloader,), {"asked": []})
    monkeypatch.setattr(pooch, "HTTPDownloader", downloader)
    return downloader


def failing_with(error: Exception):
    def answer(self, url, output_file):
        raise error

    return answer


def test_files_are_downloaded_once(folder, web):
    assert [path.read_bytes() for path in fetch("set", REMOTE, TWO_ORIGINS)] == list(CONTENT.values())
    assert fetch("set", REMOTE, TWO_ORIGINS) == [folder / "set" / name for name in CONTENT]
    assert web.asked == [TWO_ORIGINS[0] + name for name in CONTENT]
    assert sorted(path.name for path in (folder / "set").iterdir()) == list(CONTENT)


def test_the_progress_counts_the_bytes_of_the_whole_set(folder, web):
    seen = []
    with reporting(lambda done, total: seen.append((done, total))):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert seen == [(4, 25), (10, 25), (14, 25), (25, 25)]
    fetch("other", REMOTE, TWO_ORIGINS)
    assert len(seen) == 4


def test_a_download_that_is_given_up_leaves_nothing(folder, web):
    class GivenUpError(Exception):
        pass

    def stop(done, total):
        raise GivenUpError

    with pytest.raises(GivenUpError), reporting(stop):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert list((folder / "set").iterdir()) == []


@pytest.mark.parametrize("error", [ConnectionError("gone"), BrokenPipeError("gone"), ValueError("wrong")], ids=repr)
def test_what_the_progress_raises_ends_the_download_and_is_no_failure_of_the_network(folder, web, error):
    def tell(done, total):
        raise error

    with pytest.raises(type(error)) as caught, reporting(tell):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert caught.value is error
    assert len(web.asked) == 1
    assert list((folder / "set").iterdir()) == []


def test_a_download_can_be_given_up_before_the_next_origin_is_asked(folder, web, monkeypatch):
    class GivenUpError(Exception):
        pass

    def stop(done, total):
        raise GivenUpError

    monkeypatch.setattr(web, "answer", failing_with(requests.exceptions.ConnectionError("no route")))
    with pytest.raises(GivenUpError), reporting(stop):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert len(web.asked) == 1


FETCH = """
import sys
from playground.data.download import RemoteFile, fetch, reporting
name, size, sha256, origin = sys.argv[1:]
with reporting(lambda done, total: print(done, total, flush=True)):
    print(len(fetch("set", [RemoteFile(name, int(size), sha256)], [origin])[0].read_bytes()), flush=True)
"""


class Fetching:
    """Another process that fetches a file from a mirror, and prints its progress."""

    def __init__(self, mirror: Mirror, content: bytes) -> None:
        sha256 = hashlib.sha256(content).hexdigest()
        asked = ["a.gz", str(len(content)), sha256, mirror.url + "set/"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", FETCH, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def line(self) -> str:
        return self.process.stdout.readline().strip()

    def end(self) -> list[str]:
        said, errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, errors
        return said.split("\n")


@pytest.fixture
def content(folder) -> bytes:
    return noise()


@pytest.fixture
def mirror(content) -> Iterator[Mirror]:
    with served({"/set/a.gz": content}) as found:
        yield found


def test_a_process_that_was_killed_while_it_downloaded_leaves_nothing_for_long(folder, mirror, content):
    first = Fetching(mirror, content)
    mirror.wait_half_way()
    first.line()
    first.process.kill()
    first.process.communicate()
    mirror.go_on.set()
    assert Fetching(mirror, content).end()[-2] == str(len(content))
    assert [path.name for path in (folder / "set").iterdir()] == ["a.gz"]


def test_of_two_processes_one_downloads_and_the_other_tells_its_progress(folder, mirror, content):
    first = Fetching(mirror, content)
    mirror.wait_half_way()
    first.line()
    second = Fetching(mirror, content)
    while second.line().startswith("0 "):
        pass
    mirror.go_on.set()
    for process in (first, second):
        assert process.end()[-2] == str(len(content))
    assert mirror.asked == ["/set/a.gz"]
    assert [path.name for path in (folder / "set").iterdir()] == ["a.gz"]


def test_who_waits_downloads_when_the_other_is_killed(folder, mirror, content):
    first = Fetching(mirror, content)
    mirror.wait_half_way()
    first.line()
    second = Fetching(mirror, content)
    second.line()
    assert mirror.asked == ["/set/a.gz"]
    first.process.kill()
    first.process.communicate()
    mirror.go_on.set()
    assert second.end()[-2] == str(len(content))
    assert mirror.asked == ["/set/a.gz"] * 2


def test_the_second_origin_is_asked_when_the_first_fails(folder, web, monkeypatch):
    def answer(self, url, output_file):
        if url.startswith(TWO_ORIGINS[0]):
            raise requests.exceptions.HTTPError("404")
        FakeDownloader.answer(self, url, output_file)

    monkeypatch.setattr(web, "answer", answer)
    fetch("set", REMOTE, TWO_ORIGINS)
    assert web.asked == [origin + name for name in CONTENT for origin in TWO_ORIGINS]


def test_the_mirrors_are_asked_first_and_are_laid_out_as_a_data_folder(folder, web, monkeypatch):
    monkeypatch.setenv(settings.MIRRORS_VARIABLE, " http://school.invalid/data  https://other.invalid/ ")

    def answer(self, url, output_file):
        if "school" in url:
            raise requests.exceptions.ConnectionError("switched off")
        FakeDownloader.answer(self, url, output_file)

    monkeypatch.setattr(web, "answer", answer)
    fetch("set", REMOTE[:1], TWO_ORIGINS)
    assert web.asked == ["http://school.invalid/data/set/a.gz", "https://other.invalid/set/a.gz"]


NO_NETWORK = [
    requests.exceptions.ConnectionError("no route"),
    requests.exceptions.Timeout("slow"),
    requests.exceptions.HTTPError("503"),
    requests.exceptions.ChunkedEncodingError("cut off"),
    TimeoutError("slow"),
]


@pytest.mark.parametrize("error", NO_NETWORK, ids=lambda error: type(error).__name__)
def test_no_network_is_explained(folder, web, monkeypatch, error):
    monkeypatch.setattr(web, "answer", failing_with(error))
    with pytest.raises(DataUnavailable, match="cannot be reached") as caught:
        fetch("set", REMOTE, TWO_ORIGINS)
    assert str(folder) in str(caught.value)
    assert len(web.asked) == 2
    assert list((folder / "set").iterdir()) == []


def test_a_full_disk_is_explained_and_no_other_origin_asked(folder, web, monkeypatch):
    monkeypatch.setattr(web, "answer", failing_with(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    with pytest.raises(DataUnavailable, match="disk is full"):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert len(web.asked) == 1
    assert list((folder / "set").iterdir()) == []


def test_a_file_that_arrives_with_a_wrong_hash_is_not_used(folder, web, monkeypatch):
    monkeypatch.setattr(web, "answer", lambda self, url, output_file: Path(output_file).write_bytes(b"something else"))
    with pytest.raises(DataUnavailable, match="did not arrive as its publisher gives it"):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert len(web.asked) == 2
    assert list((folder / "set").iterdir()) == []


def test_a_file_with_a_wrong_hash_in_the_folder_is_put_aside_and_then_downloaded_anew(folder, web):
    (folder / "set").mkdir(parents=True)
    (folder / "set" / "a.gz").write_bytes(b"wrong")
    with pytest.raises(DataUnavailable, match=r"put aside as a\.gz\.wrong"):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert (folder / "set" / "a.gz.wrong").read_bytes() == b"wrong"
    assert web.asked == []
    assert fetch("set", REMOTE, TWO_ORIGINS)[0].read_bytes() == CONTENT["a.gz"]


def test_a_wrong_file_in_a_folder_that_cannot_be_changed_is_named(folder, monkeypatch):
    (folder / "set").mkdir(parents=True)
    (folder / "set" / "a.gz").write_bytes(b"wrong")

    def refuse(self, target):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(DataUnavailable, match="Delete or replace it"):
        fetch("set", REMOTE, TWO_ORIGINS)


def test_a_file_is_checked_once_and_again_when_it_changed(folder, monkeypatch):
    folder.mkdir()
    path = folder / "a.gz"
    path.write_bytes(CONTENT["a.gz"])
    hashed = []
    real = download._hash_of
    monkeypatch.setattr(download, "_hash_of", lambda path: hashed.append(path) or real(path))
    for _ in range(3):
        verify(path, REMOTE[0].sha256)
    assert len(hashed) == 1
    path.write_bytes(b"changed afterwards")
    with pytest.raises(DataUnavailable, match="checksum is wrong"):
        verify(path, REMOTE[0].sha256)


@pytest.mark.parametrize("error", [errno.EACCES, errno.EROFS, errno.EIO], ids=errno.errorcode.get)
def test_a_folder_that_cannot_be_written_to_is_explained(folder, web, monkeypatch, error):
    monkeypatch.setattr(web, "answer", failing_with(OSError(error, os.strerror(error))))
    with pytest.raises(DataUnavailable, match="cannot be written to") as caught:
        fetch("set", REMOTE, TWO_ORIGINS)
    assert settings.DATA_DIR_VARIABLE in str(caught.value)


def test_a_file_in_place_of_the_folder_is_explained(folder, web):
    folder.write_text("not a folder")
    with pytest.raises(DataUnavailable, match="data folder"):
        fetch("set", REMOTE, TWO_ORIGINS)


def test_a_folder_that_cannot_be_read_is_explained(folder, web, monkeypatch):
    def refuse(self, **_):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(DataUnavailable, match="cannot be read"):
        fetch("set", REMOTE, TWO_ORIGINS)
    assert not download.is_here("set", REMOTE)


def test_the_data_folder_is_the_one_the_setting_names_or_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv(settings.DATA_DIR_VARIABLE, str(tmp_path))
    assert settings.data_dir() == tmp_path
    monkeypatch.setenv(settings.DATA_DIR_VARIABLE, "~/somewhere")
    assert settings.data_dir() == Path.home() / "somewhere"
    monkeypatch.delenv(settings.DATA_DIR_VARIABLE)
    assert "neural-network-playground" in str(settings.data_dir())


REMOTE_SETS = [kind for kind in DATASETS if kind.download_bytes]
remote_sets = pytest.mark.parametrize("kind", REMOTE_SETS, ids=[kind.name() for kind in REMOTE_SETS])


@remote_sets
def test_a_set_that_is_not_there_says_so_and_is_not_downloaded_by_asking(kind, folder, web):
    assert not kind().is_here()
    assert kind().size > 0
    assert web.asked == []


@remote_sets
def test_a_set_without_a_network_is_explained(kind, folder, web, monkeypatch):
    monkeypatch.setattr(web, "answer", failing_with(requests.exceptions.ConnectionError("no route")))
    with pytest.raises(DataUnavailable, match=r"could not be downloaded"):
        kind().samples()
    assert web.asked
    assert len({url.rsplit("/", 1)[1] for url in web.asked}) == 1


def test_an_idx_file_is_read_with_its_shape(tmp_path):
    array = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(struct.pack(">BBBBIII", 0, 0, 8, 3, *array.shape) + array.tobytes()))
    np.testing.assert_array_equal(read_idx(path), array)
