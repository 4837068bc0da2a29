"""A worker's life: it is given an experiment, builds its network, trains in short chunks, and ends in time."""

import json
import logging
import os
import time
from collections.abc import Callable
from typing import Any

from playground.runs import commands, memory_watch, process
from playground.runs.curve import Curve
from playground.runs.pace import SLOW_SECONDS, Pace
from playground.runs.questions import Questions
from playground.runs.settings import Settings
from playground.runs.stream import Broken, Kind, Link
from playground.runs.timeline import Timeline
from playground.runs.worker import orders
from playground.runs.worker.compiling import Compiling
from playground.runs.worker.keeping import Keeping, say_status
from playground.runs.worker.orders import Ended
from playground.runs.worker.work import Work
from playground.spec import N_, NP_, Experiment, Explained

_DOWNLOAD_SECONDS = 0.25
"""Between two messages that say how far a download is."""

DOWNLOADING = N_("Downloading the data: {done} of {total} MB. It is kept for the next time.")
FAULT = N_("Something went wrong in this run. It is a fault of the program, not of your network. Start over, please.")
IDLE = NP_(
    "This run did nothing for {minutes} minute and was ended to make room. Resume to go on where it was.",
    "This run did nothing for {minutes} minutes and was ended to make room. Resume to go on where it was.",
    "minutes",
)
TOO_LONG = NP_(
    "A run may last {hours} hour here, and this one did. Resume to go on where it was.",
    "A run may last {hours} hours here, and this one did. Resume to go on where it was.",
    "hours",
)

log = logging.getLogger(__name__)


class Worker:
    """One run, from its start message to its end."""

    def __init__(self, link: Link) -> None:
        self.link = link

    def run(self) -> None:
        """Live.

        Raises:
            Ended: in order. Broken: the web process is gone.
        """
        start = self._receive_start()
        settings = Settings(**start["settings"])
        memory_watch.watch(settings.max_worker_mb, self._die_of_memory)
        try:
            Life(build(self.link, settings, start)).lead(start)
        except Explained as problem:
            say_status(self.link, "failed", problem)
        except MemoryError:
            too_much = memory_watch.too_much(process.own_megabytes() or 0.0, settings.max_worker_mb)
            say_status(self.link, "failed", too_much)
        except (Broken, ConnectionError, Ended):
            raise
        except Exception:
            log.exception("a run failed")
            say_status(self.link, "failed", Explained(FAULT))

    def _receive_start(self) -> dict[str, Any]:
        kind, payload = self.link.receive_one()
        if kind is not Kind.START:
            raise Broken("the first message is not a start")
        start: dict[str, Any] = json.loads(payload)
        if start["has_snapshot"]:
            start["snapshot"] = self.link.receive_one()[1]
        return start

    def _die_of_memory(self, problem: Explained) -> None:
        try:
            say_status(self.link, "failed", problem)
        finally:
            os._exit(3)


def build(link: Link, settings: Settings, start: dict[str, Any]) -> Work:
    """Load the data, build the network and all that goes with it.

    Raises:
        Explained: the data cannot be had.
    """
    say_status(link, "building")
    from playground import data as datasets
    from playground.engine.edits import Edits
    from playground.engine.trainer import Trainer

    experiment = Experiment.from_json(json.dumps(start["experiment"]))
    _use_threads(experiment, settings)
    with datasets.download.reporting(_tell_download(link)):
        data = datasets.load(experiment.data)
    say_status(link, "building", loaded=True)
    trainer = Trainer(experiment, data)
    timeline = Timeline(trainer, settings.max_moments_mb * 1_000_000)
    pace = Pace(float(start.get("rate") or settings.frames_per_second))
    work = Work(
        link=link,
        settings=settings,
        experiment=experiment,
        trainer=trainer,
        edits=Edits(trainer),
        timeline=timeline,
        questions=Questions(trainer, timeline),
        curve=Curve(trainer.metric_names),
        pace=pace,
        compiling=Compiling(link, trainer, lambda: pace.training + pace.pictures),
        target=experiment.training.epochs,
        speed=start.get("speed") or "turbo",
    )
    if start.get("looks"):
        orders.watch(work, commands.Looks.model_validate(start["looks"]))
    return work


def _use_threads(experiment: Experiment, settings: Settings) -> None:
    work = sum(placed.work for placed in experiment.placed) * experiment.data.num_train
    if work >= settings.large_work:
        os.environ["TF_NUM_INTRAOP_THREADS"] = str(settings.large_worker_threads)


def _tell_download(link: Link) -> Callable[[int, int], None]:
    """Says how far a download is, a few times a second; gives it up when the page no longer wants the run."""
    said_at = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal said_at
        if any(kind is Kind.COMMAND and json.loads(payload)["do"] == "stop" for kind, payload in link.peek()):
            raise Ended
        if time.monotonic() - said_at < _DOWNLOAD_SECONDS:
            return
        said_at = time.monotonic()
        progress = Explained(DOWNLOADING, done=f"{done / 1e6:.1f}", total=f"{total / 1e6:.1f}")
        say_status(link, "building", progress)

    return tell


