"""The launcher: the page, the live route, and the start and stop of the workers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from playground import runs
from playground.live.routes import routes
from playground.ui.failures import show_bug


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Start the trainer with the server; leave no process behind."""
    runs.open()
    try:
        yield
    finally:
        runs.close()


app = st.App(
    Path(__file__).parent / "playground" / "ui" / "main.py",
    routes=routes(),
    lifespan=lifespan,
    on_script_error=show_bug,
)
