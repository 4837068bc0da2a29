"""One learner: opens the page, makes an experiment, presses Play, watches, and clicks now and then."""

import asyncio
import contextlib
import itertools
import json
import time
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from benchmarks.load.experiments import ENDLESS, Recipe
from benchmarks.load.measure import Click, EpochCounter, Picture, Record
from benchmarks.load.session import CLOSE_SECONDS, SCRIPT_SECONDS, Session, opened
from benchmarks.load.widgets import Unexpected
from playground.runs import wire

EFFECT_SECONDS = 30.0
"""A command whose effect is not seen for so long had none."""
CLICK_SECONDS = 5.0
"""Between two clicks of a learner."""
_PAUSED_SECONDS = 0.5
"""How long a learner looks at a network that stands still."""
_OVER = frozenset({"diverged", "failed", "crashed", "stopped"})
_AT_REST = frozenset({"ready", "paused", "finished"})
_ANSWERS = ("activations", "weights", "predictions")
_PLANE = ("output_map", "neuron_maps", "weights")
_LINE = ("activations", "weights", "line")

Header = dict[str, Any]


class Learner:
    """A session, a live connection, and a record of what came.

    Args:
        host: ``name:port`` of the app.
        recipe: how the experiment is made.
        opens_ahead: the page is open and the experiment made before the learner's time begins.
    """

    def __init__(self, host: str, recipe: Recipe, *, opens_ahead: bool = False) -> None:
        self.record = Record(recipe.name)
        self.experiment = ""
        """What the run says it trains, as JSON."""
        self.is_set_up = asyncio.Event()
        self._host, self._recipe, self._opens_ahead = host, recipe, opens_ahead
        self._session: Session | None = None
        self._live: ClientConnection | None = None
        self._epochs = EpochCounter()
        self._steps_per_epoch = 1.0
        self._rate = 0.0
        self._state = "starting"
        self._wants_rest = False
        self._waits_for: tuple[Callable[[Header], bool], asyncio.Future[float]] | None = None

    async def live(self, start: asyncio.Event, delay: float) -> None:
        """Be a learner who begins ``delay`` seconds after the start, until this is cancelled."""
        try:
            await self._live_through(start, delay)
        except (ConnectionClosed, OSError, TimeoutError, Unexpected) as problem:
            self.fail(f"{type(problem).__name__}: {problem}")
        finally:
            self.is_set_up.set()

    def fail(self, problem: str) -> None:
        """Note what should not have been, once."""
        if problem not in self.record.errors:
            self.record.errors.append(problem)

    async def _live_through(self, start: asyncio.Event, delay: float) -> None:
        async with contextlib.AsyncExitStack() as stack:
            if self._opens_ahead:
                await self._open(stack)
            self.is_set_up.set()
            await start.wait()
            await asyncio.sleep(delay)
            self.record.started = time.perf_counter()
            if self._session is None:
                await self._open(stack)
            session = self._session
            assert session is not None
            # what the stage says as soon as it stands in the page; until then no run begins
            await session.rerun(session.change(ENDLESS), session.event("resume", ""))
            if not session.token():
                raise Unexpected(f"the page gave no run; it says {session.alerts()}")
            await self._watch(session.token())

    async def _open(self, stack: contextlib.AsyncExitStack) -> None:
        self._session = await stack.enter_async_context(opened(self._host))
        for choice in self._recipe.choices:
            await self._session.choose(choice)

    async def _watch(self, token: str) -> None:
        async with connect(
            f"ws://{self._host}/live/ws",
            origin=Origin(f"http://{self._host}"),
            max_size=None,
            ping_interval=None,
            open_timeout=SCRIPT_SECONDS,
            close_timeout=CLOSE_SECONDS,
        ) as self._live:
            await self._live.send(json.dumps({"token": token}))
            async for message in self._live:
                if isinstance(message, bytes):
                    await self._take(wire.decode_header(message), time.perf_counter())
        raise Unexpected("the live connection was closed")

    def end(self) -> None:
        """The measurement is over: note what was lost on the way."""
        if self._session and self._session.closed:
            self.fail(f"the session is {self._session.closed}")
        if self.record.trained_at is None:
            self.fail(f"no trained picture; the run is {self._state}")

    # What the run says.

    async def _take(self, header: Header, now: float) -> None:
        kind = header["type"]
        if kind == "hello":
            await self._take_hello(header)
        elif kind == "frame":
            self._take_frame(header, now)
        if kind in ("frame", "status"):
            if self._waits_for and self._waits_for[0](header) and not self._waits_for[1].done():
                self._waits_for[1].set_result(now)
            await self._take_state(header)

    async def _take_hello(self, header: Header) -> None:
        self.experiment = json.dumps(header["experiment"], sort_keys=True)
        self.record.is_plane = header["is_plane"]
        self._steps_per_epoch = float(header["steps_per_epoch"])
        self._rate = float(header["learning_rate"])
        looks = _PLANE if header["is_plane"] else _LINE if header["is_line"] else _ANSWERS
        await self.send("looks", looks=looks)

    def _take_frame(self, header: Header, now: float) -> None:
        done = self._epochs.note(header["epoch"] + header["batch"] / self._steps_per_epoch)
        self.record.pictures.append(Picture(now, done))
        if self.record.trained_at is None and header["step"] > 0:
            self.record.trained_at = now

    async def _take_state(self, header: Header) -> None:
        """Press Play wherever the run rests and the learner did not want it to."""
        state = header["state"]
        if state == self._state:
            return
        self._state = state
        if state in _OVER:
            self.fail(f"the run has {state}: {(header.get('message') or '')!s}"[:200])
        elif state in _AT_REST and not self._wants_rest:
            await self.send("play")

    # What the learner says.

    async def send(self, do: str, **more: Any) -> None:
        """Tell the run something, as the page's buttons do."""
        if self._live is None:
            raise Unexpected("there is no live connection")
        await self._live.send(json.dumps({"do": do, **more}))

    async def click_now_and_then(self, delay: float, until: float) -> None:
        """Pause and play, reset and play, another learning rate: one of them every five seconds, up to that time.

        Each is done once at least. Before the run trains, the buttons are grey and nothing is clicked.
        """
        turns = (self._pause, self._reset, self._change_rate)
        try:
            await asyncio.sleep(delay)
            for number, turn in enumerate(itertools.cycle(turns)):
                if number >= len(turns) and time.perf_counter() > until - CLICK_SECONDS / 2:
                    return
                while self._state != "running":
                    if time.perf_counter() > until:
                        return
                    await asyncio.sleep(0.1)
                began = time.perf_counter()
                await turn()
                await asyncio.sleep(max(0.0, began + CLICK_SECONDS - time.perf_counter()))
        except (ConnectionClosed, Unexpected) as problem:
            self.fail(f"{type(problem).__name__}: {problem}")

    async def _pause(self) -> None:
        await self._rest("pause", "paused")

    async def _reset(self) -> None:
        await self._rest("reset", "ready")

    async def _rest(self, do: str, state: str) -> None:
        self._wants_rest = True
        began = time.perf_counter()
        try:
            await self._click(do, lambda header: header["state"] == state)
            await asyncio.sleep(_PAUSED_SECONDS)
            await self._click("play", lambda header: header["state"] == "running")
        finally:
            self._wants_rest = False
            self.record.rests.append((began, time.perf_counter()))

    async def _change_rate(self) -> None:
        rate = self._rate * (0.9 if len(self.record.clicks) % 2 else 0.8)

        def shows(header: Header) -> bool:
            return bool(header["type"] == "frame" and abs(header["learning_rate"] - rate) < 1e-4 * rate)

        await self._click("learning_rate", shows, value=rate)
        if self._session:  # the stage tells the page too, whose controls follow
            await self._session.rerun(self._session.event("learning_rate", rate))

    async def _click(self, do: str, met: Callable[[Header], bool], **more: Any) -> None:
        """Say it, and note when the first message came that shows its effect."""
        click = Click(do, time.perf_counter())
        self.record.clicks.append(click)
        arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waits_for = met, arrived
        await self.send(do, **more)
        try:
            async with asyncio.timeout(EFFECT_SECONDS):
                click.seen = await arrived
        except TimeoutError:
            self.fail(f"{do} had no effect for {EFFECT_SECONDS:.0f} s")
        finally:
            self._waits_for = None
