"""Downloads by a child process, for a page that waits for them, in a lane of their own: they wait for the network.

``have_brought`` is for the web process, ``bring`` is what the child does.
"""

from typing import Any

from playground import jobs
from playground.data import download
from playground.spec.data import DATASETS, DataSpec
from playground.spec.errors import N_, DataUnavailable

SECONDS = 600.0
_MEMORY_MB = 3 << 10

_lane = jobs.Lane(max(1, sum(bool(kind.download_bytes) for kind in DATASETS)))
"""A turn belongs to a set, whoever wants it: who comes second finds it here when the turn comes."""


def have_brought(spec: DataSpec, seconds: float, progress: download.Progress | None, beat: jobs.Beat) -> None:
    """Have a set downloaded, if it is not here by the time that its turn comes.

    Args:
        spec: names the set.
        seconds: how long it may take where nobody is told how far it is.
        progress: allows a long download and is told the bytes that are there and the bytes of the whole set.
        beat: called a few times a second; what it raises ends the download.

    Raises:
        DataUnavailable: the samples cannot be had, or took too long or too much memory.
    """
    with _lane.turn(spec.dataset.name(), beat):
        if not spec.dataset.is_here():
            work = _bringing(SECONDS if progress else seconds)
            jobs.run(work, {"data": spec.model_dump(mode="json")}, progress, beat)


def warm_up() -> None:
    """Start the process that waits, if there is none: a page that offers a download calls this."""
    jobs.warm(_bringing(SECONDS))


def _bringing(seconds: float) -> jobs.Job:
    return job(f"{__name__}:bring", seconds)


def job(entry: str, seconds: float) -> jobs.Job:
    """Work on the samples of a set of ours."""
    bounds = jobs.Bounds(seconds=seconds, memory_mb=_MEMORY_MB)
    return jobs.Job("looking at data", entry, bounds, lambda ending: _died(), DataUnavailable)


def _died() -> DataUnavailable:
    return DataUnavailable(
        N_("The data took too long or too much memory to look at. Choose fewer samples, then try again.")
    )


def bring(request: dict[str, Any], tell: jobs.Tell) -> None:
    """Have the samples of ``data`` downloaded, and tell the bytes that are there and the bytes of the whole set."""
    with download.reporting(tell):
        DataSpec.model_validate(request["data"]).dataset.samples()
