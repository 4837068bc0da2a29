"""One scenario: an app of its own, a class that presses Play within three seconds, a window in which it is measured."""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.load import app, experiments, processes
from benchmarks.load.experiments import Recipe
from benchmarks.load.learner import CLICK_SECONDS, EFFECT_SECONDS, Learner
from benchmarks.load.report import BROWSERS, TOOL, Fluency, Measured

SCENARIOS: dict[str, Callable[[int], list[Recipe]]] = {"same": experiments.same, "different": experiments.different}
ARRIVAL_SECONDS = 3.0
"""Within which all press Play."""
SETTLING_SECONDS = 15.0
"""From the last who presses Play to the window."""
_SET_UP_SECONDS = 240.0
_WARM_UP_SECONDS = 120.0
_BROWSER_SECONDS = 120.0
_DEFAULT_MAX_RUNS = 32
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Plan:
    """What is measured."""

    scenario: str
    learners: int
    seconds: float = 20.0
    """The length of the window."""
    clicks: bool = False
    browsers: int = 0
    checkout: Path = _ROOT
    settling: float = SETTLING_SECONDS
    settings: dict[str, str] = field(default_factory=dict)
    """Environment variables of the app."""

    @property
    def longest(self) -> float:
        """Seconds after which it has failed."""
        clicks = 5 * EFFECT_SECONDS + 3 * CLICK_SECONDS if self.clicks else 0.0
        waits = _SET_UP_SECONDS + _WARM_UP_SECONDS + app.START_SECONDS + app.END_SECONDS + clicks
        return waits + ARRIVAL_SECONDS + self.settling + self.seconds + (_BROWSER_SECONDS if self.browsers else 0.0)


async def measure(plan: Plan) -> Measured:
    """Start the app, let the class learn, and end everything.

    Raises:
        TimeoutError: it took longer than all waits together. RuntimeError: the app or the browsers do not start.
    """
    # the limit is for learners of one machine; more of them than that would wait in line
    room = str(max(_DEFAULT_MAX_RUNS, plan.learners + plan.browsers))
    async with asyncio.timeout(plan.longest):
        async with app.running(plan.checkout, **{"PLAYGROUND_MAX_RUNS": room, **plan.settings}) as running:
            await _warm_up(running)
            async with _browsers(f"http://{running.host}", plan.browsers) as browsers:
                measured = await _class(plan, running, browsers)
            if faults := running.faults():
                measured.faults.append(f"{faults} tracebacks in the app's log")
            return measured


async def _warm_up(running: app.App) -> None:
    """Wait until the app can start runs, with an experiment that nobody else has."""
    visitor = Learner(running.host, experiments.OTHER, opens_ahead=True)
    start = asyncio.Event()
    start.set()
    living = asyncio.create_task(visitor.live(start, 0.0))
    try:
        async with asyncio.timeout(_WARM_UP_SECONDS):
            while not visitor.record.pictures:
                if living.done():
                    raise RuntimeError(
                        f"a first visitor saw nothing: {visitor.record.errors}\n{running.told()[-2000:]}"
                    )
                await asyncio.sleep(0.05)
        await visitor.send("stop")
        await asyncio.sleep(0.5)
    finally:
        living.cancel()
        await asyncio.gather(living, return_exceptions=True)


async def _class(plan: Plan, running: app.App, browsers: "Browsers") -> Measured:
    recipes = SCENARIOS[plan.scenario](plan.learners)
    learners = [Learner(running.host, recipe, opens_ahead=bool(recipe.choices)) for recipe in recipes]
    start = asyncio.Event()
    gap = ARRIVAL_SECONDS / max(1, plan.learners - 1)
    delays = [number * gap for number in range(plan.learners)]
    living = [asyncio.create_task(each.live(start, delay)) for each, delay in zip(learners, delays, strict=True)]
    try:
        async with asyncio.timeout(_SET_UP_SECONDS):
            for learner in learners:
                await learner.is_set_up.wait()
        start.set()
        await asyncio.sleep(delays[-1] + plan.settling)
        return await _window(plan, running, browsers, learners)
    finally:
        for task in living:
            task.cancel()
        await asyncio.gather(*living, return_exceptions=True)


async def _window(plan: Plan, running: app.App, browsers: "Browsers", learners: Sequence[Learner]) -> Measured:
    others = {TOOL: os.getpid(), **({BROWSERS: browsers.pid} if browsers.pid else {})}
    before, busy = await asyncio.to_thread(_seconds, running.pid, others), processes.busy()
    began = time.perf_counter()
    end = began + plan.seconds
    spread = CLICK_SECONDS / len(learners)
    clicking = [
        asyncio.create_task(learner.click_now_and_then(number * spread, end))
        for number, learner in enumerate(learners)
        if plan.clicks
    ]
    fluency, _ = await asyncio.gather(browsers.drawn(plan.seconds), asyncio.sleep(plan.seconds))
    window = began, time.perf_counter()
    after, busy = await asyncio.to_thread(_seconds, running.pid, others), processes.busy() - busy
    memory = await asyncio.to_thread(processes.megabytes, running.pid)
    await asyncio.gather(*clicking)
    for learner in learners:
        learner.end()
    taken = processes.used(before, after, busy)
    records = [learner.record for learner in learners]
    measured = Measured(plan.scenario, records, window, _cores(), taken, memory, fluency)
    made = {learner.experiment for learner in learners}
    asked = len({recipe.name for recipe in SCENARIOS[plan.scenario](plan.learners)})
    if len(made) < asked and plan.scenario == "different":
        measured.faults.append(f"only {len(made)} experiments were different")
    return measured


def _seconds(pid: int, others: dict[str, int]) -> dict[processes.Key, float]:
    """This process has the browsers' below it, which are counted once."""
    found = processes.seconds(pid, others)
    mine = os.getpid()
    return {key: taken for key, taken in found.items() if key[0] != TOOL or key[1] == mine}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Browsers:
    """The process with the real browsers; without one it has drawn nothing."""

    def __init__(self, process: asyncio.subprocess.Process | None = None) -> None:
        self._process = process
        self.pid = process.pid if process else 0

    async def line(self) -> str:
        """What it says next.

        Raises:
            RuntimeError: it has ended.
        """
        assert self._process is not None
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode().strip()
        if not said:
            raise RuntimeError("the browsers have ended")
        return said

    async def drawn(self, seconds: float) -> list[Fluency]:
        """What each browser draws in the next seconds."""
        if self._process is None or self._process.stdin is None:
            return []
        self._process.stdin.write(f"{seconds}\n".encode())
        await self._process.stdin.drain()
        return [Fluency(each["pictures"], each["frames"]) for each in json.loads(await self.line())]


@contextlib.asynccontextmanager
async def _browsers(url: str, number: int) -> AsyncIterator[Browsers]:
    if not number:
        yield Browsers()
        return
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.load.browsers", url, str(number), cwd=_ROOT, start_new_session=True,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        browsers = Browsers(process)
        async with asyncio.timeout(_BROWSER_SECONDS):
            await browsers.line()
        yield browsers
    finally:
        await _end_browsers(process)


async def _end_browsers(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        root = psutil.Process(process.pid)
        everyone = [root, *root.children(recursive=True)]
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), app.END_SECONDS)
        await asyncio.to_thread(processes.end_all, everyone)
    await process.wait()
