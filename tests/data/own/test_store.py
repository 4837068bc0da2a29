"""Where uploads are kept: private, unguessable, gone with their tab and with the process."""

import io
import os
import stat
import subprocess
import sys

import numpy as np
import pytest

from playground.data import load
from playground.data.own import store
from playground.data.sets.own import OwnData
from playground.spec import DATASETS, DataSpec, Experiment
from playground.spec.errors import DataUnavailable
from tests.data.own.files import table


def test_the_folder_is_private_and_ends_with_the_store(kept):
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert os.environ[store.ROOT_VARIABLE] == str(kept)
    assert store.open() == kept
    outer = kept.parent
    store.close()
    assert not kept.exists()
    assert os.environ[store.ROOT_VARIABLE] == str(outer)


def test_without_a_setting_the_folder_is_a_temporary_one(kept, monkeypatch, tmp_path):
    store.close()
    monkeypatch.delenv(store.ROOT_VARIABLE)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert store.open().parent == tmp_path
    store.close()
    assert store.ROOT_VARIABLE not in os.environ
    assert store.root() is None


def test_an_id_says_nothing_and_a_name_is_no_path(desk, kept):
    first, second = (desk.bring("../../evil.csv", "a") for _ in range(2))
    assert first != second
    assert len(first) == 32
    assert store.name(first) == "../../evil.csv"
    assert sorted(path.name for path in (kept / first).iterdir()) == ["about.json", "file"]


@pytest.mark.parametrize("id", ["", "..", "../x", "a" * 31, "A" * 32, "0" * 32, "lock"])
def test_what_is_not_here_is_explained(id):
    with pytest.raises(DataUnavailable) as caught:
        store.folder(id)
    assert str(caught.value) == (
        "This data set is no longer here: own data stay only as long as the page that brought them. Upload the file "
        "again, or choose another data set."
    )


def test_a_full_disk_is_explained(desk, kept):
    class Full(io.BytesIO):
        def read(self, size=-1):
            raise OSError(28, os.strerror(28))

    with pytest.raises(DataUnavailable, match="The file cannot be kept here: No space left on device"):
        store.put(Full(), "a.csv")
    assert [path.name for path in kept.iterdir()] == ["lock"]


def test_data_go_when_their_tab_has_been_gone_for_the_grace_period(desk, monkeypatch):
    monkeypatch.setattr(store.threading, "Timer", NoTimer)
    monkeypatch.setattr(store.time, "monotonic", lambda: 100.0)
    upload = desk.bring("a.csv", "a")
    store.hold("tab", upload)
    store.release("tab", after=25)
    assert store.sweep(now=124) == []
    assert store.folder(upload)
    assert store.sweep(now=125) == [upload]
    with pytest.raises(DataUnavailable):
        store.folder(upload)


class NoTimer:
    """Stands for a timer that never rings."""

    daemon = False

    def __init__(self, seconds, function):
        assert seconds >= 0

    def start(self):
        """Not."""


@pytest.mark.parametrize("owner", ["tab", "the reloaded tab"])
def test_a_tab_that_comes_back_or_is_reloaded_keeps_its_data(desk, monkeypatch, owner):
    monkeypatch.setattr(store.threading, "Timer", NoTimer)
    upload = desk.bring("a.csv", "a")
    store.hold("tab", upload)
    store.release("tab", after=25)
    store.hold(owner, upload)
    assert store.sweep(now=store.time.monotonic() + 1000) == []
    assert store.folder(upload)


def test_a_tab_takes_only_its_own_data_along(desk, monkeypatch):
    monkeypatch.setattr(store.threading, "Timer", NoTimer)
    mine, yours = desk.bring("a.csv", "a"), desk.bring("b.csv", "b")
    store.hold("me", mine)
    store.hold("you", yours)
    store.release("me", after=0)
    assert store.sweep(now=store.time.monotonic() + 1) == [mine]


def test_an_upload_that_nobody_came_to_hold_goes_after_a_while(desk, monkeypatch):
    upload = desk.bring("a.csv", "a")
    assert store.sweep() == []
    monkeypatch.setattr(store, "UNHELD_SECONDS", -1)
    assert store.sweep() == [upload]


def test_what_a_dead_process_left_is_removed_and_a_living_one_keeps_its_own(kept):
    outer = kept.parent
    script = "import os, sys; from playground.data.own import store; print(store.open(), flush=True); {end}"
    how = {"env": {**os.environ, store.ROOT_VARIABLE: str(outer)}, "stdout": subprocess.PIPE, "text": True}
    dead = subprocess.Popen([sys.executable, "-c", script.format(end="os._exit(1)")], **how)
    left = dead.communicate()[0].strip()
    with subprocess.Popen(
        [sys.executable, "-c", script.format(end="sys.stdin.read()")], stdin=subprocess.PIPE, **how
    ) as other:
        alive = other.stdout.readline().strip()
        assert not os.path.exists(left)  # the second process removed it when it began
        store.close()
        store.open()
        assert os.path.isdir(alive)
        other.stdin.close()
        other.wait()
    assert not os.path.exists(alive)


def test_own_data_are_a_dataset_like_any_other(desk):
    _, dataset = desk.whole("houses.csv", table(row=lambda i: f"{i / 2},{i % 7},{i * 0.3}", header="size,rooms,price"))
    experiment = Experiment(data=DataSpec.start(dataset))
    experiment.data.check()
    assert Experiment.from_json(experiment.to_json()) == experiment
    assert (experiment.data.task, experiment.data.input_shape) == ("regression", (2,))
    assert (experiment.data.scaling, experiment.data.target_scaling) == ("standard", "standard")
    data = load(experiment.data)
    assert abs(float(data.train.x.mean())) < 1e-5
    np.testing.assert_array_equal(load(experiment.data).train.x, data.train.x)
    assert dataset.about.title == "houses"
    assert dataset.about.target_name == "price"
    assert dataset.is_here()


def test_own_data_that_are_gone_say_so(desk):
    _, dataset = desk.whole("a.csv", table())
    store.remove(dataset.id)
    assert not dataset.is_here()
    for ask in (lambda: dataset.task, lambda: dataset.size, dataset.samples, lambda: DataSpec.start(dataset)):
        with pytest.raises(DataUnavailable, match="no longer here"):
            ask()
    assert not DATASETS["own"]().is_here()
    assert OwnData.hidden_in_menu
