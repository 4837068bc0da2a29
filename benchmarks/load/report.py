"""The table: a row for each scenario and number of learners."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.load.measure import Record, Share, Span, percentile, share, slowest_share
from benchmarks.load.processes import COMPILING, FORKS, JOBS, WEB, WORKER, Used

BROWSERS, TOOL = "browsers", "load tool"
_ELSE = "anything else"
_KINDS = (WORKER, COMPILING, FORKS, JOBS, WEB, BROWSERS, TOOL)
COLUMNS = (
    "Scenario", "Learners", "First picture, s: median, last", "First trained picture, s: median, last",
    "Pictures/s: least, median", "Epochs/s: least, median, sum", "Slowest ÷ median", "Longest gap, s",
    "Controls, s: median, p95, longest", "Errors", "Processor, % of the machine", "Memory, MB: workers, web",
    "Browsers: pictures/s, animation frames/s",
)  # fmt: skip
HEAD = f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}"
NOTHING = "–"


@dataclass
class Fluency:
    """What one real browser drew, a second."""

    pictures: float
    frames: float


@dataclass
class Measured:
    """All that was seen of one scenario with one number of learners."""

    scenario: str
    records: list[Record]
    window: Span
    cores: int
    used: Used
    memory: dict[str, float]
    browsers: list[Fluency] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """What went wrong besides the learners' own errors."""

    @property
    def shares(self) -> list[Share]:
        """What each learner got."""
        return [share(record, self.window) for record in self.records]

    @property
    def fairness(self) -> float | None:
        """The slowest as a part of the median: by epochs where all train the same, by the workers' time where not."""
        if self.scenario == "same":
            return slowest_share([each.epochs_per_second for each in self.shares])
        return slowest_share(self.used.by_worker)

    @property
    def errors(self) -> list[str]:
        """All that went wrong, with whose it is."""
        own = [f"{number}, {record.name}: {error}"
               for number, record in enumerate(self.records, 1) for error in record.errors]  # fmt: skip
        return own + self.faults

    @property
    def latencies(self) -> list[float]:
        """Of every command the seconds to its effect."""
        clicks = [click for record in self.records for click in record.clicks]
        return [click.seconds for click in clicks if click.seconds is not None]

    def row(self) -> str:
        """As Markdown."""
        cells = (
            self.scenario,
            str(len(self.records)),
            until([record.first_picture for record in self.records]),
            until([record.first_trained for record in self.records]),
            _least([each.pictures_per_second for each in self.shares], "{:,.1f}"),
            self._epochs(),
            _or_nothing(self.fairness, "{:.2f}"),
            f"{max(each.longest_gap for each in self.shares):.1f}",
            controls(self.latencies),
            str(len(self.errors)),
            self._processor(),
            f"{self.memory.get(WORKER, 0.0):,.0f}, {self.memory.get(WEB, 0.0):,.0f}",
            self._fluency(),
        )
        return f"| {' | '.join(cells)} |"

    def _epochs(self) -> str:
        of_planes = [
            each.epochs_per_second for each, record in zip(self.shares, self.records, strict=True) if record.is_plane
        ]
        total = sum(each.epochs_per_second for each in self.shares)
        return f"{_least(of_planes, '{:,.0f}') if of_planes else NOTHING}, {total:,.0f}"

    def _processor(self) -> str:
        whole = (self.window[1] - self.window[0]) * self.cores
        taken = {kind: self.used.by_kind.get(kind, 0.0) for kind in _KINDS}
        taken[_ELSE] = self.used.by_all - sum(taken.values())
        parts = {kind: 100 * seconds / whole for kind, seconds in taken.items()}
        return ", ".join(f"{kind} {part:.0f}" for kind, part in parts.items() if part >= 0.5)

    def _fluency(self) -> str:
        return "; ".join(f"{each.pictures:.0f}, {each.frames:.0f}" for each in self.browsers) or NOTHING

    def each(self) -> str:
        """A line for each learner."""
        lines = []
        for number, (record, got) in enumerate(zip(self.records, self.shares, strict=True), 1):
            lines.append(
                f"{number:3} {record.name:30} first {_or_nothing(record.first_picture, '{:5.1f}')} s, "
                f"trained {_or_nothing(record.first_trained, '{:5.1f}')} s, {got.pictures_per_second:5.1f} pictures/s, "
                f"{got.epochs_per_second:8.1f} epochs/s, gap {got.longest_gap:4.1f} s"
            )
        return "\n".join(lines)


def until(seconds: Sequence[float | None]) -> str:
    """Median and last; how many had it where not all had."""
    known = [each for each in seconds if each is not None]
    if not known:
        return "nobody"
    text = f"{median(known):.1f}, {max(known):.1f}"
    return text if len(known) == len(seconds) else f"{text} ({len(known)} of {len(seconds)})"


def controls(latencies: Sequence[float]) -> str:
    """Median, 95th percentile and longest."""
    if not latencies:
        return NOTHING
    return f"{median(latencies):.2f}, {percentile(latencies, 95):.2f}, {max(latencies):.2f}"


def _least(values: Sequence[float], form: str) -> str:
    return f"{form.format(min(values))}, {form.format(median(values))}"


def _or_nothing(value: float | None, form: str) -> str:
    return NOTHING if value is None else form.format(value)
