"""What the server offers besides Streamlit's own: the live connection to a run, and the files that draw it.

The routes match under any base path (``server.baseUrlPath``). The live connection is for the app's own pages and for
who knows the run's token.
"""

import asyncio
import contextlib
import functools
import gzip
import importlib.util
import json
import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from playground import runs
from playground.live.preload import FRONTEND
from playground.locale.catalogues import words_of_browser
from playground.runs import commands
from playground.runs.run import Run, Viewer

FOREIGN_ORIGIN = 4403
UNKNOWN_TOKEN = 4404
TOO_MANY = 4429
_TOKEN_SECONDS = 10.0
_COMMANDS_PER_SECOND = 40.0
_COMMANDS_AT_ONCE = 80.0

log = logging.getLogger(__name__)


def routes() -> list[BaseRoute]:
    """``/live/ws``, ``/live/static/...``, ``/live/words/...`` and ``/live/plotly.min.js``, also below a base path."""
    found: list[BaseRoute] = []
    for base in ("", "/{base:path}"):
        found += [
            WebSocketRoute(f"{base}/live/ws", live),
            Route(f"{base}/live/plotly.min.js", plotly),
            Route(f"{base}/live/words/{{language}}.json", words),
            Mount(f"{base}/live/static", Revalidated(directory=FRONTEND, check_dir=False)),
        ]
    return found


class Revalidated(StaticFiles):
    """Files that a browser keeps but asks about each time, so that an update of the app reaches it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"cache-control", b"no-cache")]
            await send(message)

        await super().__call__(scope, receive, send_with_header)


async def words(request: Request) -> Response:
    """What the scripts say, English → a language; empty for one that has no catalogue."""
    found = words_of_browser(request.path_params["language"])
    return JSONResponse(dict(found), headers={"Cache-Control": "no-cache"})


async def plotly(request: Request) -> Response:
    """Plotly's JavaScript out of the Python package, so that the page needs no network."""
    path = plotly_file()
    headers = {"Cache-Control": "public, max-age=86400", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(path, media_type="text/javascript", headers=headers)
    etag = f'"{path.stat().st_mtime_ns:x}-{path.stat().st_size:x}"'
    headers["ETag"] = etag
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    body = await run_in_threadpool(_compressed, path)
    return Response(body, media_type="text/javascript", headers={**headers, "Content-Encoding": "gzip"})


@functools.cache
def plotly_file() -> Path:
    """Where the installed package keeps it; the package itself is not imported."""
    found = importlib.util.find_spec("plotly")
    if found is None or found.origin is None:
        raise RuntimeError("plotly is not installed")
    return Path(found.origin).parent / "package_data" / "plotly.min.js"


@functools.cache
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


def is_own_origin(origin: str | None, host: str | None, allowed: str = "") -> bool:
    """Whether a browser's page is one of the app's own: ``Origin`` names the host that was asked, or an allowed one.

    >>> is_own_origin("http://localhost:8501", "localhost:8501")
    True
    """
    parts = urlsplit(origin or "")
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
        elif run.num_viewers >= settings.max_viewers:
            await websocket.close(TOO_MANY)
        else:
            viewer = Viewer(run)
            await _together(_send_news(websocket, run, viewer), _take_commands(websocket, run, viewer))


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
            text = await websocket.receive_text()
        found = json.loads(text) if len(text) <= commands.LARGEST_COMMAND else None
    except (TimeoutError, ValueError, KeyError, RecursionError):
        return ""
    token = found.get("token") if isinstance(found, dict) else None
    return token if isinstance(token, str) else ""


async def _send_news(websocket: WebSocket, run: Run, viewer: Viewer) -> None:
    """Send what is new, as fast as the page takes it: while one message is on its way, newer frames replace older."""
    news = asyncio.Event()
    end = run.subscribe(waker(asyncio.get_running_loop(), news))
    try:
        while True:
            for message in viewer.news():
                await websocket.send_bytes(message)
            await news.wait()
            news.clear()
    finally:
        end()


def waker(loop: asyncio.AbstractEventLoop, news: asyncio.Event) -> Callable[[], None]:
    """What sets an event from another thread; while it is set, another call costs nothing."""

    def wake() -> None:
        if not news.is_set():
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(news.set)

    return wake


async def _take_commands(websocket: WebSocket, run: Run, viewer: Viewer) -> None:
    """Pass on the page's commands, no more of them than a person could give; its questions get its name in front."""
    allowance, before = _COMMANDS_AT_ONCE, time.monotonic()
    while True:
        text = await _text(websocket.receive)
        now = time.monotonic()
        allowance = min(_COMMANDS_AT_ONCE, allowance + (now - before) * _COMMANDS_PER_SECOND)
        before = now
        if allowance < 1:
            continue
        allowance -= 1
        command = commands.parse(text)
        if command is not None:
            named = {"id": f"{viewer.name}:{command['id']}"} if "id" in command else {}
            run.send({**command, **named})


async def _text(receive: Callable[[], Awaitable[Message]]) -> str:
    """The next message; a binary one counts as an empty text.

    Raises:
        WebSocketDisconnect: there will be none.
    """
    message = await receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    return message.get("text") or ""
