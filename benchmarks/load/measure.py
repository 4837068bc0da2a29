"""What one learner got, and the figures that follow from it: pure arithmetic on times and positions."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

Span = tuple[float, float]
"""From a time to a later one, in seconds of one clock."""


@dataclass
class Picture:
    """A picture that came, and how many epochs were trained by then since the start, over every reset."""

    at: float
    epochs: float


@dataclass
class Click:
    """A command, and when the first message came that shows its effect; None as long as there is none."""

    name: str
    at: float
    seen: float | None = None

    @property
    def seconds(self) -> float | None:
        """From the command to its effect."""
        return None if self.seen is None else self.seen - self.at


@dataclass
class Record:
    """All that one learner noted."""

    name: str
    started: float = 0.0
    is_plane: bool = True
    trained_at: float | None = None
    """When the first picture of a network came that has trained."""
    pictures: list[Picture] = field(default_factory=list)
    rests: list[Span] = field(default_factory=list)
    """When the learner wanted no training: from a click that ends it to the sign that it goes on."""
    clicks: list[Click] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def first_picture(self) -> float | None:
        """Seconds from the start to the first picture."""
        return self.pictures[0].at - self.started if self.pictures else None

    @property
    def first_trained(self) -> float | None:
        """Seconds from the start to the first picture of a network that has trained."""
        return None if self.trained_at is None else self.trained_at - self.started


class EpochCounter:
    """Adds up epochs of a run that may begin again."""

    def __init__(self) -> None:
        self.total = 0.0
        self._last = 0.0

    def note(self, epochs: float) -> float:
        """The run is at that many epochs; gives all that were trained by now."""
        self.total += epochs - self._last if epochs >= self._last else epochs
        self._last = epochs
        return self.total


@dataclass(frozen=True)
class Share:
    """What a learner got within a window, for each second in which training was wanted."""

    pictures_per_second: float
    epochs_per_second: float
    longest_gap: float
    """Seconds without a picture, cut to the window."""


def share(record: Record, window: Span) -> Share:
    """The figures of one learner within a window."""
    times = [picture.at for picture in record.pictures]
    seconds = max(1e-9, window[1] - window[0] - rested(record.rests, window))
    seen = sum(window[0] <= at < window[1] for at in times)
    trained = epochs_at(record.pictures, window[1]) - epochs_at(record.pictures, window[0])
    return Share(seen / seconds, trained / seconds, longest_gap(times, window, record.rests))


def epochs_at(pictures: Sequence[Picture], at: float) -> float:
    """Epochs at a time, on a straight line between the pictures before and after it; 0 before the first."""
    after = bisect_right(pictures, at, key=lambda picture: picture.at)
    if after == 0:
        return 0.0
    before = pictures[after - 1]
    if after == len(pictures):
        return before.epochs
    following = pictures[after]
    part = (at - before.at) / (following.at - before.at)
    return before.epochs + part * (following.epochs - before.epochs)


def longest_gap(times: Iterable[float], window: Span, rests: Iterable[Span] = ()) -> float:
    """The longest time without a picture within the window, without the seconds in which none was wanted."""
    rests = list(rests)
    marks = [window[0], *(at for at in sorted(times) if window[0] <= at < window[1]), window[1]]
    return max(end - start - rested(rests, (start, end)) for start, end in pairwise(marks))


def rested(rests: Iterable[Span], window: Span) -> float:
    """How many seconds of the window lie in rests, which do not overlap."""
    return sum(max(0.0, min(end, window[1]) - max(start, window[0])) for start, end in rests)


def percentile(values: Iterable[float], percent: float) -> float:
    """Of a sample, on a straight line between its members.

    >>> percentile([1, 2, 3, 4, 5], 95)
    4.8

    Raises:
        ValueError: there are no values.
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    place = (len(ordered) - 1) * percent / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def slowest_share(values: Sequence[float]) -> float | None:
    """The smallest as a part of the median: 1 where all are equal, 0 where somebody starves."""
    middle = median(values) if values else 0.0
    return min(values) / middle if middle > 0 else None
