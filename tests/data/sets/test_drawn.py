"""Points drawn by hand: what is allowed, what is too little, and which of them train."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from playground.data import load
from playground.data.sets.drawn import COLOURS, MOST_POINTS, Drawn, TooFewPoints
from playground.figures.palette import PALETTES
from playground.spec import DATASETS, Experiment
from playground.spec.data import DataSpec
from playground.spec.experiment import MAX_JSON_BYTES, explain

SHARES = [0.1, 0.3, 0.5, 0.75, 0.9]


def points(*counts: int) -> list[tuple[float, float, int]]:
    """So many points of each class, in turn, each at a place of its own."""
    each = [[(index / 10 - 5, float(number), number) for index in range(count)] for number, count in enumerate(counts)]
    return sorted((point for heap in each for point in heap), key=lambda point: point[0])


def drawn(*counts: int) -> Drawn:
    return Drawn(points=points(*counts), classes=max(2, len(counts)))


def test_the_example_trains_at_once() -> None:
    experiment = Experiment(data=DataSpec.start(DATASETS["drawn"]()))
    experiment.check()
    data = load(experiment.data)
    assert set(data.train.labels) == set(data.validation.labels) == {0, 1}


def test_every_class_has_a_colour_of_its_own() -> None:
    for palette in PALETTES.values():
        assert len(set(palette.classes[: len(COLOURS)])) == len(COLOURS)


@pytest.mark.parametrize("counts", [(), (4,), (3,), (1, 1), (2, 1), (0, 30)])
def test_too_few_points_are_explained(counts: tuple[int, ...]) -> None:
    with pytest.raises(TooFewPoints, match="Draw at least 4"):
        Experiment(data=DataSpec(dataset=drawn(*counts))).check()


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("counts", [(3, 1), (2, 2), (1, 1, 1, 1), (50, 1), (1, 0, 3), (17, 40, 3)])
def test_both_parts_have_points_and_every_class_trains(counts: tuple[int, ...], share: float) -> None:
    spec = DataSpec(dataset=drawn(*counts), train_share=share)
    spec.check()
    data = load(spec)
    assert (len(data.train), len(data.validation)) == (spec.num_train, spec.num_validation)
    assert len(data.validation) >= 1
    present = {number for number, count in enumerate(counts) if count}
    alone = {number for number in present if counts[number] == 1}
    assert set(data.train.labels) >= present - alone
    assert len(set(data.train.labels)) >= 2


@pytest.mark.parametrize("share", SHARES)
def test_a_point_keeps_its_part_while_others_are_added(share: float) -> None:
    whole = points(20, 20)
    before: set[Any] = set()
    for count in range(24, 41):
        data = load(DataSpec(dataset=Drawn(points=whole[:count]), train_share=share))
        trains = {tuple(row) for row in data.train.raw.tolist()}
        assert before <= trains
        before = trains


def test_another_split_seed_puts_other_points_into_training() -> None:
    first, second = (load(DataSpec(dataset=drawn(20, 20), split_seed=seed)) for seed in (0, 1))
    assert len(first.train) == len(second.train)
    assert not np.array_equal(first.train.raw, second.train.raw)


def test_two_colours_are_a_yes_or_no_and_more_are_classes() -> None:
    assert (drawn(3, 3).task, drawn(3, 3).num_outputs) == ("binary", 1)
    assert (drawn(3, 3, 3).task, drawn(3, 3, 3).num_outputs) == ("multiclass", 3)


def test_a_full_drawing_fits_the_text_of_an_experiment() -> None:
    places = [(-5.678, -4.321, index % 6) for index in range(MOST_POINTS)]
    experiment = Experiment(data=DataSpec(dataset=Drawn(points=places, classes=6)))
    text = experiment.to_json()
    assert len(text) < MAX_JSON_BYTES
    assert Experiment.from_json(text) == experiment


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"points": [(0, 0, 2)]}, "a point of class Teal, but only 2 colours"),
        ({"points": [(0, 0, -1)]}, "a point of class -1"),
        ({"points": [(0, 6.5, 0)]}, "outside the plane"),
        ({"points": [(float("nan"), 0, 0)]}, "must be a number"),
        ({"points": [(0, 0, 0)] * (MOST_POINTS + 1)}, "at most 2,000"),
        ({"points": "many"}, "must be a list"),
        ({"classes": 7}, "must be from 2 to 6"),
    ],
)
def test_what_cannot_be_drawn_is_explained(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Drawn(**wrong)
    assert sentence in str(explain(caught.value))


def test_a_batch_may_be_larger_than_a_drawing() -> None:
    Experiment(data=DataSpec(dataset=drawn(3, 3)), training={"batch_size": 4096}).check()
