"""Tells a browser at once which of our scripts a page will need.

A page's scripts import each other five deep, and Streamlit asks for the first of them only when its own page stands:
over a slow line each step would cost a journey. A ``Link`` header on the page itself fetches all of them meanwhile.
"""

import functools
import re
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONTEND = Path(__file__).parent / "frontend"
_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?\bfrom\s+["'](\.[^"']+)["']""", re.MULTILINE)


class Preload:
    """Adds the header to every page that is answered with HTML."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; a page's answer gets the header."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = scope["path"].rpartition("/")[2]

        async def send_with_header(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message):
                message["headers"] = [*message["headers"], (b"link", link_header(page).encode())]
            await send(message)

        await self.app(scope, receive, send_with_header)


def _is_html(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def link_header(page: str) -> str:
    """The header for the last part of a page's address; relative, so that it holds below any base path."""
    view = FRONTEND / "inside" / f"{page}_view.js"
    entries = ("inside/page.js", f"inside/{page}_view.js") if page.isalpha() and view.is_file() else ("stage.js",)
    return ", ".join(f'<live/static/{name}>; rel="modulepreload"; fetchpriority="low"' for name in modules_of(*entries))


@functools.cache
def modules_of(*entries: str) -> tuple[str, ...]:
    """These scripts and all that they import, as paths below ``frontend/``."""
    found: dict[str, None] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        path = FRONTEND / name
        imported = _IMPORT.findall(path.read_text(encoding="utf-8"))
        waiting += [(path.parent / other).resolve().relative_to(FRONTEND.resolve()).as_posix() for other in imported]
    return tuple(found)
