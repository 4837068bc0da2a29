"""Summaries made in a child process: bounded in time and memory, and gone with all that it has read.

``summary_of`` is for the page, ``make`` is what the child does. A set that is not here is downloaded before, by
``download_job``: who only wants to look at data that are here does not wait with it.
"""

import tempfile
from math import prod
from pathlib import Path
from typing import Any

from playground import jobs
from playground.data import download, download_job
from playground.data.generated import GeneratedSet
from playground.data.summary import Summary, summarise
from playground.spec.data import Dataset, DataSpec

SECONDS = 60.0
AT_ONCE = 2
_SMALL = 100_000
"""Numbers that a formula makes so quickly that a process is not worth it."""

_looking = jobs.Lane(AT_ONCE)


def summary_of(
    spec: DataSpec,
    progress: download.Progress | None = None,
    owner: str | None = None,
    beat: jobs.Beat = jobs.wait_on,
) -> Summary:
    """The summary, made here if a formula makes the samples in a moment, else in a child process.

    Args:
        progress: allows a long download and is told the bytes that are there and the bytes of the whole set.
        owner: for whom it is made; owners take turns.
        beat: called a few times a second; what it raises ends the work, as nobody waits for it any more.

    Raises:
        DataUnavailable: the samples cannot be had, or took too long or too much memory.
        InvalidExperiment: the split would leave a part or a class without samples.
    """
    if _is_quick(spec.dataset):
        return summarise(spec)
    if spec.dataset.download_bytes and not spec.dataset.is_here():
        download_job.have_brought(spec, SECONDS, progress, beat)
    with _looking.turn(owner, beat), tempfile.TemporaryDirectory(prefix="playground-summary-") as folder:
        target = Path(folder) / "summary.npz"
        try:
            jobs.run(_making(), {"data": spec.model_dump(mode="json"), "target": str(target)}, beat=beat)
        finally:
            warm_up()
        with target.open("rb") as file:
            return Summary.load(file)


def _is_quick(dataset: Dataset) -> bool:
    from_formula = dataset.is_plane or isinstance(dataset, GeneratedSet)
    return from_formula and dataset.size * prod(dataset.sample_shape) <= _SMALL


def warm_up() -> None:
    """Start the process that waits, if there is none: a page calls this before it knows which data it shows."""
    jobs.warm(_making())


def _making() -> jobs.Job:
    return download_job.job(f"{__name__}:make", SECONDS)


def make(request: dict[str, Any], tell: jobs.Tell) -> None:
    """Write the summary of ``data`` to the file ``target``."""
    made = summarise(DataSpec.model_validate(request["data"]))
    with Path(request["target"]).open("wb") as file:
        made.save(file)
