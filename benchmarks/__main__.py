"""The speed table: ``python -m benchmarks [--write] [--skip LINE ...] [LINE ...]``.

``--write`` puts the table into ``docs/benchmarks.md``; ``--list`` names the lines.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from statistics import median

from benchmarks import data_bench, engine_bench, inside_bench, own_bench, page_bench, worker_bench
from benchmarks.machine import machine
from playground.spec import Experiment

TARGET = Path(__file__).parents[1] / "docs" / "benchmarks.md"
HEAD = "| Line | Measured | Asked | Met | How |\n|---|---|---|---|---|"


@dataclass(frozen=True)
class Result:
    """One row of the table."""

    line: str
    measured: str
    asked: str
    is_met: bool
    how: str

    def row(self) -> str:
        """As Markdown."""
        return f"| {self.line} | {self.measured} | {self.asked} | {'yes' if self.is_met else '**no**'} | {self.how} |"


def _in_worker(name: str) -> Result:
    """A training that goes on and on: epochs per second in a worker with an open viewer, against ``model.fit``."""
    case = engine_bench.cases()[name]
    fit, _ = engine_bench.measure(name, "fit")
    with worker_bench.served() as host:
        speeds, frames = worker_bench.epochs_per_second(host, case)
    ours = median(speeds)
    asked, is_met = f"≥ {case.at_least:g} x", ours / fit >= case.at_least
    if name == "default":
        asked, is_met = f"{asked} and ≥ 2,500 epochs/s", is_met and ours >= 2500
    measured = f"{ours / fit:,.3g} x: {ours:,.0f} against {fit:,.3g} epochs/s"
    how = f"worker with a viewer that got {frames:.0f} pictures/s; medians of five"
    return Result(case.name, measured, asked, is_met, how)


def default() -> Result:
    """TensorFlow Playground's default network."""
    return _in_worker("default")


def deep() -> Result:
    """Six hidden layers."""
    return _in_worker("deep")


def digits() -> Result:
    """A small convolutional network."""
    return _in_worker("digits")


def fashion() -> Result:
    """Five epochs of Fashion-MNIST, from Play to the end, against a whole ``fit``."""
    case = engine_bench.cases()["fashion"]
    repeats = engine_bench.REPEATS
    fit, _ = engine_bench.measure("fashion", "fit", repeats)
    with worker_bench.served() as host:
        runs = [worker_bench.whole_run(host, case, seed) for seed in range(repeats)]
    seconds, _, pictures = (median(values) for values in zip(*runs, strict=True))
    ratio = case.fit_epochs / fit / seconds
    band = all(0.860 <= run[1] <= 0.880 for run in runs)
    accuracies = ", ".join(f"{run[1]:.4f}" for run in runs)
    return Result(
        case.name, f"{ratio:.1f} x: {seconds:.1f} s against {case.fit_epochs / fit:.1f} s; accuracy {accuracies}",
        f"≥ {case.at_least:g} x, each 0.860 to 0.880", ratio >= case.at_least and band,
        f"worker with a viewer that got {pictures:.0f} pictures/s; medians of five",
    )  # fmt: skip


def fashion_start() -> Result:
    """Fashion-MNIST from the cache to a worker that trains."""
    with worker_bench.served() as host:
        found = data_bench.typical([data_bench.cost(host) for _ in range(5)])
    return Result(
        "Fashion-MNIST from cache to a training worker",
        f"{found.seconds_to_training:.2f} s, data ready after {found.seconds_to_data:.2f} s", "≤ 2 s",
        found.seconds_to_training <= 2, "from Play to the first picture after a trained batch; median of five",
    )  # fmt: skip


def fashion_memory() -> Result:
    """What Fashion-MNIST costs a worker in memory."""
    size = data_bench.SET_MEGABYTES
    with worker_bench.served() as host:
        largest = max(data_bench.cost(host).megabytes for _ in range(3))
    return Result(
        "Memory of a worker with Fashion-MNIST, its own", f"{largest:.0f} MB: {largest / size:.2f} x", "≤ 2.5 x",
        largest <= 2.5 * size, f"USS at its largest moment; as float32 the pictures are {size:.0f} MB; largest of 3",
    )  # fmt: skip


def browser() -> Result:
    """What the page draws while the default network trains."""
    return _drawing("Circle", "pictures drawn, default network", 25)


def browser_deep() -> Result:
    """What the page draws with seven features and six layers of eight."""
    return _drawing("Spiral", "pictures drawn, 7-8x6-1", 20, deep=True)


