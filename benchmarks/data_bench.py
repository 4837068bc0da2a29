"""What Fashion-MNIST costs a run: seconds from the cache to a worker that trains, and the worker's memory."""

import time
from statistics import median
from typing import NamedTuple

import psutil

from benchmarks.engine_bench import cases
from benchmarks.worker_bench import MEGABYTE, endless, newest_worker, own_megabytes, watched

SET_MEGABYTES = 70_000 * 28 * 28 * 4 / MEGABYTE
"""All pictures as float32."""


class Cost(NamedTuple):
    """Of a run of Fashion-MNIST whose files are in the data folder."""

    seconds_to_data: float
    """From the click on Play until the worker has the data, split and scaled."""
    seconds_to_training: float
    """From the same click to the first picture after a trained batch."""
    megabytes: float
    """The worker's own memory (USS) at its largest moment, starting and training."""


def cost(host: str, seconds: float = 3.0) -> Cost:
    """Start a run by a click on Play and watch it for so long after its first picture."""
    start = time.perf_counter()
    with watched(host, endless(cases()["fashion"].experiment)) as seen:
        seen.play()
        largest, loaded, trained = 0.0, 0.0, 0.0
        while not trained or time.perf_counter() < trained + seconds:
            came, header = seen.until(lambda header: True, 60)
            loaded = loaded or (came if header.get("loaded") else 0.0)
            trained = trained or (came if header["type"] == "frame" and header["step"] > 0 else 0.0)
            if loaded:
                largest = max(largest, own_megabytes(newest_worker(psutil.Process().pid)))
    return Cost(loaded - start, trained - start, largest)


def typical(costs: list[Cost]) -> Cost:
    """The medians, and of the memory the largest."""
    data, training, megabytes = zip(*costs, strict=True)
    return Cost(median(data), median(training), max(megabytes))
