"""What a worker says, by the kind of message: each channel takes its messages and knows what is new for a viewer.

A new kind of message is one class here and one line in ``Channels``. Nothing here locks: that is the run's affair.
"""

import math
import time
from typing import Any, NamedTuple

from playground.runs import wire
from playground.runs.answers import Answers
from playground.runs.channel import Channel, News
from playground.runs.history import History, Rows
from playground.runs.status import Status, status_header
from playground.runs.stream import Kind
from playground.spec import Explained

_THINNED_SECONDS = 5.0
"""How often a page takes the whole history again because rows went; a longer history than needed harms nobody."""


class Newest(Channel):
    """Of these messages the newest counts; it is empty before the first."""

    def __init__(self) -> None:
        self.message = b""
        self.version = 0

    def take(self, payload: bytes) -> None:
        """Keep it instead of the one before."""
        self.message = payload
        self.version += 1

    def news(self, mark: Any, viewer: str) -> News:
        """The newest, to whoever has not received it."""
        is_new = self.message and mark != self.version
        return ([self.message] if is_new else []), self.version

    def position(self) -> dict[str, int] | None:
        """Step and epoch, as the message says them."""
        if not self.message:
            return None
        header = wire.decode_header(self.message)
        return {"step": header["step"], "epoch": header["epoch"]}


class HelloChannel(Newest):
    """What a page must know before all else."""

    kind = Kind.HELLO
    comes_after_hello = False


class FrameChannel(Newest):
    """The pictures."""

    kind = Kind.FRAME


class MomentsChannel(Newest):
    """Which moments there are to go back to."""

    kind = Kind.MOMENTS

    def forget(self) -> None:
        """They went with their worker."""
        self.message = b""


class SnapshotChannel(Newest):
    """The network as it is kept against a crash; for the next worker, not for viewers."""

    kind = Kind.SNAPSHOT
    is_for_viewers = False

    def news(self, mark: Any, viewer: str) -> News:
        """Never anything."""
        return [], mark


class _Followed(NamedTuple):
    """How far a viewer has followed the curve."""

    era: int
    generation: int
    whole_at: float
    epoch: float


class HistoryChannel(Channel):
    """The whole curve; a viewer gets every row, and once in a while the whole again where rows were thinned out."""

    kind = Kind.HISTORY

    def __init__(self) -> None:
        self.history = History()

    def take(self, payload: bytes) -> None:
        """Add rows, after a cut or a new beginning where the message says so."""
        header, arrays = wire.decode(payload)
        rows, names = arrays["rows"], tuple(header["names"])
        if header.get("cut") is not None:
            self.history.cut(float(header["cut"]))
        if header["reset"]:
            self.history.clear(names)
        self.history.append(rows)

    def begin_with(self, names: tuple[str, ...], rows: Rows) -> None:
        """A curve that another run has drawn so far."""
        self.history.clear(names)
        self.history.append(rows)

    def cut_at(self, epoch: float | None) -> None:
        """Forget the rows after an epoch; None for all of them."""
        if epoch is not None:
            self.history.cut(epoch)
        elif self.history.names:
            self.history.clear(self.history.names)

    def last_row(self) -> dict[str, float | None]:
        """The last figures by name, without the epoch; None for those that are not finite."""
        if not len(self.history):
            return {}
        pairs = zip(self.history.names, self.history.rows[-1].tolist(), strict=True)
        return {name: value if math.isfinite(value) else None for name, value in pairs if name != "epoch"}

    def news(self, mark: Any, viewer: str) -> News:
        """The rows since then, or the whole curve."""
        followed: _Followed | None = mark
        history, now = self.history, time.monotonic()
        if followed is None or self._is_another(followed, now):
            mark = _Followed(history.era, history.generation, now, history.last_epoch)
            return [self._say(history.rows, reset=True)], mark
        rows = history.after(followed.epoch)
        mark = followed._replace(epoch=history.last_epoch)
        return ([self._say(rows, reset=False)] if len(rows) else []), mark

    def _is_another(self, followed: _Followed, now: float) -> bool:
        was_thinned = followed.generation != self.history.generation and now - followed.whole_at > _THINNED_SECONDS
        return followed.era != self.history.era or was_thinned

    def _say(self, rows: Rows, *, reset: bool) -> bytes:
        return wire.encode({"type": "history", "names": list(self.history.names), "reset": reset}, {"rows": rows})


class StatusChannel(Channel):
    """What the run is doing; said by its worker, or by the keeper where there is none."""

    kind = Kind.STATUS
    comes_after_hello = False

    def __init__(self, *where: Newest) -> None:
        self._where = where
        """The messages that say how far the training is."""
        self.version = 0
        self._status: Status = {}
        self.set("starting")

    @property
    def state(self) -> str:
        """Its one word."""
        return str(self._status["state"])

    @property
    def place_in_line(self) -> int | None:
        """From 1, while it waits."""
        place: int | None = self._status["place_in_line"]
        return place

    @property
    def problem(self) -> Explained | None:
        """What to tell the learner, if anything."""
        message = self._status["message"]
        return Explained.unpack(message) if message else None

    def take(self, payload: bytes) -> None:
        """Keep what it says."""
        self._keep(wire.decode_header(payload))

    def set(self, state: str, problem: Explained | None = None, **more: Any) -> None:
        """Say it here, where no worker says it."""
        self._keep(status_header(state, problem, **more))

    def whole(self) -> Status:
        """All that is known, with the position of now."""
        return {**self._status, **self.position()}

    def position(self, *, newest: bool = False) -> dict[str, int]:
        """Step and epoch of the newest picture or snapshot while it trains, of the status otherwise."""
        known = [{"step": self._status["step"], "epoch": self._status["epoch"]}]
        if newest or self.state == "running":
            known = [place for place in (channel.position() for channel in self._where) if place] or known
        return max(known, key=lambda position: int(position["step"]))

    def news(self, mark: Any, viewer: str) -> News:
        """The status, where it has changed."""
        return ([wire.encode(self.whole())] if mark != self.version else []), self.version

    def _keep(self, header: Status) -> None:
        self._status = {name: value for name, value in header.items() if name != "arrays"}
        self.version += 1


class Channels:
    """One channel for each kind of message, in the order in which a viewer hears of them."""

    def __init__(self) -> None:
        self.hello = HelloChannel()
        self.history = HistoryChannel()
        self.frame = FrameChannel()
        self.moments = MomentsChannel()
        self.answers = Answers()
        self.snapshot = SnapshotChannel()
        self.status = StatusChannel(self.frame, self.snapshot)
        self.by_kind: dict[Kind, Channel] = {channel.kind: channel for channel in vars(self).values()}

    def news(self, marks: dict[Kind, Any], viewer: str) -> list[bytes]:
        """What is new for a viewer, in order; ``marks`` says how far it has followed, and is brought up to now.

        Nothing but answers and the status comes before a hello.
        """
        found: list[bytes] = []
        for kind, channel in self.by_kind.items():
            if self.hello.message or not channel.comes_after_hello:
                messages, marks[kind] = channel.news(marks.get(kind), viewer)
                found += messages
        return found
