"""Controls come from the declarations: every slider reaches both bounds and holds the current value."""

import pytest
from pydantic.fields import FieldInfo

import playground.data  # noqa: F401
from playground.spec import DATASETS, LAYERS, OPTIMIZERS, DataSpec
from playground.spec.errors import InvalidExperiment
from playground.spec.experiment import Training
from playground.spec.kinds import bounds, choices
from playground.spec.network import Output
from playground.spec.numbers import read
from playground.ui.fields import number, plain, steps, typed

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


@pytest.mark.parametrize("info", NUMBERS)
def test_what_a_field_shows_can_be_typed_and_what_it_cannot_hold_is_explained(info: FieldInfo) -> None:
    limit = bounds(info)
    for value in (limit["ge"], limit["le"], info.default):
        assert typed(info, "It", plain(value)) == pytest.approx(value, rel=1e-5)
        assert type(typed(info, "It", plain(value))) is info.annotation
    for silly in ("", "abc", "1.2.3", "nan", "inf", "1e999", plain(limit["le"] + 1), "9" * 400):
        with pytest.raises(InvalidExperiment, match="It: “"):
            typed(info, "It", silly)


def test_a_comma_is_a_point_but_in_a_whole_number_as_it_is_shown() -> None:
    assert [read(text) for text in ("0,05", "1,5", " −2 ", "1e-3", ".5")] == [0.05, 1.5, -2, 0.001, 0.5]
    assert [read(text, whole=True) for text in ("2,000", "1,000,000", "209", "1,5")] == [2000, 1000000, 209, 1.5]
    assert [read(text) for text in ("", "1,2,3", "1.2,3", "1_000", "٣", "5 kg")] == [None] * 6
    with pytest.raises(InvalidExperiment, match="whole number"):
        typed(Training.model_fields["epochs"], "Epochs", "1,5")
