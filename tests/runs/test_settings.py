"""The settings of runs: where they are read, where they are not, and what the README says of them."""

import re
from pathlib import Path

import pytest

from playground.data.own import Limits
from playground.data.settings import Places
from playground.runs import process
from playground.runs.settings import Settings
from playground.spec import Explained, Term

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("PLAYGROUND_MAX_RUNS", "3")
    monkeypatch.setenv("PLAYGROUND_START_METHOD", "spawn")
    settings = Settings.read()
    assert (settings.max_runs, settings.forks) == (3, False)


def test_a_setting_out_of_bounds_is_named(monkeypatch):
    monkeypatch.setenv("PLAYGROUND_MAX_RUNS", "0")
    with pytest.raises(ValueError, match="PLAYGROUND_MAX_RUNS is '0'"):
        Settings.read()


def test_a_worker_has_the_settings_it_is_told_whatever_its_environment_says(monkeypatch):
    told = Settings(max_moments_mb=5).model_dump()
    monkeypatch.setenv("PLAYGROUND_MAX_MOMENTS_MB", "77")
    monkeypatch.setenv("PLAYGROUND_MAX_RUNS", "nonsense")
    assert Settings(**told) == Settings(max_moments_mb=5)
    assert Settings.model_validate(told) == Settings(max_moments_mb=5)


def test_a_process_that_is_started_reads_the_settings_of_the_keeper(monkeypatch):
    settings = Settings(worker_priority="low", grace_seconds=0.5)
    for name, value in process.environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings.read() == settings


def test_the_table_of_settings_has_each_of_them_and_its_default():
    rows = dict(re.findall(r"^\| `PLAYGROUND_(\w+)` \| ([^|]*)\|", README, flags=re.MULTILINE))
    for name, field in Settings.model_fields.items():
        default = f"{field.default:.12g}" if isinstance(field.default, int | float) else field.default
        assert rows[name.upper()].strip().replace(",", "") == default
    assert {name.upper() for name in Places.model_fields} <= rows.keys()
    limits = next(line for line in README.splitlines() if line.startswith("| `PLAYGROUND_OWN_…`"))
    assert set(re.findall(r"`([A-Z_]+)`", limits)) == {name.upper() for name in Limits.model_fields}


def test_more_running_workers_than_cores_are_a_crowd():
    assert [number for number in range(5) if Settings(cores=2).is_crowded(number)] == [3, 4]


def test_an_explanation_survives_the_way_through_json():
    inner = Explained("{kind} is too wide", kind=Term("Dense"))
    outer = Explained("Layer {number}: {problem} {words}", number=2, problem=inner, words=[Term("a")])
    found = Explained.unpack(outer.pack())
    assert str(found) == "Layer 2: Dense is too wide a"
    assert isinstance(found.values["problem"].values["kind"], Term)
