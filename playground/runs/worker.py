"""A run's own process: it loads the data, builds the network, trains in short chunks, obeys and shows.

Only the body of a function imports ``engine``: this module may be imported where TensorFlow must not be.
"""

import json
import logging
import os
import socket
import time
from collections.abc import Callable
from typing import Any

from playground.runs import frames, memory_watch, process, snapshots, wire
from playground.runs.curve import Curve, Speedometer
from playground.runs.link import Broken, Kind, Link
from playground.runs.pace import SLOW_SECONDS, Pace
from playground.runs.questions import LOOK_FAULT, Questions
from playground.runs.settings import Settings
from playground.runs.timeline import Timeline
from playground.spec import N_, Experiment, Explained

_NEWEST_COUNTS = frozenset({"data", "looks", "view"})
"""Of several such commands that wait, as while something is dragged, only the last counts."""

_DOWNLOAD_SECONDS = 0.25
"""Between two messages that say how far a download is."""

DOWNLOADING = N_("Downloading the data: {done} of {total} MB. It is kept for the next time.")
FAULT = N_("Something went wrong in this run. It is a fault of the program, not of your network. Start over, please.")
IDLE = N_("This run did nothing for {minutes} minutes and was ended to make room. Resume to go on where it was.")
LOOKS_BACK = N_(
    "You are looking at an earlier moment, where nothing can be changed. "
    "Go back to now, or play from here, and edit then."
)
TOO_LONG = N_("A run may last {hours} hours here, and this one did. Resume to go on where it was.")

log = logging.getLogger(__name__)


class Ended(Exception):  # noqa: N818
    """The run ends in order."""


def serve(sock: socket.socket) -> None:
    """Be the worker of one run until it is stopped or the web process is gone."""
    link = Link(sock)
    try:
        Worker(link).run()
    except (Broken, BrokenPipeError, ConnectionError, Ended):
        pass
    finally:
        sock.close()


def status(state: str, problem: Explained | None = None, **more: Any) -> bytes:
    """A status message, as a page receives it."""
    fields = {"place_in_line": None, "step": 0, "epoch": 0, "offer": None, "learning_rate_offer": None} | more
    packed = problem.pack() if problem else None
    return wire.encode({"type": "status", "state": state, "message": packed, **fields})


