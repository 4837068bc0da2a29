import pytest

from playground.runs.settings import Settings
from playground.spec import Explained, Term


def test_settings_come_from_the_environment():
    settings = Settings.from_environment({"PLAYGROUND_MAX_RUNS": "3", "PLAYGROUND_START_METHOD": "spawn", "HOME": "x"})
    assert (settings.max_runs, settings.forks) == (3, False)


def test_a_setting_out_of_bounds_is_named():
    with pytest.raises(ValueError, match="PLAYGROUND_MAX_RUNS is '0'"):
        Settings.from_environment({"PLAYGROUND_MAX_RUNS": "0"})


def test_the_picture_rate_is_shared_among_running_runs():
    settings = Settings(cores=2)
    assert settings.frame_rate(1) == 30
    assert settings.frame_rate(30) == 4
    assert settings.frame_rate(10_000) == 1


def test_an_explanation_survives_the_way_through_json():
    inner = Explained("{kind} is too wide", kind=Term("Dense"))
    outer = Explained("Layer {number}: {problem} {words}", number=2, problem=inner, words=[Term("a")])
    found = Explained.unpack(outer.pack())
    assert str(found) == "Layer 2: Dense is too wide a"
    assert isinstance(found.values["problem"].values["kind"], Term)
