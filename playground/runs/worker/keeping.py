"""What a worker says: state, pictures, curve, moments, and the snapshots that are kept against a crash."""

from typing import Any

from playground.jobs import spending
from playground.jobs.spending import Seconds
from playground.runs import frames, snapshots, wire
from playground.runs.status import status_header
from playground.runs.stream import Kind, Link
from playground.runs.worker.work import Work
from playground.spec import Explained

_SHARE = 50
"""Snapshots take at most one part in so many of this process's time: beside many others they are fewer."""
_PATIENCE = 10.0
"""But not so many times fewer."""


def status(state: str, problem: Explained | None = None, **more: Any) -> bytes:
    """A status message, as a page receives it."""
    return wire.encode(status_header(state, problem, **more))


def say_status(link: Link, state: str, problem: Explained | None = None, **more: Any) -> None:
    """Send a status."""
    link.send(Kind.STATUS, status(state, problem, **more))


class Keeping:
    """Tells the web process about one run, so that pages see it and a crash costs at most about a second."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept = Seconds(0.0, 0.0)
        """When that was last done."""
        self._gap = 1.0
        """Seconds between two snapshots at least."""
        self._cost = 0.0
        """Seconds of the processor that the last one took."""
        self._kept_step: int | None = None
        self.shown_step: int | None = None
        """The step of the newest picture."""

    def say_hello(self) -> None:
        """Send what a page must know before the first picture."""
        work, trainer = self._work, self._work.trainer
        facts = {"steps_per_epoch": trainer.steps_per_epoch, "learning_rate": float(trainer.learning_rate)}
        work.link.send(Kind.HELLO, frames.hello(work.experiment, trainer.data, trainer.metric_names, **facts))

    def enter(self, state: str, problem: Explained | None = None, **more: Any) -> None:
        """Change the state; a state that stays is shown and kept at once."""
        work = self._work
        work.state = state
        work.speedometer.restart()
        if state not in ("running", "ready", "building"):
            work.timeline.take(work.curve.last_row)
        if state == "running":
            work.stepped = 0.0
            work.pace.begin()
            work.note_speed()
        else:
            self.show()
        position = work.trainer.position
        say_status(work.link, state, problem, step=position.step, epoch=position.epoch, **more)
        if state != "running":  # last, as somebody has clicked and waits for what is said before
            self.keep()

    def break_down(self, problem: Explained) -> None:
        """Training diverged; offer a learning rate that may hold."""
        work = self._work
        offered = getattr(problem, "suggestion", float(work.trainer.learning_rate) / 10)
        work.pause_at = None
        self.enter("diverged", problem, offer="smaller_learning_rate", learning_rate_offer=float(offered))

    def show(self) -> None:
        """Send the new rows and a frame. While it trains, a frame that would wait is left out."""
        work = self._work
        is_running = work.state == "running"
        self.send_history()
        if is_running and not work.link.is_writable():
            return
        began = work.pace.now()
        arrays, problems = work.questions.answers(is_running=is_running)
        message = wire.encode({**self._frame(), "problems": problems}, arrays)
        work.link.send(Kind.FRAME, message)
        said = work.timeline.news(at_once=not is_running)
        if said:
            work.link.send(Kind.MOMENTS, said)
        work.pace.made(began)
        self.shown_step = work.trainer.position.step

    def _frame(self) -> dict[str, Any]:
        work, trainer = self._work, self._work.trainer
        position = trainer.position
        return {
            "type": "frame",
            "state": work.state,
            "epoch": position.epoch,
            "step": position.step,
            "batch": position.batch,
            "speed": work.speed,
            "learning_rate": float(trainer.learning_rate),
            "epochs_per_second": work.speedometer.epochs_per_second if work.state == "running" else 0.0,
            "values": work.curve.last_row,
            "running": {name: float(value) for name, value in trainer.running().items()},
            "viewed": work.timeline.said_viewed(),
            "edits": work.edits.count,
            "edit_version": work.edits.version,
            "spent": work.spent(),
        }

    def send_history(self, reset: bool = False, cut: int | None = None) -> None:
        """Send the new rows, if there is anything to say; see ``Curve.news``."""
        said = self._work.curve.news(reset, cut)
        if said:
            self._work.link.send(Kind.HISTORY, said)

    def keep_if_due(self) -> None:
        """Keep the network, no more often than its size allows."""
        since = spending.between(self._kept, spending.now())
        waits = since.own < _SHARE * self._cost and since.wall < _PATIENCE * self._gap
        if since.wall >= self._gap and not waits:
            self.keep()

    def keep(self) -> None:
        """Send the weights and the optimizer's state, unless those of this step were sent."""
        work = self._work
        position = work.trainer.position
        self._kept = spending.now()
        if position.step == self._kept_step:
            return
        self.send_history()
        message = snapshots.pack(work.trainer.snapshot(), self.choices())
        megabytes = len(message) / 1e6
        self._gap = max(1.0, megabytes / work.settings.snapshot_mb_per_second)
        if megabytes <= work.settings.max_snapshot_mb:
            self._kept_step = position.step
            work.link.send(Kind.SNAPSHOT, message)
        self._cost = spending.between(self._kept, spending.now()).own

    def forget(self) -> None:
        """What was kept at this step is not what the network is now."""
        self._kept_step = None

    def choices(self) -> dict[str, Any]:
        """What a snapshot says besides its arrays and its position."""
        work = self._work
        rate = float(work.trainer.learning_rate)
        return {"weights_seed": work.weights_seed, "learning_rate": rate, "target": work.target}

    def restore(self, message: bytes) -> None:
        """Go on from a snapshot."""
        work = self._work
        header, snapshot = snapshots.unpack(message)
        if header["weights_seed"] is not None:
            work.weights_seed = int(header["weights_seed"])
            work.trainer.new_weights(work.weights_seed)
        work.trainer.restore(snapshot)
        work.trainer.learning_rate = float(header["learning_rate"])
        work.target = int(header["target"])
