"""What is seen of a run, by this process and by who watches it. Not what is done with it: that is ``run.py``."""

import threading
from collections.abc import Callable
from typing import Any

from playground.runs.channels import Channels
from playground.runs.history import Rows
from playground.runs.viewer import Audience, Viewer
from playground.spec import Explained

ENDED = frozenset({"crashed", "failed", "stopped"})
"""States without a process."""
NOT_BUILT = frozenset({"starting", "queued", "building"})
"""States before there is a network."""


class Shown:
    """A run as it is seen; safe to use from any thread."""

    def __init__(self, audience_changed: Callable[[], None]) -> None:
        self._lock = threading.RLock()
        self._channels = Channels()
        self._audience = Audience(self._channels, self._lock)
        self._audience_changed = audience_changed

    @property
    def state(self) -> str:
        """What the run is doing."""
        return self._channels.status.state

    @property
    def has_ended(self) -> bool:
        """Whether there is no process any more."""
        return self.state in ENDED

    @property
    def has_shown_itself(self) -> bool:
        """Whether its worker has built the network."""
        return self.state not in NOT_BUILT

    @property
    def problem(self) -> Explained | None:
        """What to tell the learner, if anything."""
        return self._channels.status.problem

    @property
    def num_viewers(self) -> int:
        """How many watch it."""
        return len(self._audience)

    def status(self) -> dict[str, Any]:
        """state, message, place_in_line, step, epoch, offer, learning_rate_offer."""
        with self._lock:
            return self._channels.status.whole()

    def history(self) -> tuple[tuple[str, ...], Rows]:
        """The columns' names (epoch first) and the rows, float64 ``(n, columns)``."""
        with self._lock:
            history = self._channels.history.history
            return history.names, history.rows

    def hello(self) -> bytes:
        """The hello message, empty before the worker has sent it."""
        return self._channels.hello.message

    def frame(self) -> bytes:
        """The newest frame, empty before the first."""
        return self._channels.frame.message

    def moments(self) -> bytes:
        """The newest message about the moments to go back to, empty before the first."""
        return self._channels.moments.message

    def snapshot(self) -> bytes:
        """The network that is kept against a crash, empty before the first."""
        return self._channels.snapshot.message

    def join(self, on_news: Callable[[], None], at_most: int | None = None) -> Viewer:
        """Watch: ``on_news`` is called from any thread when there is something new. ``leave`` ends it.

        Whatever this raises, nobody has joined.

        Raises:
            Full: ``at_most`` watch already.
        """
        viewer = self._audience.join(on_news, at_most)
        try:
            self._audience_changed()
        except BaseException:
            self._audience.leave(viewer)
            raise
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Watch no longer."""
        self._audience.leave(viewer)
        self._audience_changed()

    def subscribe(self, on_news: Callable[[], None]) -> Callable[[], None]:
        """As ``join``, for who only wants to be called; returns what ends it."""
        viewer = self.join(on_news)
        return lambda: self.leave(viewer)

    def tell(self) -> None:
        """Wake everybody who watches."""
        self._audience.wake()
