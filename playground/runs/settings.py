"""What this installation allows and how it runs workers. Each is an environment variable ``PLAYGROUND_<NAME>``."""

import os
import sys
from typing import Literal

from pydantic import Field

from playground.spec.installation import Installation
from playground.spec.limits import Limits

_LIMITS = Limits()

StartMethod = Literal["auto", "fork", "spawn"]
Priority = Literal["auto", "normal", "low", "idle"]


class Settings(Installation):
    """Every limit of runs, declared once. A worker is told them as its keeper has them."""

    start_method: StartMethod = "auto"
    """How a worker comes to be: forked from a fork server, or started and kept warm; "auto" forks on Linux."""
    warm_workers: int = Field(default=1, ge=0, le=16)
    """Started processes kept ready where there is no safe fork."""
    worker_priority: Priority = "auto"
    """The scheduler's class of a worker. "idle" gets a whole core that nobody else wants and nothing of a busy one;
    "auto" begins as "low" and goes down from there: to "idle" where there are more running workers than cores."""
    worker_threads: int = Field(default=1, ge=1, le=64)
    """Threads of one TensorFlow operation in a worker with a small network."""
    large_worker_threads: int = Field(default=1, ge=1, le=64)
    """The same with a network of at least ``large_work`` multiplications per epoch.

    With two threads the batches of usual size are three times slower: each operation is too small to be divided.
    """
    large_work: int = Field(default=1_000_000_000, ge=1)

    max_runs: int = Field(default=32, ge=1, le=1000)
    """Workers at the same time; more runs wait in line."""
    starts_per_core: float = Field(default=2.0, gt=0, le=64)
    """How many runs per core may be loading and compiling at the same time; more wait in line."""
    cores: int = Field(default=0, ge=0, le=4096)
    """Cores that count for the limits; 0 means those of this process."""
    grace_seconds: float = Field(default=25.0, ge=0)
    """How long a run goes on when its page is gone; a reload within it finds the run."""
    max_idle_seconds: float = Field(default=4 * 3600.0, gt=0)
    """A run that is not training and receives no command for so long ends; it can be resumed."""
    max_run_seconds: float = Field(default=24 * 3600.0, gt=0)
    """A run ends after so long in all; it can be resumed."""
    stop_seconds: float = Field(default=2.0, gt=0)
    """A worker that has not ended so long after it was told to is killed."""
    first_frame_seconds: float = Field(default=20.0, gt=0)
    """A forked worker that shows nothing for so long is replaced by a started one."""
    max_worker_mb: int = Field(default=2048, ge=16)
    """Memory of a worker's own, in MB, above which its run ends with an explanation."""
    max_snapshot_mb: int = Field(default=64, ge=1)
    """The largest network, in MB of weights and optimizer state, that is kept against a crash."""
    max_moments_mb: int = Field(default=64, ge=1)
    """What the moments of a run that a learner can go back to may take, in MB of weights and optimizer state."""
    snapshot_mb_per_second: float = Field(default=8.0, gt=0)
    """Snapshots of large networks are taken less often than once a second, so that they cost no more than this."""
    frames_per_second: float = Field(default=30.0, gt=0, le=60)
    """Pictures per second that a run shows at most."""
    frames_per_core: float = Field(default=120.0, gt=0)
    """Pictures per second and core of all running runs together, at most; each gets its share."""
    max_viewers: int = Field(default=8, ge=1)
    """Open pages that may watch one run."""
    allowed_origins: str = ""
    """Hosts, separated by commas, from which a page may open the live connection besides the app's own."""

    max_parameters: int = Field(default=_LIMITS.parameters, ge=1)
    max_outputs_per_layer: int = Field(default=_LIMITS.outputs_per_layer, ge=1)
    max_work_per_epoch: int = Field(default=_LIMITS.work_per_epoch, ge=1)

    @property
    def limits(self) -> Limits:
        """The upper bounds of one experiment."""
        return Limits(
            parameters=self.max_parameters,
            outputs_per_layer=self.max_outputs_per_layer,
            work_per_epoch=self.max_work_per_epoch,
        )

    @property
    def forks(self) -> bool:
        """Whether workers are forked."""
        return self.start_method == "fork" or (self.start_method == "auto" and sys.platform == "linux")

    @property
    def num_cores(self) -> int:
        """Cores that count for the limits."""
        if self.cores:
            return self.cores
        available = getattr(os, "sched_getaffinity", None)
        return len(available(0)) if available else os.cpu_count() or 1

    @property
    def max_starts(self) -> int:
        """Runs that may be loading and compiling at the same time."""
        return max(1, round(self.starts_per_core * self.num_cores))

    def is_crowded(self, num_running: int) -> bool:
        """Whether so many running workers are more than the cores, so that each should leave room for what is new."""
        return num_running > self.num_cores
