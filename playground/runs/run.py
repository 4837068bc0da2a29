"""A run as the web process has it: what it is told, and what the keeper and its worker make of it."""

import logging
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from playground.runs import commands, wire
from playground.runs.commands import Answered, Command
from playground.runs.history import Rows
from playground.runs.outgoing import Outgoing, Speak
from playground.runs.settings import Settings
from playground.runs.shown import Shown
from playground.runs.stream import Kind
from playground.spec import N_, Experiment, Explained
from playground.spec.data import DataSpec

CRASHED = N_(
    "Training was interrupted at step {step}: its process ended unexpectedly ({reason}). "
    "The network of step {kept} is kept. Resume from there, or start over."
)
NOT_STARTED = N_("The training process could not be started here. The log of the app says why.")

NO_ANSWER = N_("The training process did not answer in time. Try again, or start over.")
CAN_RESUME = N_(
    "The training process has ended, so its network cannot answer. Click Resume to go on from the network that was "
    "kept, then try again."
)
HAS_ENDED = N_("This run has ended, so its network cannot answer. Start over, then try again.")
IS_QUEUED = N_("This run waits for its turn, so its network cannot answer yet. Try again once it has begun.")
IS_STARTING = N_("The network is still being built, so it cannot answer yet. Try again in a moment.")
NOT_UNDERSTOOD = N_("The page asked this run something that it does not understand. Reload the page.")

_ANSWER_SECONDS = 10.0
_OWN_QUESTIONS = "p"

log = logging.getLogger(__name__)


