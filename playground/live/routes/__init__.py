"""What the server offers besides Streamlit's own: the live connection to a run, the scripts' words, and their files.

The routes match under any base path (``server.baseUrlPath``).
"""

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from playground.live.preload import FRONTEND
from playground.live.routes.files import Scripts, plotly
from playground.live.routes.run import live
from playground.live.routes.words import words


def routes() -> list[BaseRoute]:
    """``/live/ws``, ``/live/static/...``, ``/live/words/...`` and ``/live/plotly.min.js``, also below a base path."""
    found: list[BaseRoute] = []
    scripts = Scripts(FRONTEND)
    for base in ("", "/{base:path}"):
        found += [
            WebSocketRoute(f"{base}/live/ws", live),
            Route(f"{base}/live/plotly.min.js", plotly),
            Route(f"{base}/live/words/{{language}}.json", words),
            Mount(f"{base}/live/static", scripts),
        ]
    return found
