"""The files that draw a run: our scripts, and Plotly's out of its Python package."""

import functools
import gzip
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

_KINDS = {".js": "text/javascript", ".css": "text/css"}
_QUICK = 5
"""How hard to press a script: a page asks for forty at once, at the very moment when it should appear."""


@dataclass(frozen=True)
class _Held:
    """A file in memory, as it was at one moment."""

    etag: str
    plain: bytes
    zipped: bytes
    media_type: str


class Scripts:
    """The scripts and styles of a folder, out of memory.

    A browser keeps them but asks each time, and so does this with the disk: an update of the app reaches everybody.

    Args:
        folder: where they lie; the Python files between them are not served.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in _KINDS}
        self._held: dict[str, _Held] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, with "not changed", or with 404."""
        request = Request(scope)
        name = scope["path"].removeprefix(scope["root_path"]).lstrip("/")
        known = name in self._files and request.method in ("GET", "HEAD")
        response = self._answer(name, request) if known else Response("Not Found", 404)
        await response(scope, receive, send)

    def _answer(self, name: str, request: Request) -> Response:
        held = self._read(name)
        headers = {"Cache-Control": "no-cache", "ETag": held.etag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == held.etag:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(held.zipped, headers={**headers, "Content-Encoding": "gzip"}, media_type=held.media_type)
        return Response(held.plain, headers=headers, media_type=held.media_type)

    def _read(self, name: str) -> _Held:
        path = self._files[name]
        found = path.stat()
        etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        held = self._held.get(name)
        if held is None or held.etag != etag:
            plain = path.read_bytes()
            held = _Held(etag, plain, gzip.compress(plain, _QUICK), _KINDS[path.suffix])
            self._held[name] = held
        return held


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