def _drawing(preset: str, line: str, at_least: float, *, deep: bool = False) -> Result:
    with page_bench.opened() as (page, _process, _seconds):
        seen = page_bench.drawing(page, preset, seconds=3, repeats=5, deep=deep)
    pictures, frames = median(s["pictures"] for s in seen), median(s["frames"] for s in seen)
    replaced = sum(s["replaced"] for s in seen)
    return Result(
        f"Headless Chromium in turbo: {line}",
        f"{pictures:.0f} pictures/s, {frames:.0f} animation frames/s, {replaced:.0f} elements replaced",
        f"≥ {at_least:g}, ≥ 50, 0", pictures >= at_least and frames >= 50 and not replaced, "medians of five times 3 s",
    )  # fmt: skip


def worker_memory() -> Result:
    """A worker's own memory."""
    with worker_bench.served() as host:
        found = [worker_bench.worker_megabytes(host, engine_bench.cases()["default"].experiment) for _ in range(5)]
    return Result(
        "Memory of a worker with a 2-D run, its own", f"{median(found):.0f} MB (largest {max(found):.0f})", "≤ 200 MB",
        max(found) <= 200, "USS after 4 s of training; five runs, the largest counts",
    )  # fmt: skip


def web_memory() -> Result:
    """The web process's own memory."""
    found = page_bench.web_megabytes()
    return Result(
        "Memory of the web process, ten learners", f"{found:.0f} MB", "≤ 250 MB", found <= 250,
        "USS; ten tabs, each with a run of its own",
    )  # fmt: skip


def _play(line: str, at_most: float, *, new: bool) -> Result:
    seconds = []
    with worker_bench.served() as host:
        for index in range(5):
            layers = [{"kind": "Dense", "units": 3 + index, "activation": "tanh"}] * 2
            default_one = engine_bench.cases()["default"].experiment
            experiment = Experiment(data=default_one.data, network={"layers": layers}, training=default_one.training)
            seconds.append(worker_bench.seconds_to_first_picture(host, experiment, new=new))
    found = median(seconds)
    return Result(
        f"Play to the first changed picture, {line}", f"{found:.2f} s (longest {max(seconds):.2f})",
        f"≤ {at_most:g} s", found <= at_most, "at the viewer's connection; median of five",
    )  # fmt: skip


def play_new() -> Result:
    """A run started by the click."""
    return _play("new architecture", 1.0, new=True)


def play_existing() -> Result:
    """A run that waits."""
    return _play("existing run", 0.3, new=False)


def start() -> Result:
    """The app's start."""
    usable, picture = zip(*(page_bench.seconds_to_page() for _ in range(5)), strict=True)
    found = median(usable)
    return Result(
        "Start of the app to a page with all its controls",
        f"{found:.1f} s (longest {max(usable):.1f}); first picture {median(picture):.1f} s", "≤ 4 s", found <= 4,
        "from the command's start, browser already open; TensorFlow's import, which takes one of the two cores, ends "
        "before the picture; medians of five",
    )  # fmt: skip


def csv() -> Result:
    """From an upload to a filled form."""
    content = own_bench.csv()
    with own_bench.opened():
        found = [own_bench.spent(content) for _ in range(5)]
    to_form, ahead, to_set = (median(seconds) for seconds in zip(*found, strict=True))
    return Result(
        f"CSV of {own_bench.ROWS:,} rows and {own_bench.COLUMNS} columns from upload to a filled form",
        f"{to_form:.2f} s; {ahead:.2f} s if started ahead; then {to_set:.2f} s to the set", "≤ 3 s", to_form <= 3,
        f"{len(content) / 1e6:.0f} MB, with the start of the process that reads it; medians of five",
    )  # fmt: skip


def data_page() -> Result:
    """A click on the Data page with a large table."""
    found = data_bench.answers(own_bench.csv(), repeats=5)
    return Result(
        "Data page with that CSV, from a click on a section to its figures", f"{found.section:.2f} s "
        f"(longest {found.longest:.2f}); another split {found.summary:.2f} s", "≤ 0.5 s", found.section <= 0.5,
        "headless Chromium; median of five rounds through all sections",
    )  # fmt: skip


def sample() -> Result:
    """A sample through a network, all layers with their arithmetic."""
    found = inside_bench.samples()
    return Result(
        "A sample through 784-128-10, from the click to its drawn walk",
        f"{median(found):.2f} s (longest {max(found):.2f})", "≤ 0.3 s", median(found) <= 0.3,
        f"Fashion-MNIST, headless Chromium; median of {len(found)}",
    )  # fmt: skip


