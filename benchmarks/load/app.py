"""The app of this checkout, or of another one, as a process of its own on loopback; it ends in every case."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.load.processes import end_all

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
END_SECONDS = 10.0


@dataclass(frozen=True)
class App:
    """An app that runs."""

    host: str
    pid: int
    log: Path

    def faults(self) -> int:
        """How many tracebacks are in its log."""
        return self.told().count("Traceback (most recent call last)")

    def told(self) -> str:
        """Its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextlib.asynccontextmanager
async def running(checkout: Path = ROOT, **settings: str) -> AsyncIterator[App]:
    """Start the app of a checkout; its settings are the environment's, and these.

    Raises:
        RuntimeError: it does not start.
    """
    host = f"127.0.0.1:{_free_port()}"
    port = host.partition(":")[2]
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        # a group of its own: Ctrl+C reaches this process, which then ends the app in order
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.headless=true",
            f"--server.port={port}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false",
            cwd=checkout, env={**os.environ, **settings}, stdout=log, stderr=log, stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            app = App(host, process.pid, Path(log.name))
            await _until_up(app, process)
            yield app
        finally:
            await _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _until_up(app: App, process: asyncio.subprocess.Process) -> None:
    end = asyncio.get_running_loop().time() + START_SECONDS
    while asyncio.get_running_loop().time() < end and process.returncode is None:
        if await asyncio.to_thread(_answers, app.host):
            return
        await asyncio.sleep(0.1)
    raise RuntimeError(f"the app did not start:\n{app.told()[-2000:]}")


def _answers(host: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://{host}/_stcore/health", timeout=1):
            return True
    except OSError:
        return False


async def _end(process: asyncio.subprocess.Process) -> None:
    """In order if it can be, and whatever it has started with it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        root = psutil.Process(process.pid)
        everyone = [root, *root.children(recursive=True)]
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), END_SECONDS)
        await asyncio.to_thread(end_all, everyone)
    await process.wait()