class Worker:
    """One run. Its state is one of building, ready, running, paused, finished, diverged."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.state = "building"
        self.trainer: Any = None

    def run(self) -> None:
        """From the start message to the end of the run.

        Raises:
            Ended: in order. Broken: the web process is gone.
        """
        start = self._receive_start()
        memory_watch.watch(self.settings.max_worker_mb, self._die_of_memory)
        try:
            self._build(start)
            self._go_on()
        except Explained as problem:
            self.link.send(Kind.STATUS, status("failed", problem))
        except MemoryError:
            too_much = memory_watch.too_much(process.own_megabytes() or 0.0, self.settings.max_worker_mb)
            self.link.send(Kind.STATUS, status("failed", too_much))
        except (Broken, ConnectionError, Ended):
            raise
        except Exception:
            log.exception("a run failed")
            self.link.send(Kind.STATUS, status("failed", Explained(FAULT)))

    def _tell_download(self) -> Callable[[int, int], None]:
        """Says how far a download is, a few times a second; gives it up when the page no longer wants the run."""
        said_at = 0.0

        def tell(done: int, total: int) -> None:
            nonlocal said_at
            if time.monotonic() - said_at < _DOWNLOAD_SECONDS:
                return
            said_at = time.monotonic()
            progress = Explained(DOWNLOADING, done=f"{done / 1e6:.1f}", total=f"{total / 1e6:.1f}")
            self.link.send(Kind.STATUS, status("building", progress))

        return tell

    # The start.

    def _receive_start(self) -> dict[str, Any]:
        kind, payload = self.link.receive_one()
        if kind is not Kind.START:
            raise Broken("the first message is not a start")
        start: dict[str, Any] = json.loads(payload)
        self.settings = Settings(**start["settings"])
        if start["has_snapshot"]:
            start["snapshot"] = self.link.receive_one()[1]
        return start

    def _build(self, start: dict[str, Any]) -> None:
        self.link.send(Kind.STATUS, status("building"))
        from playground import data as datasets
        from playground.engine.edits import Edits
        from playground.engine.trainer import Diverged, Trainer

        self._diverged = Diverged
        self.experiment = Experiment.from_json(json.dumps(start["experiment"]))
        self._use_threads()
        with datasets.download.reporting(self._tell_download()):
            data = datasets.load(self.experiment.data)
        self.link.send(Kind.STATUS, status("building", loaded=True))
        self.trainer = Trainer(self.experiment, data)
        self.timeline = Timeline(self.trainer, self.settings.max_moments_mb * 1_000_000)
        self.edits = Edits(self.trainer.model)
        self.weights_seed: int | None = None
        self.target = self.experiment.training.epochs
        self.pause_at: int | None = None
        self.speed = start.get("speed") or "turbo"
        self.pace = Pace(float(start.get("rate") or self.settings.frames_per_second))
        self.questions = Questions(self.trainer, self.timeline)
        if start.get("looks"):
            self._watch(start["looks"])
        self.curve = Curve(self.trainer.metric_names)
        self.speedometer = Speedometer()
        self._started = self._last_command = time.monotonic()
        self._last_step = self._last_snapshot = 0.0
        self._snapshot_gap, self._snapshot_step = 1.0, -1
        self._say_hello()
        if start["has_snapshot"]:
            self._restore(start["snapshot"])
            self.curve.go_back({name: value for name, value in start.get("last_row", {}).items() if value is not None})
        else:
            self._send_history(reset=True)
        self.timeline.begin_again(self.curve.last_row)
        self._show()
        self._begin(start)

    def _begin(self, start: dict[str, Any]) -> None:
        """Train at once where that was asked for, compiling on the way; else compile now, so that Play is immediate."""
        if start.get("autoplay_epochs"):
            self.pause_at = self.trainer.position.epoch + int(start["autoplay_epochs"])
            self._enter("running")
        elif start.get("play"):
            self._do_play({})
        self._obey(0.0)
        if self.state != "running":
            self.trainer.warm_up_beside()
        if self.state == "building":
            self._enter("paused" if start["has_snapshot"] else "ready")

    def _use_threads(self) -> None:
        work = sum(placed.work for placed in self.experiment.placed) * self.experiment.data.num_train
        if work >= self.settings.large_work:
            os.environ["TF_NUM_INTRAOP_THREADS"] = str(self.settings.large_worker_threads)

    def _say_hello(self) -> None:
        facts = {"steps_per_epoch": self.trainer.steps_per_epoch, "learning_rate": float(self.trainer.learning_rate)}
        self.link.send(Kind.HELLO, frames.hello(self.experiment, self.trainer.data, self.trainer.metric_names, **facts))

    # The life.

    def _go_on(self) -> None:
        while True:
            self._check_time()
            self._obey(self._patience())
            if self.state == "running" and self._patience() <= 0:
                self._advance()

    def _patience(self) -> float:
        """Seconds until there is something to do besides obeying."""
        if self.state != "running":
            return 1.0
        pause = {"slow": SLOW_SECONDS, "epoch": 1 / self.settings.frames_per_second}.get(self._speed_now(), 0.0)
        between_epochs = self._speed_now() == "slow" or self.trainer.position.batch == 0
        return max(0.0, self._last_step + pause - time.monotonic()) if between_epochs else 0.0

    def _advance(self) -> None:
        """One chunk of training, and what it has to show."""
        self._last_step = time.monotonic()
        left = self._stop_at() - self.trainer.position.epoch
        try:
            if self._speed_now() == "slow":
                rows = self.trainer.train(max_steps=1)
            else:
                epochs = self.timeline.epochs_to_next(1 if self._speed_now() == "epoch" else max(1, left))
                rows = self.trainer.train(max_seconds=self.pace.chunk_seconds(), max_epochs=epochs)
        except self._diverged as problem:
            self._stop_diverged(problem)
            return
        self._take(rows)
        if self._speed_now() == "slow":
            self.timeline.take(self.curve.last_row)
        else:
            self.timeline.follow(self.curve.last_row, bool(rows))
        if self.trainer.position.epoch >= self._stop_at():
            reached_budget = self.pause_at is None
            self.pause_at = None
            self._enter("finished" if reached_budget else "paused")
            return
        if self.pace.is_due(self._speed_now(), bool(rows)):
            self._show()
        if time.monotonic() - self._last_snapshot >= self._snapshot_gap:
            self._keep()

    def _speed_now(self) -> str:
        """The speed; a step of one epoch is as quick as it can be."""
        return self.speed if self.pause_at is None else "turbo"

    def _stop_at(self) -> int:
        return self.target if self.pause_at is None else self.pause_at

    def _take(self, rows: list[Any]) -> None:
        self.curve.take(rows)
        self.speedometer.note(self._fraction())

    def _fraction(self) -> float:
        position = self.trainer.position
        return float(position.epoch + position.batch / max(1, self.trainer.steps_per_epoch))

    def _stop_diverged(self, problem: Explained) -> None:
        offered = getattr(problem, "suggestion", float(self.trainer.learning_rate) / 10)
        self.pause_at = None
        self._enter("diverged", problem, offer="smaller_learning_rate", learning_rate_offer=float(offered))

    def _check_time(self) -> None:
        now = time.monotonic()
        if now - self._started > self.settings.max_run_seconds:
            self._end(Explained(TOO_LONG, hours=f"{self.settings.max_run_seconds / 3600:.3g}"))
        if self.state == "running":
            self._last_command = now
        elif now - self._last_command > self.settings.max_idle_seconds:
            self._end(Explained(IDLE, minutes=f"{self.settings.max_idle_seconds / 60:.3g}"))

    def _end(self, reason: Explained) -> None:
        self._keep()
        position = self.trainer.position
        said = status("stopped", reason, offer="resume", step=position.step, epoch=position.epoch)
        self.link.send(Kind.STATUS, said)
        raise Ended

    # Obeying.

    def _obey(self, patience: float) -> None:
        commands = [json.loads(payload) for kind, payload in self.link.receive(patience) if kind is Kind.COMMAND]
        newest = {command["do"]: index for index, command in enumerate(commands)}
        for index, command in enumerate(commands):
            if command["do"] not in _NEWEST_COUNTS or index == newest[command["do"]]:
                self._do(command)

    def _do(self, command: dict[str, Any]) -> None:
        self._last_command = time.monotonic()
        do = command["do"]
        if do == "stop":
            raise Ended
        if do == "rate":
            self.pace.server_rate = max(0.1, float(command["value"]))
            return
        if "id" in command:
            self._answer(command)
        else:
            getattr(self, f"_do_{do}")(command)

    def _do_play(self, command: dict[str, Any]) -> None:
        self.pause_at = None
        self.timeline.viewed = None
        if self.trainer.position.epoch >= self.target:
            self.target = self.trainer.position.epoch + self.experiment.training.epochs
        if self.state != "running":
            self._enter("running")

    def _do_pause(self, command: dict[str, Any]) -> None:
        self.pause_at = None
        if self.state == "running":
            self._enter("paused")

    def _do_step(self, command: dict[str, Any]) -> None:
        self.timeline.viewed = None
        if command["unit"] == "epoch":
            self.pause_at = self.trainer.position.epoch + 1
            self._enter("running")
            return
        try:
            self._take(self.trainer.train(max_steps=1))
        except self._diverged as problem:
            self._stop_diverged(problem)
        else:
            self._enter("paused")

    def _do_reset(self, command: dict[str, Any]) -> None:
        self.trainer.reset()
        self._begin_again()

    def _do_new_weights(self, command: dict[str, Any]) -> None:
        seed = self.experiment.training.seed if self.weights_seed is None else self.weights_seed
        self.weights_seed = (seed + 1) % 2**31
        self.trainer.new_weights(self.weights_seed)
        self._begin_again()

    def _begin_again(self) -> None:
        self.curve.go_back({})
        self.pause_at, self.target = None, self.experiment.training.epochs
        self._send_history(reset=True)
        self.edits.forget()
        self.timeline.begin_again(self.curve.last_row)
        self._snapshot_step = -1
        self._enter("ready")

    def _do_learning_rate(self, command: dict[str, Any]) -> None:
        self.trainer.learning_rate = command["value"]
        self._show()

    def _do_epochs(self, command: dict[str, Any]) -> None:
        self.experiment = self.experiment.with_epochs(command["value"])
        self.target, self.pause_at = command["value"], None
        if self.state == "running" and self.trainer.position.epoch >= self.target:
            self._enter("finished")

    def _do_data(self, command: dict[str, Any]) -> None:
        """Go on with other samples of a set that grows; the curve goes on too."""
        from playground import data as datasets

        self.experiment = self.experiment.replace(data=command["data"])
        self.trainer.replace_data(self.experiment, datasets.load(self.experiment.data))
        self._say_hello()
        self._show()
        self._snapshot_step = -1
        self._keep()

    def _do_speed(self, command: dict[str, Any]) -> None:
        self.speed = command["value"]
        self.speedometer.restart()
        self._show()

    def _do_looks(self, command: dict[str, Any]) -> None:
        self._watch(command)
        self._show()

    def _watch(self, command: dict[str, Any]) -> None:
        self.questions.watch(command["looks"])
        self.pace.page_rate = command["rate"]

    def _do_view(self, command: dict[str, Any]) -> None:
        self.timeline.view(command["step"])
        self._show()

    # Commands that are answered.

    def _answer(self, command: dict[str, Any]) -> None:
        """Do what is asked, and say to whoever asked what came of it."""
        problem: Explained | None = None
        found: tuple[dict[str, Any], frames.Arrays] = {}, {}
        try:
            found = getattr(self, f"_answer_{command['do']}")(command) or found
        except Explained as explained:
            problem = explained
        except Exception:
            log.exception("a question to a run met a fault")
            problem = Explained(LOOK_FAULT)
        header = {"type": "answer", "id": command["id"], "problem": problem.pack() if problem else None, **found[0]}
        self.link.send(Kind.ANSWER, wire.encode(header, found[1]))

    def _answer_ask(self, command: dict[str, Any]) -> tuple[dict[str, Any], frames.Arrays]:
        name, parameters = command["look"]["name"], command["look"]["parameters"]
        found = self.questions.ask(name, parameters)
        position = (self.timeline.viewed or self.trainer).position
        return {"look": name, **position._asdict()}, found

    def _answer_edit(self, command: dict[str, Any]) -> None:
        if self.timeline.viewed:
            raise Explained(LOOKS_BACK)
        self.edits.set(command["layer"], command["weight"], tuple(command["index"]), float(command["value"]))
        self._was_edited()

    def _answer_put_back(self, command: dict[str, Any]) -> None:
        if self.timeline.viewed:
            raise Explained(LOOKS_BACK)
        self.edits.put_back()
        self._was_edited()

    def _was_edited(self) -> None:
        self.timeline.take(self.curve.last_row)
        self._snapshot_step = -1
        self._show()

    def _answer_rewind(self, command: dict[str, Any]) -> None:
        """Go back to an earlier moment: what came after it is forgotten, and training goes on from there."""
        moment = self.timeline.go_back(command["step"])
        self.trainer.go_back(moment.snapshot)
        self.curve.go_back(moment.values)
        self.pause_at = None
        self.edits.forget()
        self._send_history(cut=moment.position.epoch)
        self._snapshot_step = -1
        self._enter("paused")

    def _answer_hand_over(self, command: dict[str, Any]) -> tuple[dict[str, Any], frames.Arrays]:
        """A moment as a snapshot, for a run that branches off there."""
        snapshot = self.timeline.at(command["step"]).snapshot
        return {"snapshot": snapshots.header_of(snapshot, self._choices())}, dict(snapshots.arrays_of(snapshot))

    # Showing.

    def _enter(self, state: str, problem: Explained | None = None, **more: Any) -> None:
        """Change the state; a state that stays is shown and kept at once."""
        self.state = state
        self.speedometer.restart()
        if state not in ("running", "ready", "building"):
            self.timeline.take(self.curve.last_row)
        if state == "running":
            self._last_step = 0.0
            self.pace.begin()
            self.speedometer.note(self._fraction())
        else:
            self._show()
            self._keep()
        position = self.trainer.position
        self.link.send(Kind.STATUS, status(state, problem, step=position.step, epoch=position.epoch, **more))

    def _show(self) -> None:
        """Send the new rows and a frame. While it trains, a frame that would wait is left out."""
        self._send_history()
        if self.state == "running" and not self.link.is_writable():
            return
        began = time.monotonic()
        arrays, problems = self.questions.answers(is_running=self.state == "running")
        position = self.trainer.position
        header = {
            "type": "frame",
            "state": self.state,
            "epoch": position.epoch,
            "step": position.step,
            "batch": position.batch,
            "speed": self.speed,
            "learning_rate": float(self.trainer.learning_rate),
            "epochs_per_second": self.speedometer.epochs_per_second if self.state == "running" else 0.0,
            "values": self.curve.last_row,
            "running": {name: float(value) for name, value in self.trainer.running().items()},
            "viewed": self.timeline.said_viewed(),
            "problems": problems,
            "edits": self.edits.count,
        }
        message = wire.encode(header, arrays)
        self.pace.made(began)
        self.link.send(Kind.FRAME, message)
        said = self.timeline.news(at_once=self.state != "running")
        if said:
            self.link.send(Kind.MOMENTS, said)

    def _send_history(self, reset: bool = False, cut: int | None = None) -> None:
        said = self.curve.news(reset, cut)
        if said:
            self.link.send(Kind.HISTORY, said)

    # Snapshots.

    def _keep(self) -> None:
        """Send the weights and the optimizer's state, so that a crash costs at most about a second."""
        position = self.trainer.position
        self._last_snapshot = time.monotonic()
        if position.step == self._snapshot_step:
            return
        self._send_history()
        message = snapshots.pack(self.trainer.snapshot(), self._choices())
        megabytes = len(message) / 1e6
        self._snapshot_gap = max(1.0, megabytes / self.settings.snapshot_mb_per_second)
        if megabytes <= self.settings.max_snapshot_mb:
            self._snapshot_step = position.step
            self.link.send(Kind.SNAPSHOT, message)

    def _choices(self) -> dict[str, Any]:
        rate = float(self.trainer.learning_rate)
        return {"weights_seed": self.weights_seed, "learning_rate": rate, "target": self.target}

    def _restore(self, message: bytes) -> None:
        header, snapshot = snapshots.unpack(message)
        if header["weights_seed"] is not None:
            self.weights_seed = int(header["weights_seed"])
            self.trainer.new_weights(self.weights_seed)
        self.trainer.restore(snapshot)
        self.trainer.learning_rate = float(header["learning_rate"])
        self.target = int(header["target"])

    def _die_of_memory(self, problem: Explained) -> None:
        try:
            self.link.send(Kind.STATUS, status("failed", problem))
        finally:
            os._exit(3)


def main() -> None:
    """A started (not forked) worker: ``python -m playground.runs.worker HOST PORT``, the secret on standard input.

    It imports everything, says that it is ready by its secret, and waits for its run.
    """
    import sys

    host, port = sys.argv[1], int(sys.argv[2])
    secret = sys.stdin.readline().strip().encode()
    settings = Settings.from_environment()
    import playground.data
    import playground.engine.looks
    import playground.engine.trainer  # noqa: F401

    sock = socket.create_connection((host, port), timeout=10)
    sock.settimeout(None)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    process.be_polite(settings.worker_priority)
    Link(sock).send(Kind.SECRET, secret)
    serve(sock)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    main()