def rewind() -> Result:
    """The rewind handle with a network on the plane."""
    return _rewind("Spiral", 100, "2-D network", 0.1)


def rewind_fashion() -> Result:
    """The rewind handle with Fashion-MNIST."""
    return _rewind("Fashion-MNIST", 2, "Fashion-MNIST", 0.3)


def _rewind(preset: str, epochs: int, what: str, at_most: float) -> Result:
    found = inside_bench.moves(preset, epochs)
    return Result(
        f"A move of the rewind handle to the drawn picture, {what}",
        f"{median(found):.2f} s (longest {max(found):.2f})", f"≤ {at_most:g} s", median(found) <= at_most,
        f"headless Chromium; median of {len(found)}",
    )  # fmt: skip


def weights() -> Result:
    """The weights page beside a training network."""
    pictures, share = inside_bench.weights_page()
    return Result(
        "Weights page, live beside training", f"{pictures:.1f} pictures/s, {share:.0%} of the speed without it",
        "≥ 5, ≥ 85 %", pictures >= 5 and share >= 0.85,
        "default network in turbo; the speed without it is that while the Guide is read; the middle of three",
    )  # fmt: skip


def long_run() -> Result:
    """Memory while a run grows long."""
    with worker_bench.served() as host:
        early, late = inside_bench.memory_over_time(host, engine_bench.cases()["default"])
    return Result(
        "Memory of a worker after 20,000 epochs", f"{late:.0f} MB; after 4,000 epochs {early:.0f} MB", "flat: ≤ 1.1 x",
        late <= 1.1 * early, "USS, default network in turbo",
    )  # fmt: skip


_ALL = (
    default, deep, fashion, digits, fashion_start, fashion_memory, csv, data_page, browser, browser_deep,
    sample, rewind, rewind_fashion, weights, worker_memory, long_run, web_memory, play_new, play_existing, start,
)  # fmt: skip
LINES: dict[str, Callable[[], Result]] = {line.__name__: line for line in _ALL}


def main() -> None:
    """Measure, print, and write if that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the speed table.")
    parser.add_argument("lines", nargs="*", metavar="LINE", help=f"of {', '.join(LINES)}; all if none is named")
    parser.add_argument("--skip", action="append", default=[], choices=LINES, help="leave this line out")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--list", action="store_true", help="only name the lines")
    arguments = parser.parse_args()
    unknown = set(arguments.lines) - set(LINES)
    if unknown:
        parser.error(f"no such line: {', '.join(sorted(unknown))}; there are {', '.join(LINES)}")
    chosen = [name for name in arguments.lines or LINES if name not in arguments.skip]
    if arguments.list:
        print("\n".join(chosen))  # noqa: T201
        return
    where = machine()
    print(f"{where}\n\n{HEAD}", flush=True)  # noqa: T201
    rows = [measured(name) for name in chosen]
    if arguments.write:
        write(where, rows)


def write(where: str, rows: list[str]) -> None:
    """Put the rows into the document; those of other lines, and what stands below the table, stay."""
    old = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    TARGET.write_text(written(old, where, rows), encoding="utf-8")


def written(document: str, where: str, rows: Sequence[str]) -> str:
    """The document with these rows in its first table; a later one is not this module's."""
    _above, head, rest = document.partition(f"{HEAD}\n")
    old = rest.splitlines() if head else []
    table = list(takewhile(lambda line: line.startswith("| "), old))
    named = {row.split(" | ")[0]: row for row in (*table, *rows)}
    intro = (
        "Made by `make bench` (`python -m benchmarks --write`). Ratios are within one run on one machine; "
        "lines may have been measured at different hours."
    )
    lines = ["# Benchmarks", "", intro, "", where, "", HEAD, *named.values(), *old[len(table) :]]
    return "\n".join(lines).rstrip() + "\n"


def measured(name: str) -> str:
    """The row of one line, printed as soon as it is known; a line that fails says so and the others go on."""
    try:
        row = LINES[name]().row()
    except Exception as problem:
        said = str(problem).splitlines()[0] if str(problem) else ""
        row = f"| {name} | not measured: {type(problem).__name__} {said[:120]} | | **no** | |"
    print(row, flush=True)  # noqa: T201
    return row


if __name__ == "__main__":
    main()
