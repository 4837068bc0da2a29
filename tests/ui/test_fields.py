"""Controls come from the declarations: every slider reaches both bounds and holds the current value."""

import pytest
from pydantic.fields import FieldInfo

import playground.data  # noqa: F401
from playground.spec import DATASETS, LAYERS, OPTIMIZERS, DataSpec
from playground.spec.experiment import Training
from playground.spec.kinds import bounds, choices
from playground.spec.network import Output
from playground.ui.fields import number, steps

MODELS = [*DATASETS, *LAYERS, *OPTIMIZERS, DataSpec, Training, Output]
NUMBERS = [
    pytest.param(info, id=f"{model.__name__}.{name}")
    for model in MODELS
    for name, info in model.model_fields.items()
    if info.annotation in (int, float) and "seed" not in name
]


@pytest.mark.parametrize("info", NUMBERS)
def test_a_slider_reaches_both_bounds_and_stays_between(info: FieldInfo) -> None:
    stops = steps(info, info.default)
    limit = bounds(info)
    assert stops[0] == limit["ge"]
    assert stops[-1] == limit["le"]
    assert info.default in stops
    assert stops == sorted(set(stops))
    assert len(stops) <= 130


@pytest.mark.parametrize("info", NUMBERS)
def test_a_value_between_the_stops_gets_a_stop(info: FieldInfo) -> None:
    odd = (bounds(info)["ge"] * 3 + bounds(info)["le"]) / 4
    odd = int(odd) if info.annotation is int else odd
    assert odd in steps(info, odd)


def test_numbers_on_a_slider_are_short() -> None:
    assert [number(value) for value in (1000000, 0.03, 1e-6, 0.30000000000000004)] == [
        "1,000,000",
        "0.03",
        "1e−06",
        "0.3",
    ]


def test_the_choices_of_a_union_of_literals_are_all_its_names() -> None:
    names = choices(Output.model_fields["activation"])
    assert names[0] == "auto"
    assert "relu" in names
