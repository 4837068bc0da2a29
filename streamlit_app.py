"""The launcher: the page, the live route, and the start and stop of the workers."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from playground import jobs, runs
from playground.data import own
from playground.live.preload import Preload, link_header
from playground.live.routes import routes
from playground.runs.imports import without_collections
from playground.ui.failures import show_bug


def _import_ahead() -> None:
    """What is imported and read at the first visit only, while that visitor's browser still loads the page."""
    with without_collections():
        import pandas  # noqa: F401
        import streamlit.emojis  # noqa: F401

        import playground.ui.playground.page  # noqa: F401

        link_header("")


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Start the fork server with the web server; leave no process and no file of a learner behind."""
    own.store.open()  # before the fork server, whose workers find the folder by the environment
    runs.open()
    threading.Thread(target=_import_ahead, daemon=True).start()
    try:
        yield
    finally:
        runs.close()
        jobs.close()
        own.store.close()


app = st.App(
    Path(__file__).parent / "playground" / "ui" / "main.py",
    routes=routes(),
    lifespan=lifespan,
    middleware=[Middleware(Preload)],
    on_script_error=show_bug,
)
