"""The live connection to a run: for the app's own pages, and for who knows the run's token.

What a page says is checked in ``runs/commands.py``; nothing that it says ends a connection, its own or another's.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground import runs
from playground.runs import commands
from playground.runs.allowance import Allowance, SparingLog
from playground.runs.run import Run
from playground.runs.viewer import Full, Viewer

FOREIGN_ORIGIN = 4403
UNKNOWN_TOKEN = 4404
TOO_MANY = 4429
_TOKEN_SECONDS = 10.0
_COMMANDS_PER_SECOND = 40.0
_COMMANDS_AT_ONCE = 80.0

log = SparingLog(logging.getLogger(__name__), Allowance(at_once=50, per_second=0.5))
"""For all pages together."""


def is_own_origin(origin: str | None, host: str | None, allowed: str = "") -> bool:
    """Whether a browser's page is one of the app's own: ``Origin`` names the host that was asked, or an allowed one.

    >>> is_own_origin("http://localhost:8501", "localhost:8501")
    True
    """
    try:
        parts = urlsplit(origin or "")
    except ValueError:  # brackets that hold no address
        return False
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return False
    known = {name.strip().lower() for name in allowed.split(",")} | {(host or "").lower()}
    return parts.netloc.lower() in known - {""}


async def live(websocket: WebSocket) -> None:
    """Bring a run to a page: hello, the whole history, the newest frame, the status; then what is new. Take commands.

    The first message of the page is ``{"token": ...}``. Closes with 4404 for an unknown token, 4429 for too many pages.
    """
    settings = runs.keeper().settings
    headers = websocket.headers
    if not is_own_origin(headers.get("origin"), headers.get("host"), settings.allowed_origins):
        await websocket.close(FOREIGN_ORIGIN)
        return
    await websocket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        run = runs.find(await _token(websocket))
        if run is None:
            await websocket.close(UNKNOWN_TOKEN)
        else:
            await _watch(websocket, run, settings.max_viewers)


async def _watch(websocket: WebSocket, run: Run, max_viewers: int) -> None:
    news = asyncio.Event()
    try:
        viewer = run.join(waker(asyncio.get_running_loop(), news), max_viewers)
    except Full:
        await websocket.close(TOO_MANY)
        return
    try:
        await _together(_send_news(websocket, viewer, news), _take_commands(websocket, run, viewer))
    finally:
        run.leave(viewer)


async def _together(*jobs: Any) -> None:
    """Until the first of them ends, which ends the others."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect | RuntimeError | OSError):
            raise result


async def _token(websocket: WebSocket) -> str:
    """The token in the first message; an empty one where there is none in time."""
    try:
        async with asyncio.timeout(_TOKEN_SECONDS):
            text = await _text(websocket.receive)
        found = json.loads(text) if len(text) <= commands.LARGEST_COMMAND else None
    except (TimeoutError, ValueError, RecursionError):
        return ""
    token = found.get("token") if isinstance(found, dict) else None
    return token if isinstance(token, str) else ""


async def _send_news(websocket: WebSocket, viewer: Viewer, news: asyncio.Event) -> None:
    """Send what is new, as fast as the page takes it: while one message is on its way, newer frames replace older."""
    while True:
        for message in viewer.news():
            await websocket.send_bytes(message)
        await news.wait()
        news.clear()


def waker(loop: asyncio.AbstractEventLoop, news: asyncio.Event) -> Callable[[], None]:
    """What sets an event from another thread; while it is set, another call costs nothing."""

    def wake() -> None:
        if not news.is_set():
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(news.set)

    return wake


async def _take_commands(websocket: WebSocket, run: Run, viewer: Viewer) -> None:
    """Pass on the page's commands, no more of them than a person could give; its questions get its name in front."""
    allowance = Allowance(_COMMANDS_AT_ONCE, _COMMANDS_PER_SECOND)
    while True:
        text = await _text(websocket.receive)
        if allowance.grants():
            obey(text, run, viewer)


def obey(text: str, run: Run, viewer: Viewer) -> None:
    """Give the run what a page said; what is no command is ignored, with a line in the log as long as there are few."""
    try:
        command = commands.parse(text)
    except commands.Refused as refused:
        log.warning("a command was ignored: %s", refused)
        return
    run.send(command.asked_by(viewer.name) if isinstance(command, commands.Answered) else command)


async def _text(receive: Callable[[], Awaitable[Message]]) -> str:
    """The next message; a binary one counts as an empty text.

    Raises:
        WebSocketDisconnect: there will be none.
    """
    message = await receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    return message.get("text") or ""