class Run(Shown):
    """A network in training, in a process of its own. Made by ``runs.start``; safe to use from any thread.

    ``state`` is one of starting, queued, building, ready, running, paused, finished, diverged, crashed, failed and
    stopped.
    """

    def __init__(
        self, experiment: Experiment, autoplay_epochs: int | None, asked: Callable[["Run", str], None]
    ) -> None:
        super().__init__(lambda: asked(self, "watched"))
        self.token = secrets.token_urlsafe(32)
        self.experiment = experiment
        self.autoplay_epochs = autoplay_epochs
        self.pid: int | None = None
        """The worker's process id while there is one."""
        self._asked = asked
        """Tells the keeper; never while the run's lock is held, for the keeper has a lock too."""
        self._outgoing = Outgoing()
        self._was_running = self._ran_last = False

    # What the page asks.

    def send(self, command: Command | Mapping[str, Any]) -> None:
        """Give a command; one that is unknown or malformed is ignored with a warning in the log.

        The answer to a command with an ``id`` goes to the viewer whose name stands before the colon in it.
        """
        try:
            checked = command if isinstance(command, Command) else commands.check(command)
        except commands.Refused as refused:
            log.warning("a command was ignored: %s", refused)
            return
        if checked.for_keeper:
            self._asked(self, checked.do)
            return
        with self._lock:
            is_answered_here = self._give(checked)
        if is_answered_here:
            self.tell()

    def ask(self, command: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, wire.Array]]:
        """Give a command that is answered, and wait for the answer; for this process, not for a page.

        Raises:
            Explained: what was asked for cannot be had, the run has no worker, or the worker says nothing.
        """
        name = f"{_OWN_QUESTIONS}:{secrets.token_hex(8)}"
        try:
            question = commands.check({**command, "id": name})
        except commands.Refused as refused:
            log.warning("a question was ignored: %s", refused)
            raise Explained(NOT_UNDERSTOOD) from refused
        with self._lock:
            answer = self._channels.answers.expect(name)
            self._give(question)
        try:
            header, arrays = wire.decode(answer.result(_ANSWER_SECONDS))
        except TimeoutError as error:
            raise Explained(NO_ANSWER if self.has_shown_itself else IS_STARTING) from error
        finally:
            with self._lock:
                self._channels.answers.give_up(name)
        if header["problem"]:
            raise Explained.unpack(header["problem"])
        return header, arrays

    def adopt(self, wanted: Experiment) -> bool:
        """Become a run of that experiment where no other network is needed.

        Only the number of epochs may differ, and the samples of a set that grows.
        """
        with self._lock:
            present = self.experiment
            if self.has_ended or present.replace(data=wanted.data).with_epochs(wanted.training.epochs) != wanted:
                return False
            if not goes_on_with(present.data, wanted.data):
                return False
            if present.training.epochs != wanted.training.epochs:
                self._give(commands.Epochs(value=wanted.training.epochs))
            if present.data != wanted.data:
                # a worker that is still to come is given the experiment as it is then
                grown = commands.Data(data=wanted.data)
                self.experiment = grown.applied_to(self.experiment)
                self._outgoing.say(grown)
        return True

    def stop(self) -> None:
        """End the run; a worker that does not obey is killed."""
        self._asked(self, "stop")

    def resume(self) -> None:
        """Go on from the newest snapshot with a new worker, after the run has crashed or was ended."""
        self._asked(self, "resume")

    # What the keeper and the worker do.

    def connect(self, speak: Speak, rate: float, settings: Settings) -> None:
        """A worker is there: give it the experiment, the newest snapshot and what was said meanwhile."""
        with self._lock:
            snapshot = self.snapshot()
            start = {
                "settings": settings.model_dump(),
                "experiment": self.experiment.model_dump(mode="json"),
                "autoplay_epochs": None if snapshot else self.autoplay_epochs,
                "play": self._was_running,
                "last_row": self._channels.history.last_row(),
            }
            self._outgoing.open(speak, rate, start, snapshot)

    def receive(self, kind: Kind, payload: bytes) -> None:
        """Keep what the worker said, and tell who watches.

        Raises:
            wire.Malformed: it is no message.
        """
        channel = self._channels.by_kind.get(kind)
        if channel is None:
            raise wire.Malformed(f"a worker says no {kind.name}")
        with self._lock:
            channel.take(payload)
            self._settle()
        if channel.is_for_viewers:
            self.tell()

    def set_rate(self, rate: float, is_crowded: bool) -> None:
        """Pictures per second that the worker may send, and whether more workers train than there are cores."""
        with self._lock:
            self._outgoing.set_rate(rate, is_crowded)

    def queue(self, place: int) -> None:
        """The run waits; ``place`` counts from 1."""
        with self._lock:
            is_news = (self.state, self._channels.status.place_in_line) != ("queued", place)
            if is_news:
                self._channels.status.set("queued", place_in_line=place)
        if is_news:
            self.tell()

    def launch(self) -> None:
        """The run has a place; its worker is on its way, and what is said meanwhile waits for it."""
        with self._lock:
            self._outgoing.close()
            self._channels.status.set("starting")
        self.tell()

    def begin_from(self, snapshot: bytes, names: tuple[str, ...], rows: Rows) -> None:
        """Have the worker that is to come go on from a snapshot of another run; ``rows`` are the curve until there."""
        with self._lock:
            self._channels.snapshot.take(snapshot)
            self._channels.history.begin_with(names, rows)

    def prepare_resume(self) -> None:
        """Forget what came after the newest snapshot."""
        with self._lock:
            self._was_running = self.state == "crashed" and self._ran_last
            self._channels.moments.forget()
            snapshot = self.snapshot()
            self._channels.history.cut_at(float(wire.decode_header(snapshot)["epoch"]) if snapshot else None)
            self._outgoing.forget()

    def crash(self, reason: str) -> None:
        """The worker is gone and nobody told it to."""
        with self._lock:
            self._ran_last = self.state == "running"
            position = self._channels.status.position(newest=True)
            kept = (self._channels.snapshot.position() or {"step": 0})["step"]
            problem = Explained(CRASHED, step=position["step"], reason=reason, kept=kept)
            self._lose_worker("crashed", problem, offer="resume", **position)
        self.tell()

    def end(self, state: str = "stopped", problem: Explained | None = None) -> None:
        """There is no worker any more, for a reason that was said or asked for."""
        with self._lock:
            self._lose_worker(state, problem, **self._channels.status.position(newest=True))
        self.tell()

    # Inside, with the lock.

    def _lose_worker(self, state: str, problem: Explained | None, **more: Any) -> None:
        self._outgoing.close()
        self.pid = None
        if not self.has_ended:
            self._channels.status.set(state, problem, **more)
        self._settle()

    def _give(self, command: Command) -> bool:
        """Pass a command on; True where it is answered here, because no worker will."""
        if isinstance(command, Answered):
            return self._put(command)
        if not self.has_ended:
            self.experiment = command.applied_to(self.experiment)
            self._outgoing.give(command)
        return False

    def _put(self, asked: Answered) -> bool:
        problem = self._silence()
        if not problem and not self._outgoing.give(asked):
            problem = Explained(IS_STARTING)
        self._channels.answers.asked(asked.question)
        if problem:
            self._channels.answers.refuse(asked.question, problem)
        return bool(problem)

    def _settle(self) -> None:
        """Once there is no worker, nobody waits for its answers."""
        problem = self._silence() if self.has_ended else None
        if problem:
            self._channels.answers.refuse_all(problem)

    def _silence(self) -> Explained | None:
        """Why the run has no worker that could answer; None where it has one, or soon will."""
        if self.has_ended:
            return Explained(CAN_RESUME if self._channels.status.whole()["offer"] == "resume" else HAS_ENDED)
        return Explained(IS_QUEUED) if self.state == "queued" else None


def goes_on_with(present: DataSpec, wanted: DataSpec) -> bool:
    """Whether a network that trains on the present data may go on with others: the samples of a set that grows."""
    old, new = present.dataset, wanted.dataset
    if not (old.grows and new.grows and type(old) is type(new)):
        return present == wanted
    return present.replace(dataset=new) == wanted and (old.task, old.class_names) == (new.task, new.class_names)