class Life:
    """A run whose network exists."""

    def __init__(self, work: Work) -> None:
        from playground.engine.trainer import Diverged

        self._work = work
        self._keeping = Keeping(work)
        self._diverged = Diverged
        self._is_settled = self._has_made_room = work.settings.worker_priority != "auto"

    def lead(self, start: dict[str, Any]) -> None:
        """Say hello, go on from a snapshot if there is one, and train and obey from then on.

        Raises:
            Ended: in order. Broken: the web process is gone.
        """
        self._introduce(start)
        self._begin(start)
        work = self._work
        while True:
            self._check_time()
            work.compiling.follow(work.last_step)
            orders.obey(work, self._keeping, self._patience())
            if work.state == "running" and self._patience() <= 0:
                self._advance()
                self._make_room()

    def _introduce(self, start: dict[str, Any]) -> None:
        work, keeping = self._work, self._keeping
        keeping.say_hello()
        if start["has_snapshot"]:
            keeping.restore(start["snapshot"])
            known = {name: value for name, value in start.get("last_row", {}).items() if value is not None}
            work.curve.go_back(known)
        else:
            keeping.send_history(reset=True)
        work.timeline.begin_again(work.curve.last_row)
        keeping.show()

    def _begin(self, start: dict[str, Any]) -> None:
        """Train at once where that was asked for; else be ready, so that Play is immediate."""
        work, keeping = self._work, self._keeping
        if start.get("autoplay_epochs"):
            work.pause_at = work.trainer.position.epoch + int(start["autoplay_epochs"])
            keeping.enter("running")
        elif start.get("play"):
            orders.play(work, keeping, commands.Play())
        orders.obey(work, keeping, 0.0)
        work.compiling.prepare()
        if work.state == "building":
            keeping.enter("paused" if start["has_snapshot"] else "ready")

    def _patience(self) -> float:
        """Seconds until there is something to do besides obeying."""
        work = self._work
        if work.state != "running" or work.compiling.must_wait():
            return work.compiling.patience()
        speed = work.speed_now
        pause = {"slow": SLOW_SECONDS, "epoch": 1 / work.settings.frames_per_second}.get(speed, 0.0)
        between_epochs = speed == "slow" or work.trainer.position.batch == 0
        return max(0.0, work.stepped + pause - time.monotonic()) if between_epochs else 0.0

    def _advance(self) -> None:
        """One chunk of training, and what it has to show."""
        work, keeping = self._work, self._keeping
        work.stepped, began = time.monotonic(), work.pace.now()
        try:
            rows = self._train()
        except self._diverged as problem:
            keeping.break_down(problem)
            return
        work.pace.trained(began)
        work.take(rows)
        if work.speed_now == "slow":
            work.timeline.take(work.curve.last_row)
        else:
            work.timeline.follow(work.curve.last_row, bool(rows))
        if work.trainer.position.epoch >= work.stop_at:
            reached_budget = work.pause_at is None
            work.pause_at = None
            keeping.enter("finished" if reached_budget else "paused")
            return
        if work.pace.is_due(work.speed_now, bool(rows)) or work.compiling.must_wait():
            keeping.show()
        keeping.keep_if_due()

    def _make_room(self) -> None:
        """Whoever has shown a trained picture and has compiled leaves more to others; in a crowd, all they want."""
        work = self._work
        if self._has_made_room or not self._keeping.shown_step or work.compiling.is_pending():
            return
        if work.is_crowded:
            self._has_made_room = True
            process.make_room()
        elif not self._is_settled:
            self._is_settled = True
            process.settle()

    def _train(self) -> Any:
        work = self._work
        if work.speed_now == "slow":
            return work.trainer.train(max_steps=1)
        left = work.stop_at - work.trainer.position.epoch
        epochs = work.timeline.epochs_to_next(1 if work.speed_now == "epoch" else max(1, left))
        return work.trainer.train(max_seconds=work.pace.chunk_seconds(), max_epochs=epochs)

    def _check_time(self) -> None:
        work, now = self._work, time.monotonic()
        if now - work.started > work.settings.max_run_seconds:
            self._end(Explained(TOO_LONG, hours=f"{work.settings.max_run_seconds / 3600:.3g}"))
        if work.state == "running":
            work.last_command = now
        elif now - work.last_command > work.settings.max_idle_seconds:
            self._end(Explained(IDLE, minutes=f"{work.settings.max_idle_seconds / 60:.3g}"))

    def _end(self, reason: Explained) -> None:
        self._keeping.keep()
        position = self._work.trainer.position
        say_status(self._work.link, "stopped", reason, offer="resume", step=position.step, epoch=position.epoch)
        raise Ended
