"""How settings are read from the environment, whichever they are."""

from typing import Literal

import pytest
from pydantic import Field, ValidationError
from pydantic_settings import SettingsConfigDict

from playground.spec.installation import Installation


class Kitchen(Installation):
    """Settings of a kitchen."""

    model_config = SettingsConfigDict(env_prefix="PLAYGROUND_KITCHEN_")

    stoves: int = Field(default=2, ge=1, le=8)
    heat: float = Field(default=0.5, gt=0)
    fuel: Literal["gas", "wood"] = "gas"
    cook: str = ""


@pytest.fixture
def setenv(monkeypatch):
    """Sets a variable of the kitchen."""
    return lambda name, value: monkeypatch.setenv(f"PLAYGROUND_KITCHEN_{name}", value)


def test_each_field_is_a_variable_and_an_empty_one_counts_as_none(setenv):
    setenv("STOVES", "5")
    setenv("HEAT", "")
    assert Kitchen.read() == Kitchen(stoves=5)


def test_only_reading_knows_the_environment(setenv):
    setenv("STOVES", "5")
    assert Kitchen().stoves == Kitchen.model_validate({}).stoves == Kitchen.model_validate_json("{}").stoves == 2


@pytest.mark.parametrize(
    ("name", "got", "allowed"),
    [
        ("STOVES", "many", "a whole number, at least 1, at most 8"),
        ("STOVES", "9", "a whole number, at least 1, at most 8"),
        ("HEAT", "0", "a number, more than 0"),
        ("FUEL", "oil", "gas, wood"),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_is_and_what_is_allowed(setenv, name, got, allowed):
    setenv(name, got)
    with pytest.raises(ValueError, match="PLAYGROUND_KITCHEN") as refused:
        Kitchen.read()
    assert str(refused.value) == (
        f"PLAYGROUND_KITCHEN_{name} is {got!r}. Allowed: {allowed}. Change it, or leave it out."
    )


def test_all_that_is_wrong_is_said_at_once(setenv):
    setenv("STOVES", "0")
    setenv("FUEL", "oil")
    with pytest.raises(ValueError, match="STOVES") as refused:
        Kitchen.read()
    assert [line.split()[0][-4:] for line in str(refused.value).splitlines()] == ["OVES", "FUEL"]


def test_another_process_reads_the_same_settings_from_the_environment_it_gets(setenv):
    kitchen = Kitchen(stoves=3, fuel="wood", cook="Ada")
    for name, value in kitchen.as_environment().items():
        setenv(name.removeprefix("PLAYGROUND_KITCHEN_"), value)
    assert Kitchen.read() == kitchen


def test_settings_are_frozen_and_have_no_others():
    with pytest.raises(ValidationError, match="frozen"):
        Kitchen().stoves = 3
    with pytest.raises(ValidationError, match="Extra"):
        Kitchen(knives=3)
