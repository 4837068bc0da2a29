"""What a worker does when it is told to: one handler for each command.

A handler of a command that is answered gives the answer's header and arrays; the others give nothing.
"""

import json
import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from playground.runs import commands, frames, snapshots, wire
from playground.runs.allowance import Allowance, SparingLog
from playground.runs.commands import Answered, Command
from playground.runs.questions import LOOK_FAULT
from playground.runs.stream import Broken, Kind
from playground.runs.worker.keeping import Keeping
from playground.runs.worker.work import Work
from playground.spec import N_, Explained

LOOKS_BACK = N_(
    "You are looking at an earlier moment, where nothing can be changed. "
    "Go back to now, or play from here, and edit then."
)

Answer = tuple[dict[str, Any], frames.Arrays]
Handler = Callable[[Work, Keeping, Any], Answer | None]
H = TypeVar("H", bound=Handler)

HANDLERS: dict[type[Command], Handler] = {}

log = SparingLog(logging.getLogger(__name__), Allowance(at_once=20, per_second=0.1))


class Ended(Exception):  # noqa: N818
    """The run ends in order."""


def _obeys(command: type[Command]) -> Callable[[H], H]:
    """Register the handler of a command; used as a decorator."""

    def add(handler: H) -> H:
        if command in HANDLERS:
            raise ValueError(f"two handlers obey {command.do!r}")
        HANDLERS[command] = handler
        return handler

    return add


def obey(work: Work, keeping: Keeping, patience: float) -> None:
    """Do what was said, waiting at most ``patience`` seconds for it.

    Raises:
        Ended: it was told to stop. Broken: the web process is gone.
    """
    received = work.link.receive(patience)
    for command in that_count([_read(payload) for kind, payload in received if kind is Kind.COMMAND]):
        work.last_command = time.monotonic()
        if isinstance(command, Answered):
            _answer(work, keeping, command)
        else:
            _do(work, keeping, command)


def that_count(given: Iterable[Command | None]) -> list[Command]:
    """Those that are to be obeyed: of some kinds only the last."""
    found = [command for command in given if command is not None]
    last = {type(command): index for index, command in enumerate(found)}
    return [each for index, each in enumerate(found) if not each.newest_counts or index == last[type(each)]]


def _read(payload: bytes) -> Command | None:
    try:
        return commands.read(json.loads(payload))
    except (commands.Refused, ValueError, RecursionError):
        log.warning("a command was ignored", with_traceback=True)
        return None


def _do(work: Work, keeping: Keeping, command: Command) -> None:
    try:
        HANDLERS[type(command)](work, keeping, command)
    except (Explained, Broken, OSError, Ended):
        raise
    except Exception:
        if not command.leaves_network:
            raise
        log.warning("the command %s met a fault", command.do, with_traceback=True)


def _answer(work: Work, keeping: Keeping, command: Answered) -> None:
    """Do what is asked, and say to whoever asked what came of it."""
    problem: Explained | None = None
    header: dict[str, Any] = {}
    arrays: frames.Arrays = {}
    try:
        header, arrays = HANDLERS[type(command)](work, keeping, command) or (header, arrays)
    except Explained as explained:
        problem = explained
    except (Broken, OSError):
        raise
    except Exception:
        log.warning("the question %s to a run met a fault", command.do, with_traceback=True)
        problem = Explained(LOOK_FAULT)
    header = {"type": "answer", "id": command.question, "problem": problem.pack() if problem else None, **header}
    work.link.send(Kind.ANSWER, wire.encode(header, arrays))


@_obeys(commands.Stop)
def _stop(work: Work, keeping: Keeping, command: commands.Stop) -> None:
    raise Ended


@_obeys(commands.ServerRate)
def _rate(work: Work, keeping: Keeping, command: commands.ServerRate) -> None:
    work.pace.server_rate = max(0.1, command.value)
    work.is_crowded = command.is_crowded


@_obeys(commands.Compile)
def _compile(work: Work, keeping: Keeping, command: commands.Compile) -> None:
    work.compiling.begin()


@_obeys(commands.Play)
def play(work: Work, keeping: Keeping, command: commands.Play) -> None:
    """Train, up to the budget; beyond it, for another budget."""
    work.pause_at = None
    work.timeline.viewed = None
    if work.trainer.position.epoch >= work.target:
        work.target = work.trainer.position.epoch + work.experiment.training.epochs
    if work.state != "running":
        keeping.enter("running")


@_obeys(commands.Pause)
def _pause(work: Work, keeping: Keeping, command: commands.Pause) -> None:
    work.pause_at = None
    if work.state == "running":
        keeping.enter("paused")


@_obeys(commands.Step)
def _step(work: Work, keeping: Keeping, command: commands.Step) -> None:
    from playground.engine.trainer import Diverged

    work.timeline.viewed = None
    if command.unit == "epoch":
        work.pause_at = work.trainer.position.epoch + 1
        keeping.enter("running")
        return
    try:
        work.take(work.trainer.train(max_seconds=None, max_steps=1))
    except Diverged as problem:
        keeping.break_down(problem)
    else:
        keeping.enter("paused")


