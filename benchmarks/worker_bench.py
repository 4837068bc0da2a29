"""What a run in its own process gives: speed with an open viewer, its own memory, the time from Play to a picture."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psutil
import uvicorn
from starlette.applications import Starlette
from websockets.sync.client import connect
from websockets.typing import Origin

from benchmarks.engine_bench import Case, cases
from playground import data, runs  # noqa: F401  (registers the datasets)
from playground.live.routes import routes
from playground.runs import wire
from playground.spec import Experiment

MEGABYTE = 1024 * 1024
ENDLESS = 1_000_000


@dataclass
class Watched:
    """A run with a page's connection to it; ``headers`` are the frames and statuses seen, with their times."""

    run: runs.Run
    socket: Any

    def until(self, met: Any, seconds: float) -> tuple[float, dict[str, Any]]:
        """The time and header of the first message that ``met`` likes.

        Raises:
            TimeoutError: none came in time.
        """
        end = time.perf_counter() + seconds
        while True:
            message = self.socket.recv(timeout=max(0.001, end - time.perf_counter()))
            header = wire.decode_header(message)
            if met(header):
                return time.perf_counter(), header

    def play(self) -> None:
        """Click on Play."""
        self.socket.send(json.dumps({"do": "play"}))


@contextmanager
def served() -> Iterator[str]:
    """A web process with the live routes and runs; gives ``localhost:port``."""
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes()), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    runs.open(runs.Settings())
    try:
        while not server.started:
            time.sleep(0.01)
        host = f"localhost:{server.servers[0].sockets[0].getsockname()[1]}"
        with watched(host, cases()["default"].experiment) as first:  # the fork server is up once a run is
            ready(first)
        yield host
    finally:
        runs.close()
        server.should_exit = True
        thread.join()


@contextmanager
def watched(host: str, experiment: Experiment) -> Iterator[Watched]:
    """A new run with one viewer."""
    run = runs.start(experiment, owner="benchmark")
    try:
        with connect(f"ws://{host}/live/ws", origin=Origin(f"http://{host}"), max_size=None) as socket:
            socket.send(json.dumps({"token": run.token}))
            yield Watched(run, socket)
    finally:
        run.stop()


def ready(seen: Watched) -> None:
    """Wait until the network is built."""
    seen.until(lambda header: header.get("state") == "ready", 60)


def endless(experiment: Experiment) -> Experiment:
    """The same with a budget of epochs that no measurement reaches."""
    return experiment.replace(training=experiment.training.replace(epochs=ENDLESS))


def epochs_per_second(host: str, case: Case, seconds: float = 3.0, repeats: int = 5) -> tuple[list[float], float]:
    """Epochs per second of a run in turbo after a second, by the frames that a viewer gets; and frames per second."""
    speeds, frames = [], 0
    with watched(host, endless(case.experiment)) as seen:
        ready(seen)
        seen.play()
        seen.until(lambda header: header["type"] == "frame" and header["epoch"] > 1, 60)
        time.sleep(2.0)
        for _ in range(repeats):
            start, first = seen.until(is_new_frame(time.perf_counter() + 0.2), 20)
            last, newest = start, first
            while last - start < seconds:
                last, newest = seen.until(lambda header: header["type"] == "frame", 20)
                frames += 1
            done = fraction(newest, first) - fraction(first, first)
            speeds.append(done / (last - start))
    return speeds, frames / (repeats * seconds)


def is_new_frame(after: float) -> Any:
    """Likes frames that come after that time: those before it waited in the connection."""
    return lambda header: header["type"] == "frame" and time.perf_counter() >= after


def fraction(header: dict[str, Any], first: dict[str, Any]) -> float:
    """Epochs done, the one under way by its steps."""
    per_epoch = (first["step"] - first["batch"]) / first["epoch"] if first["epoch"] else 1.0
    return float(header["epoch"]) + float(header["batch"]) / max(1.0, per_epoch)


def whole_run(host: str, case: Case, seed: int) -> tuple[float, float, float]:
    """Seconds from Play to the end of a whole run, its validation accuracy, and pictures per second."""
    frames = 0

    def met(header: dict[str, Any]) -> bool:
        nonlocal frames
        frames += header["type"] == "frame"
        return (header["type"], header.get("state")) == ("status", "finished")

    with watched(host, case.with_seed(seed)) as seen:
        ready(seen)
        start = time.perf_counter()
        seen.play()
        end, _ = seen.until(met, 240)
        names, rows = seen.run.history()
    return end - start, float(rows[-1][list(names).index("val_accuracy")]), frames / (end - start)


def seconds_to_first_picture(host: str, experiment: Experiment, *, new: bool) -> float:
    """From Play to the first changed picture: of a run started by the same click, or of one that waits."""
    changed = lambda header: header["type"] == "frame" and header["step"] > 0  # noqa: E731
    start = time.perf_counter()
    with watched(host, endless(experiment)) as seen:
        if not new:
            ready(seen)
            time.sleep(3.0)
            start = time.perf_counter()
        seen.play()
        return seen.until(changed, 60)[0] - start


def worker_megabytes(host: str, experiment: Experiment) -> float:
    """Memory of a worker's own (USS) after some seconds of training in turbo."""
    with watched(host, endless(experiment)) as seen:
        ready(seen)
        seen.play()
        seen.until(lambda header: header["type"] == "frame" and header["epoch"] > 500, 60)
        end = time.perf_counter() + 4
        seen.until(is_new_frame(end), 30)
        return own_megabytes(newest_worker(psutil.Process().pid))


def newest_worker(parent: int) -> psutil.Process:
    """The youngest process below that one: the worker of the run that was started last."""
    return max(psutil.Process(parent).children(recursive=True), key=lambda process: process.create_time())


def own_megabytes(process: psutil.Process) -> float:
    """What would be free if the process ended."""
    return float(process.memory_full_info().uss) / MEGABYTE
