"""A learner's own table: seconds from the upload to a filled form, and from the form to a set that trains."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from playground import jobs
from playground.data.own import job, store

ROWS, COLUMNS = 100_000, 20


class Spent(NamedTuple):
    """Seconds for one table."""

    to_form: float
    """From the bytes of the upload to the filled form, with the child's start."""
    to_form_ahead: float
    """The same where the child was started while the learner looked for the file."""
    to_set: float
    """From the form to arrays on the disk."""


def csv() -> bytes:
    """A table with numbers, whole numbers, text columns and blanks; the last column is the target."""
    random = np.random.default_rng(0)
    numbers = [random.normal(size=ROWS).round(4).astype(str) for _ in range(COLUMNS - 4)]
    whole = random.integers(0, 1000, ROWS).astype(str)
    colours = random.choice(["red", "green", "blue"], ROWS)
    answers = random.choice(["yes", "no", ""], ROWS)
    target = random.integers(0, 2, ROWS).astype(str)
    lines = map(",".join, zip(*numbers, whole, colours, answers, target, strict=True))
    header = ",".join([*(f"c{index}" for index in range(COLUMNS - 1)), "target"])
    return "\n".join([header, *lines]).encode()


@contextmanager
def opened() -> Iterator[None]:
    """An empty store for the measurement."""
    store.open()
    try:
        yield
    finally:
        jobs.close()
        store.close()


def spent(content: bytes) -> Spent:
    """Upload, understand and prepare once, without and with a child that was started ahead."""
    jobs.close()
    start = time.perf_counter()
    id = store.put(io.BytesIO(content), "table.csv")  # noqa: A001
    form = job.understand(id).form
    to_form = time.perf_counter() - start
    time.sleep(2)  # a learner reads the form; the child for the set starts meanwhile
    start = time.perf_counter()
    job.prepare(id, form)
    to_set = time.perf_counter() - start
    job.warm()
    time.sleep(2)
    start = time.perf_counter()
    job.understand(store.put(io.BytesIO(content), "table.csv"))
    return Spent(to_form, time.perf_counter() - start, to_set)