@_obeys(commands.Reset)
def _reset(work: Work, keeping: Keeping, command: commands.Reset) -> None:
    work.trainer.reset()
    _begin_again(work, keeping)


@_obeys(commands.NewWeights)
def _new_weights(work: Work, keeping: Keeping, command: commands.NewWeights) -> None:
    seed = work.experiment.training.seed if work.weights_seed is None else work.weights_seed
    work.weights_seed = (seed + 1) % 2**31
    work.trainer.new_weights(work.weights_seed)
    _begin_again(work, keeping)


def _begin_again(work: Work, keeping: Keeping) -> None:
    work.curve.go_back({})
    work.pause_at, work.target = None, work.experiment.training.epochs
    keeping.send_history(reset=True)
    work.edits.forget()
    work.timeline.begin_again(work.curve.last_row)
    keeping.forget()
    keeping.enter("ready")


@_obeys(commands.LearningRate)
def _learning_rate(work: Work, keeping: Keeping, command: commands.LearningRate) -> None:
    work.trainer.learning_rate = command.value
    keeping.show()


@_obeys(commands.Epochs)
def _epochs(work: Work, keeping: Keeping, command: commands.Epochs) -> None:
    work.experiment = command.applied_to(work.experiment)
    work.target, work.pause_at = command.value, None
    if work.state == "running" and work.trainer.position.epoch >= work.target:
        keeping.enter("finished")


@_obeys(commands.Data)
def _data(work: Work, keeping: Keeping, command: commands.Data) -> None:
    """Go on with other samples of a set that grows; the curve goes on too."""
    from playground import data as datasets

    work.experiment = command.applied_to(work.experiment)
    work.trainer.replace_data(work.experiment, datasets.load(work.experiment.data))
    keeping.say_hello()
    keeping.show()
    keeping.forget()
    keeping.keep()


@_obeys(commands.Speed)
def _speed(work: Work, keeping: Keeping, command: commands.Speed) -> None:
    work.speed = command.value
    work.speedometer.restart()
    keeping.show()


@_obeys(commands.Looks)
def _looks(work: Work, keeping: Keeping, command: commands.Looks) -> None:
    watch(work, command)
    keeping.show()


def watch(work: Work, command: commands.Looks) -> None:
    """Show these looks from the next picture on."""
    work.questions.watch([look.model_dump() for look in command.looks])
    work.pace.page_rate = command.rate


@_obeys(commands.View)
def _view(work: Work, keeping: Keeping, command: commands.View) -> None:
    work.timeline.view(command.step)
    keeping.show()


# Commands that are answered.


@_obeys(commands.Ask)
def _ask(work: Work, keeping: Keeping, command: commands.Ask) -> Answer:
    found = work.questions.ask(command.look.name, command.look.parameters)
    viewed = work.timeline.viewed
    position = (viewed or work.trainer).position
    version = None if viewed else work.edits.version
    return {"look": command.look.name, "edit_version": version, **position._asdict()}, found


@_obeys(commands.Edit)
def _edit(work: Work, keeping: Keeping, command: commands.Edit) -> None:
    if work.timeline.viewed:
        raise Explained(LOOKS_BACK)
    work.edits.set(command.layer, command.weight, tuple(command.index), command.value)
    _measure(work)
    _was_edited(work, keeping)


@_obeys(commands.PutBack)
def _put_back(work: Work, keeping: Keeping, command: commands.PutBack) -> None:
    if work.timeline.viewed:
        raise Explained(LOOKS_BACK)
    work.edits.put_back()
    if not work.curve.were_put_back():
        _measure(work)
    _was_edited(work, keeping)


def _measure(work: Work) -> None:
    """Loss and metrics anew: those of the last epoch are not of this network."""
    from playground.engine.evaluation import evaluate

    work.curve.were_set(evaluate(work.trainer.model, work.trainer.data, work.experiment))


def _was_edited(work: Work, keeping: Keeping) -> None:
    work.timeline.take(work.curve.last_row)
    keeping.forget()
    keeping.show()


@_obeys(commands.Rewind)
def _rewind(work: Work, keeping: Keeping, command: commands.Rewind) -> None:
    """Go back to an earlier moment: what came after it is forgotten, and training goes on from there."""
    moment = work.timeline.go_back(command.step)
    work.trainer.restore(moment.snapshot, with_learning_rate=False)
    work.curve.go_back(moment.values)
    work.pause_at = None
    work.edits.forget()
    keeping.send_history(cut=moment.position.epoch)
    keeping.forget()
    keeping.enter("paused")


@_obeys(commands.HandOver)
def _hand_over(work: Work, keeping: Keeping, command: commands.HandOver) -> Answer:
    """A moment as a snapshot, for a run that branches off there."""
    snapshot = work.timeline.at(command.step).snapshot
    return {"snapshot": snapshots.header_of(snapshot, keeping.choices())}, dict(snapshots.arrays_of(snapshot))
