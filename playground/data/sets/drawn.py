"""Drawn: the learner's own points, placed by hand on the plane in up to six colours."""

from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, field_validator, model_validator

from playground.spec.data import DATASETS, Dataset
from playground.spec.errors import N_, NP_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import Shape
from playground.spec.numbers import minus
from playground.spec.objectives import Task
from playground.spec.samples import Integers, Samples

Point = tuple[float, float, int]
"""x1 and x2 from -6 to 6, and the number of the class."""

MOST_POINTS = 2000
FEWEST_POINTS = 4
EDGE = 6.0
DIGITS = 2
"""Coordinates are rounded to so many digits: a pixel is wider, and the largest drawing still fits a file."""
COLOURS = (N_("Orange"), N_("Blue"), N_("Teal"), N_("Magenta"), N_("Yellow"), N_("Violet"))
"""The first colours of ``figures.palette``, in their order."""

START: tuple[Point, ...] = (
    (-3.9, -1.0, 0), (-3.6, 0.4, 0), (-3.4, 1.2, 0), (-3.1, 1.9, 0), (-2.1, 3.0, 0), (-0.8, 3.7, 0),
    (0.4, 3.8, 0), (1.5, 3.4, 0), (2.0, 3.1, 0), (2.6, 2.5, 0), (3.2, 1.1, 0), (3.6, -0.4, 0),
    (-0.6, 0.9, 1), (0.1, 0.6, 1), (0.8, 0.7, 1), (1.0, -0.2, 1), (-0.9, -0.3, 1), (0.3, -1.1, 1),
    (-1.2, -1.6, 1), (1.5, -1.5, 1), (-0.2, -2.4, 1), (0.9, -2.8, 1), (-1.0, -3.1, 1), (0.0, -3.8, 1),
)  # fmt: skip
"""A bow of orange points over a heap of blue ones: no straight line parts them."""


class TooFewPoints(InvalidExperiment):
    """The drawing is not enough to train on yet."""


@DATASETS.register
class Drawn(Dataset):
    """The points in the order in which they were drawn.

    A point keeps its part while others are added: of each class the first point trains, and of those that follow as
    many as the share of training data says.
    """

    kind: Literal["drawn"] = "drawn"
    label: ClassVar[str] = N_("Draw your own")
    summary: ClassVar[str] = N_("Your own points: click or drag on the plane, also while it trains.")
    group: ClassVar[str] = N_("Points on a plane")
    licence: ClassVar[str] = N_("Your own")
    source: ClassVar[str] = N_("Drawn by hand on this page")
    is_plane: ClassVar[bool] = True
    grows: ClassVar[bool] = True

    classes: int = field(2, N_("Colours"), help=N_("How many classes can be drawn."), ge=2, le=len(COLOURS))
    points: tuple[Point, ...] = Field(default=START)

    @field_validator("points")
    @classmethod
    def _points_are_on_the_plane(cls, points: tuple[Point, ...]) -> tuple[Point, ...]:
        if len(points) > MOST_POINTS:
            raise InvalidExperiment(
                N_("There are {got} points, but a drawing has at most {allowed}. Erase some."),
                got=f"{len(points):,}", allowed=f"{MOST_POINTS:,}",
            )  # fmt: skip
        if any(abs(x1) > EDGE or abs(x2) > EDGE for x1, x2, _ in points):
            raise InvalidExperiment(
                N_("A point lies outside the plane, which goes from {low} to {high}. Move it inside."),
                low=minus(f"{-EDGE:g}"), high=f"{EDGE:g}",
            )  # fmt: skip
        return tuple((round(x1, DIGITS), round(x2, DIGITS), number) for x1, x2, number in points)

    @model_validator(mode="after")
    def _classes_are_known(self) -> "Drawn":
        strange = next((number for *_, number in self.points if not 0 <= number < self.classes), None)
        if strange is not None:
            raise InvalidExperiment(
                N_("There is a point of class {got}, but only {allowed} colours. Erase the points of that class, "
                   "or take more colours."),
                got=Term(COLOURS[strange]) if 0 <= strange < len(COLOURS) else strange, allowed=self.classes,
            )  # fmt: skip
        return self

    @property
    def task(self) -> Task:  # type: ignore[override]
        return "binary" if self.classes == 2 else "multiclass"

    @property
    def sample_shape(self) -> Shape:
        return (2,)

    @property
    def class_names(self) -> tuple[str, ...]:
        return tuple(Term(name) for name in COLOURS[: self.classes])

    @property
    def feature_names(self) -> tuple[str, ...]:
        return ("x₁", "x₂")

    @property
    def size(self) -> int:
        return len(self.points)

    def num_train_at(self, train_share: float) -> int:
        return len(self.split(train_share, 0)[0])

    def check(self) -> None:
        colours = len({number for *_, number in self.points})
        if self.size < FEWEST_POINTS or colours < 2:
            raise TooFewPoints(
                NP_("Too few points to train on: {points}, in {colours} colour. Draw at least {needed}, in 2 colours "
                    "or more.",
                    "Too few points to train on: {points}, in {colours} colours. Draw at least {needed}, in 2 colours "
                    "or more.", "colours"),
                points=self.size, colours=colours, needed=FEWEST_POINTS,
            )  # fmt: skip

    def split(self, train_share: float, seed: int) -> tuple[Integers, Integers]:
        """Seed 0 goes by the order of drawing; another one shuffles first, and then a point may change its part."""
        labels = self._labels()
        trains = np.zeros(len(labels), bool)
        for number in range(self.classes):
            members = np.flatnonzero(labels == number)
            if seed:
                members = np.random.default_rng([seed, number]).permutation(members)
            trains[members] = _chosen(len(members), train_share)
        if trains.all() and len(labels):  # the newest of the largest class checks then
            trains[np.flatnonzero(labels == np.bincount(labels).argmax())[-1]] = False
        return np.flatnonzero(trains).astype(np.int32), np.flatnonzero(~trains).astype(np.int32)

    def samples(self) -> Samples:
        places = np.array([point[:2] for point in self.points], np.float32).reshape(-1, 2)
        return Samples(places, self._labels())

    def _labels(self) -> Integers:
        return np.array([number for *_, number in self.points], np.int32)


def _chosen(count: int, share: float) -> NDArray[Any]:
    """Which of ``count`` samples train, ``(count,)`` bool: the first, then always the share of those so far."""
    so_far = np.ceil(np.arange(count + 1) * share - 1e-9)
    trains: NDArray[Any] = np.diff(so_far) > 0
    return trains
