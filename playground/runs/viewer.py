"""Who watches a run: each viewer is woken when there is news, and takes what it has not received."""

import itertools
import logging
import threading
from collections.abc import Callable
from typing import Any

from playground.runs.channels import Channels
from playground.runs.stream import Kind

_NUMBERS = itertools.count(1)

log = logging.getLogger(__name__)


class Full(Exception):  # noqa: N818
    """As many watch the run as may."""


class Viewer:
    """What one page has received, and what it should receive next: nothing twice, no old frame, every row."""

    def __init__(self, channels: Channels, lock: threading.RLock, on_news: Callable[[], None]) -> None:
        self.name = f"v{next(_NUMBERS)}"
        """In front of the names of its questions."""
        self.on_news = on_news
        self._channels, self._lock = channels, lock
        self._marks: dict[Kind, Any] = {}

    def news(self) -> list[bytes]:
        """The messages to send now, in order: hello, history, frame, moments, answers, status."""
        with self._lock:
            return self._channels.news(self._marks, self.name)


class Audience:
    """The viewers of one run; joining and leaving change nothing else, so that neither can be left half done."""

    def __init__(self, channels: Channels, lock: threading.RLock) -> None:
        self._channels, self._lock = channels, lock
        self._viewers: dict[str, Viewer] = {}

    def __len__(self) -> int:
        return len(self._viewers)

    def join(self, on_news: Callable[[], None], at_most: int | None) -> Viewer:
        """A new viewer.

        Raises:
            Full: there are ``at_most`` already.
        """
        viewer = Viewer(self._channels, self._lock, on_news)
        with self._lock:
            if at_most is not None and len(self._viewers) >= at_most:
                raise Full
            self._viewers[viewer.name] = viewer
            self._channels.answers.welcome(viewer.name)
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """The viewer hears no more; a second time changes nothing."""
        with self._lock:
            self._viewers.pop(viewer.name, None)
            self._channels.answers.forget(viewer.name)

    def wake(self) -> None:
        """Call everybody, without the lock, as they may do anything; one who cannot be called keeps nobody from it."""
        with self._lock:
            viewers = list(self._viewers.values())
        for viewer in viewers:
            try:
                viewer.on_news()
            except Exception:
                log.exception("a viewer of a run could not be called")
