"""A run as the web process sees it: the newest frame, the whole history, what its state is; and who watches it."""

import itertools
import json
import logging
import math
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from playground.runs import commands, wire
from playground.runs.history import History, Rows
from playground.runs.link import Kind
from playground.runs.settings import Settings
from playground.spec import N_, Experiment, Explained
from playground.spec.data import DataSpec

CRASHED = N_(
    "Training was interrupted at step {step}: its process ended unexpectedly ({reason}). "
    "The network of step {kept} is kept. Resume from there, or start over."
)
NOT_STARTED = N_("The training process could not be started here. The log of the app says why.")

NO_ANSWER = N_("The training process did not answer in time. Try again, or start over.")

ENDED = frozenset({"crashed", "failed", "stopped"})
"""States without a process."""
_MOST_PENDING = 32
_MOST_ANSWERS = 64
_ANSWER_SECONDS = 10.0
_OWN_QUESTIONS = "p"
_NUMBERS = itertools.count(1)
_THINNED_SECONDS = 5.0
"""How often a page takes the whole history again because rows went; a longer history than needed harms nobody."""

log = logging.getLogger(__name__)

Status = dict[str, Any]


class Run:
    """A network in training, in a process of its own. Made by ``runs.start``; safe to use from any thread.

    ``state`` is one of starting, queued, building, ready, running, paused, finished, diverged, crashed, failed and
    stopped.
    """

    def __init__(
        self, experiment: Experiment, autoplay_epochs: int | None, asked: Callable[["Run", str], None]
    ) -> None:
        self.token = secrets.token_urlsafe(32)
        self.experiment = experiment
        self.autoplay_epochs = autoplay_epochs
        self.beside = ""
        """The token of the run that it branched off, or of its branch."""
        self.pid: int | None = None
        """The worker's process id while there is one."""
        self._asked = asked
        self._lock = threading.RLock()
        self._history = History()
        self._hello = self._frame = self._snapshot = self._moments = b""
        self._hello_version = self._frame_version = self._status_version = self._moments_version = 0
        self._answers: deque[tuple[int, str, bytes]] = deque(maxlen=_MOST_ANSWERS)
        """The newest answers: number, who asked, message."""
        self._num_answers = 0
        self._questions: dict[str, Future[bytes]] = {}
        """What this process asked, by the name of the question."""
        self._status: Status = {}
        self._subscribers: dict[int, Callable[[], None]] = {}
        self._next_subscriber = 0
        self._pending: list[commands.Command] = []
        self._speak: Callable[[Kind, bytes], None] | None = None
        self._looks: commands.Command | None = None
        self._speed: str | None = None
        self._rate = 0.0
        self._set_status("starting")

    # What the page asks.

    @property
    def state(self) -> str:
        """What the run is doing."""
        return str(self._status["state"])

    @property
    def has_ended(self) -> bool:
        """Whether there is no process any more."""
        return self.state in ENDED

    @property
    def has_shown_itself(self) -> bool:
        """Whether its worker has built the network."""
        return self.state not in ("starting", "queued", "building")

    @property
    def problem(self) -> Explained | None:
        """What to tell the learner, if anything."""
        message = self._status["message"]
        return Explained.unpack(message) if message else None

    @property
    def num_viewers(self) -> int:
        """How many subscriptions there are."""
        return len(self._subscribers)

    def status(self) -> Status:
        """state, message, place_in_line, step, epoch, offer, learning_rate_offer."""
        with self._lock:
            return {**self._status, **self._position()}

    def history(self) -> tuple[tuple[str, ...], Rows]:
        """The columns' names (epoch first) and the rows, float64 ``(n, columns)``."""
        with self._lock:
            return self._history.names, self._history.rows

    def hello(self) -> bytes:
        """The hello message, empty before the worker has sent it."""
        return self._hello

    def frame(self) -> bytes:
        """The newest frame, empty before the first."""
        return self._frame

    def send(self, command: commands.Command) -> None:
        """Give a command; one that is unknown or malformed is ignored with a warning in the log.

        The answer to a command with an ``id`` goes to the viewer whose name stands before the colon in it.
        """
        checked = commands.check(command)
        if checked is None:
            return
        if checked["do"] in ("stop", "resume"):
            self._asked(self, checked["do"])
            return
        with self._lock:
            if self.has_ended:
                return
            if checked["do"] == "looks":
                self._looks = checked
            if checked["do"] == "speed":
                self._speed = checked["value"]
            if checked["do"] == "learning_rate":
                self.experiment = self.experiment.with_learning_rate(checked["value"])
            if checked["do"] == "epochs":
                self.experiment = self.experiment.with_epochs(checked["value"])
            if not self._pass_on(checked) and len(self._pending) < _MOST_PENDING:
                self._pending.append(checked)

    def ask(self, command: commands.Command) -> tuple[dict[str, Any], dict[str, wire.Array]]:
        """Give a command that is answered, and wait for the answer; for this process, not for a page.

        Raises:
            Explained: what was asked for cannot be had, or the worker says nothing.
        """
        name = f"{_OWN_QUESTIONS}:{secrets.token_hex(8)}"
        answer: Future[bytes] = Future()
        self._questions[name] = answer
        try:
            self.send({**command, "id": name})
            header, arrays = wire.decode(answer.result(_ANSWER_SECONDS))
        except TimeoutError as error:
            raise Explained(NO_ANSWER) from error
        finally:
            del self._questions[name]
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
                self.send({"do": "epochs", "value": wanted.training.epochs})
            if present.data != wanted.data:
                self.experiment = self.experiment.replace(data=wanted.data)
                # a worker that is still to come is given the experiment as it is then
                self._pass_on({"do": "data", "data": wanted.data.model_dump(mode="json")})
        return True

    def stop(self) -> None:
        """End the run; a worker that does not obey is killed."""
        self._asked(self, "stop")

    def resume(self) -> None:
        """Go on from the newest snapshot with a new worker, after the run has crashed or was ended."""
        self._asked(self, "resume")

    def subscribe(self, on_news: Callable[[], None]) -> Callable[[], None]:
        """Have ``on_news`` called, from the pump's thread, when there is something new; returns what ends it."""
        with self._lock:
            number = self._next_subscriber
            self._next_subscriber += 1
            self._subscribers[number] = on_news
        self._asked(self, "watched")

        def end() -> None:
            with self._lock:
                self._subscribers.pop(number, None)
            self._asked(self, "watched")

        return end

    # What the keeper and the worker do.

    def connect(self, speak: Callable[[Kind, bytes], None], rate: float, settings: Settings) -> None:
        """A worker is there: give it the experiment, the newest snapshot and what was said meanwhile."""
        with self._lock:
            self._speak, self._rate = speak, rate
            start = {
                "settings": settings.model_dump(),
                "experiment": self.experiment.model_dump(mode="json"),
                "autoplay_epochs": None if self._snapshot else self.autoplay_epochs,
                "looks": self._looks,
                "speed": self._speed,
                "rate": rate,
                "has_snapshot": bool(self._snapshot),
                "play": self._was_running,
                "last_row": self._last_row(),
            }
            speak(Kind.START, json.dumps(start).encode())
            if self._snapshot:
                speak(Kind.SNAPSHOT, self._snapshot)
            for command in self._pending:
                speak(Kind.COMMAND, json.dumps(command).encode())
            self._pending.clear()

    def receive(self, kind: Kind, payload: bytes) -> None:
        """Keep what the worker said, and tell who watches.

        Raises:
            wire.Malformed: it is no message.
        """
        with self._lock:
            if kind is Kind.FRAME:
                self._frame = payload
                self._frame_version += 1
            elif kind is Kind.HELLO:
                self._hello = payload
                self._hello_version += 1
            elif kind is Kind.HISTORY:
                self._keep_rows(payload)
            elif kind is Kind.SNAPSHOT:
                self._snapshot = payload
            elif kind is Kind.MOMENTS:
                self._moments = payload
                self._moments_version += 1
            elif kind is Kind.ANSWER:
                self._keep_answer(payload)
            elif kind is Kind.STATUS:
                self._keep_status(wire.decode_header(payload))
        if kind is not Kind.SNAPSHOT:
            self.tell()

    def tell(self) -> None:
        """Wake everybody who watches."""
        for on_news in list(self._subscribers.values()):
            on_news()

    def set_rate(self, rate: float) -> None:
        """Pictures per second that the worker may send."""
        with self._lock:
            if self._speak and abs(rate - self._rate) > 0.1 * self._rate:
                self._rate = rate
                self._speak(Kind.COMMAND, json.dumps({"do": "rate", "value": rate}).encode())

    def queue(self, place: int) -> None:
        """The run waits; ``place`` counts from 1."""
        if (self.state, self._status["place_in_line"]) != ("queued", place):
            self._set_status("queued", place_in_line=place)
            self.tell()

    def launch(self) -> None:
        """The run has a place; its worker is on its way."""
        self._set_status("starting")
        self.tell()

    def begin_from(self, snapshot: bytes, names: tuple[str, ...], rows: Rows) -> None:
        """Have the worker that is to come go on from a snapshot of another run; ``rows`` are the curve until there."""
        self._snapshot = snapshot
        self._history.clear(names)
        self._history.append(rows)

    def prepare_resume(self) -> None:
        """Forget what came after the newest snapshot."""
        with self._lock:
            self._was_running = self.state == "crashed" and self._ran_last
            self._moments = b""
            if self._snapshot:
                self._history.cut(float(wire.decode_header(self._snapshot)["epoch"]))
            elif self._history.names:
                self._history.clear(self._history.names)
            self._pending.clear()

    def crash(self, reason: str) -> None:
        """The worker is gone and nobody told it to."""
        with self._lock:
            self._speak = self.pid = None
            self._ran_last = self.state == "running"
            position = self._position(newest=True)
            kept = wire.decode_header(self._snapshot)["step"] if self._snapshot else 0
            problem = Explained(CRASHED, step=position["step"], reason=reason, kept=kept)
            self._set_status("crashed", problem, offer="resume", **position)
        self.tell()

    def end(self, state: str = "stopped", problem: Explained | None = None) -> None:
        """There is no worker any more, for a reason that was said or asked for."""
        with self._lock:
            self._speak = self.pid = None
            if not self.has_ended:
                self._set_status(state, problem, **self._position(newest=True))
        self.tell()

    def say(self, command: commands.Command) -> None:
        """Send a command as it is; for the keeper."""
        with self._lock:
            self._pass_on(command)

    # Inside.

    _was_running = False
    _ran_last = False

    def _pass_on(self, command: commands.Command) -> bool:
        """Give the worker a command; False where there is none."""
        if self._speak:
            self._speak(Kind.COMMAND, json.dumps(command).encode())
        return bool(self._speak)

    def _set_status(self, state: str, problem: Explained | None = None, **more: Any) -> None:
        packed = problem.pack() if problem else None
        fields = {"place_in_line": None, "step": 0, "epoch": 0, "offer": None, "learning_rate_offer": None} | more
        self._keep_status({"type": "status", "state": state, "message": packed, **fields})

    def _keep_status(self, header: Status) -> None:
        self._status = {name: value for name, value in header.items() if name != "arrays"}
        self._status_version += 1

    def _position(self, newest: bool = False) -> dict[str, int]:
        """Step and epoch of the newest frame or snapshot while it trains, of the status otherwise."""
        known = [{"step": self._status["step"], "epoch": self._status["epoch"]}]
        if newest or self.state == "running":
            headers = [wire.decode_header(message) for message in (self._frame, self._snapshot) if message]
            known = [{"step": header["step"], "epoch": header["epoch"]} for header in headers] or known
        return max(known, key=lambda position: int(position["step"]))

    def _keep_answer(self, payload: bytes) -> None:
        name = str(wire.decode_header(payload)["id"])
        if name in self._questions:
            self._questions[name].set_result(payload)
            return
        self._num_answers += 1
        self._answers.append((self._num_answers, name.partition(":")[0], payload))

    def answers_to(self, asker: str, after: int) -> list[bytes]:
        """The messages for one viewer, from the number ``after`` on."""
        return [message for number, who, message in self._answers if number > after and who == asker]

    def _keep_rows(self, payload: bytes) -> None:
        header, arrays = wire.decode(payload)
        if header.get("cut") is not None:
            self._history.cut(float(header["cut"]))
        if header["reset"]:
            self._history.clear(tuple(header["names"]))
        self._history.append(arrays["rows"])

    def _last_row(self) -> dict[str, float | None]:
        if not len(self._history):
            return {}
        pairs = zip(self._history.names, self._history.rows[-1].tolist(), strict=True)
        return {name: value if math.isfinite(value) else None for name, value in pairs if name != "epoch"}


