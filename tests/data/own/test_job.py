"""The child process that reads a file: it answers, explains, and is bounded in time, memory and output."""

import io
import shutil
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
import pytest

from playground import jobs
from playground.data import load
from playground.data.own import job, store
from playground.data.sets.own import OwnData
from playground.jobs import children as children_module
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.files import folders, npz, table, zipped


def put(name: str, content: bytes | str) -> str:
    return store.put(io.BytesIO(content.encode() if isinstance(content, str) else content), name)


def children() -> set[int]:
    jobs.close()
    return readers()


def readers() -> set[int]:
    """The processes that read files, not those of other tests."""
    return {child.pid for child in psutil.Process().children() if "playground.data.own.read" in child.cmdline()}


def test_a_table_goes_from_upload_to_a_set_that_trains(kept):
    before = children()
    upload = put("flowers.csv", table())
    found = job.understand(upload)
    assert found.form.target == "target"
    assert found.title == "flowers"
    made = job.prepare(upload, found.form)
    assert job.prepare(upload, found.form) == made != upload
    assert np.isfinite(load(DataSpec.start(OwnData(id=made))).train.x).all()
    assert {path.name for path in kept.iterdir()} == {"lock", upload, made}
    assert children() == before
    other = job.prepare(upload, found.form.replace(blanks="mean"))
    assert other != made


def test_pictures_and_arrays_go_the_same_way(kept):
    for name, content in (("a.zip", zipped(folders())), ("a.npz", npz(x=np.eye(20), y=np.arange(20) % 2))):
        upload = put(name, content)
        assert OwnData(id=job.prepare(upload, job.understand(upload).form)).samples().y.dtype == np.int32


def test_what_the_child_says_arrives_as_an_explanation_and_leaves_the_last_good_data(kept):
    good = put("good.csv", table())
    made = job.prepare(good, job.understand(good).form)
    before = {path.name: path.read_bytes() for path in (kept / made).iterdir()}
    bad = put("a.csv", "a,b\n1,2\n")
    with pytest.raises(DataUnavailable) as caught:
        job.understand(bad)
    assert caught.value.values == {"got": 1, "allowed": 4}
    form = job.understand(good).form.replace(inputs=("nope",))
    with pytest.raises(DataUnavailable, match="There is no column “nope”"):
        job.prepare(good, form)
    assert {path.name: path.read_bytes() for path in (kept / made).iterdir()} == before
    assert {path.name for path in kept.iterdir()} == {"lock", good, made, bad}


def test_an_id_that_is_not_here_is_explained():
    with pytest.raises(DataUnavailable, match="no longer here"):
        job.understand("0" * 32)


def test_a_child_that_was_started_ahead_answers_once(monkeypatch):
    upload = put("a.csv", table())
    job.warm()
    ahead = readers()
    job.warm()
    assert readers() == ahead
    monkeypatch.setattr(job, "warm", lambda: None)
    monkeypatch.setattr(children_module, "Process", lambda job: pytest.fail("another process was started"))
    assert job.understand(upload).rows == 40
    assert not children()


def test_a_child_that_ended_while_it_waited_is_replaced():
    upload = put("a.csv", table())
    job.warm()
    (ahead,) = readers()
    psutil.Process(ahead).kill()
    assert job.understand(upload).rows == 40


def test_too_long_is_ended_and_explained(monkeypatch):
    upload = put("a.csv", table())
    monkeypatch.setenv("PLAYGROUND_OWN_SECONDS", "0.05")
    before = children()
    with pytest.raises(DataUnavailable) as caught:
        job.understand(upload)
    assert str(caught.value) == (
        "Reading the file takes longer than the 0.05 seconds that are allowed here. Take a smaller part of the data, "
        "or have the setting PLAYGROUND_OWN_SECONDS raised."
    )
    assert children() == before


BOMB = """
import io, resource, sys, threading, time
import numpy as np, psutil
from playground.data.own import job, store
store.open()
largest = 0
def watch():
    global largest
    while True:
        for child in psutil.Process().children():
            try:
                largest = max(largest, child.memory_info().rss)
            except psutil.Error:
                pass
        time.sleep(0.005)
threading.Thread(target=watch, daemon=True).start()
file = io.BytesIO()
np.savez_compressed(file, x=np.zeros((400_000, 250), np.float32), y=np.arange(400_000) % 2)
file.seek(0)
id = store.put(file, "bomb.npz")
try:
    job.prepare(id, job.understand(id).form)
    print("done")
except store.DataUnavailable as problem:
    print(problem)
print(largest >> 20)
store.close()
"""


def test_a_bomb_of_zeros_does_not_take_more_memory_than_allowed(monkeypatch):
    """400 kB that become 400 MB: more than this limit on memory, less than that on unpacked bytes."""
    monkeypatch.setenv("PLAYGROUND_OWN_MEMORY", "300")
    store.close()
    said = subprocess.run([sys.executable, "-c", BOMB], capture_output=True, text=True, check=True).stdout
    problem, largest = said.strip().split("\n")
    assert problem == (
        "Reading the file needs more than the 300 MB of memory that are allowed here. Take a smaller part of the data, "
        "or have the setting PLAYGROUND_OWN_MEMORY raised."
    )
    assert 100 < int(largest) < 420


def test_a_child_that_dies_is_explained_and_a_damaged_file_too(monkeypatch, caplog):
    upload = put("a.csv", table())
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(
        DataUnavailable, match="could not be read: it seems to be damaged, or of a kind that is not known"
    ):
        job.understand(upload)
    assert "reading a file ended with 1" in caplog.text


def test_files_wait_for_their_turn(monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_JOBS", "1")
    monkeypatch.setattr(job, "_lane", None)
    running, most = 0, 0
    guard = threading.Lock()

    def fake(asked, request, tell=None, beat=None):
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with guard:
            running -= 1

    monkeypatch.setattr(jobs, "run", fake)
    threads = [threading.Thread(target=job._ask, args=("answer_understand", {}, None, jobs.wait_on)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_reading_a_file_needs_no_tensorflow_and_no_streamlit():
    modules = ("read", "arrays.prepare", "arrays.numpy_files", "arrays.hdf5", "pictures.prepare")
    modules += ("tables.text", "tables.excel", "tables.parquet")
    named = ", ".join(f"playground.data.own.{module}" for module in modules)
    script = f"import sys, {named}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"tensorflow", "keras", "streamlit", "plotly"} & set(loaded)


def test_the_page_imports_nothing_that_reads():
    script = "import sys; import playground.data.own, playground.data.sets.own; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "pyarrow", "h5py", "PIL", "python_calamine"} & set(loaded)
