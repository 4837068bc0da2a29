"""Tells a browser at once which of our scripts a page will need.

A page's scripts import each other five deep, and Streamlit asks for the first of them only when its own page stands:
over a slow line each step would cost a journey. A ``Link`` header on the page itself fetches all of them meanwhile.
"""

import functools
import re
from collections.abc import Iterator
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRONTEND = Path(__file__).parents[1] / "browser"
WITHOUT_SCRIPTS = frozenset({"guide"})
IN_A_LATER_TAB = frozenset({"pages/activations/page.js"})
"""What a page mounts only when a learner opens another section than the first: fetched then."""
_MOUNTED = re.compile(r"^export const \{ show, hide \} = mount\(", re.MULTILINE)
_IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?\bfrom\s+["'](\.[^"']+)["']""", re.MULTILINE)


class Preload:
    """Adds the header to every page that is answered with HTML and has scripts of ours."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; a page's answer gets the header."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        page = scope["path"].rpartition("/")[2]

        async def send_with_header(message: Message) -> None:
            header = link_header(page) if message["type"] == "http.response.start" and _is_html(message) else ""
            if header:
                message["headers"] = [*message["headers"], (b"link", header.encode())]
            await send(message)

        await self.app(scope, receive, send_with_header)


def _is_html(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])


def link_header(page: str) -> str:
    """The header for the last part of a page's address; relative, so that it holds below any base path."""
    names = modules_of(*(name for name in entries_of(page) if name not in IN_A_LATER_TAB))
    return ", ".join(f'<live/static/{name}>; rel="modulepreload"; fetchpriority="low"' for name in names)


def entries_of(page: str) -> tuple[str, ...]:
    """The scripts that a page mounts: those of its folder that can be mounted; at an unknown address is the stage."""
    return () if page in WITHOUT_SCRIPTS else _entries().get(page, _entries()["stage"])


@functools.cache
def _entries() -> dict[str, tuple[str, ...]]:
    return {folder.name: tuple(_mounted(folder)) for folder in (FRONTEND / "pages").iterdir()}


def _mounted(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.js")):
        if _MOUNTED.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(FRONTEND).as_posix()


@functools.cache
def modules_of(*entries: str) -> tuple[str, ...]:
    """These scripts and all that they import, as paths below ``browser/``."""
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