def goes_on_with(present: DataSpec, wanted: DataSpec) -> bool:
    """Whether a network that trains on the present data may go on with others: the samples of a set that grows."""
    old, new = present.dataset, wanted.dataset
    if not (old.grows and new.grows and type(old) is type(new)):
        return present == wanted
    return present.replace(dataset=new) == wanted and (old.task, old.class_names) == (new.task, new.class_names)


class Viewer:
    """What one page has received, and what it should receive next: nothing twice, no old frame, every row."""

    def __init__(self, run: Run) -> None:
        self.name = f"v{next(_NUMBERS)}"
        """In front of the names of its questions."""
        self._run = run
        self._hello = self._frame = self._status = self._moments = 0
        self._answer = run._num_answers
        self._era = self._generation = -1
        self._epoch = 0.0
        self._whole_at = 0.0

    def news(self) -> list[bytes]:
        """The messages to send now, in order: hello, history, frame, moments, answers, status."""
        run = self._run
        found: list[bytes] = []
        with run._lock:
            if run._hello_version != self._hello:
                self._hello = run._hello_version
                found.append(run._hello)
            rows = self._new_rows(run._history) if self._hello else None
            names = run._history.names
            if run._frame_version != self._frame:
                self._frame = run._frame_version
                found.append(run._frame)
            if run._moments_version != self._moments:
                self._moments = run._moments_version
                found += [run._moments] if run._moments else []
            found += [
                message for number, asker, message in run._answers if number > self._answer and asker == self.name
            ]
            self._answer = run._num_answers
            status = run.status() if run._status_version != self._status else None
            self._status = run._status_version
        if rows is not None:
            header = {"type": "history", "names": list(names), "reset": rows[1]}
            found.insert(1 if found and self._is_hello(found[0]) else 0, wire.encode(header, {"rows": rows[0]}))
        if status is not None:
            found.append(wire.encode(status))
        return found

    def _is_hello(self, message: bytes) -> bool:
        return message is self._run._hello

    def _new_rows(self, history: History) -> tuple[Rows, bool] | None:
        now = time.monotonic()
        thinned = history.generation != self._generation and now - self._whole_at > _THINNED_SECONDS
        if history.era != self._era or thinned:
            self._era, self._generation, self._whole_at = history.era, history.generation, now
            self._epoch = history.last_epoch
            return history.rows, True
        rows = history.after(self._epoch)
        self._epoch = history.last_epoch
        return (rows, False) if len(rows) else None
