"""What a page may tell a run: each command is one frozen model, checked once before it goes to the worker.

It is not what is done about it: that is one handler for each command in ``worker/orders.py``, or the keeper's.
"""

import json
import reprlib
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator
from pydantic.fields import FieldInfo

from playground.runs.settings import Settings
from playground.spec import Experiment
from playground.spec.data import DataSpec
from playground.spec.experiment import Training
from playground.spec.kinds import bounds
from playground.spec.optimizers import Optimizer

LARGEST_COMMAND = 160_000
"""Characters; the largest hold a picture that was drawn, or the numbers of a long row."""
DEEPEST = 8
"""Levels of a look's parameters; a parser that goes down with a stranger's lists reaches its end."""
LONGEST_NAME = 80
LARGEST_STEP = 2**31 - 1
"""A position is an int32 on the wire."""
LARGEST_RANK = 6
MOST_LOOKS = 32
_LONGEST_REASON = 200


class Refused(ValueError):  # noqa: N818
    """What was said is no command; the text says why, in one short line."""


def _bounds_of(info: FieldInfo) -> Any:
    """The bounds that were declared for a field elsewhere, for a plain number of JSON."""
    return Field(strict=True, **bounds(info))


Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Position = Annotated[int, Field(strict=True, ge=0, le=LARGEST_STEP)]
Number = Annotated[float, Field(strict=True)]
Rate = Annotated[float, _bounds_of(Settings.model_fields["frames_per_second"])]
"""Pictures a second."""


class Command(BaseModel):
    """One thing that a run can be told. What it does not know of is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    do: ClassVar[str]
    """Its name on the wire."""
    is_answered: ClassVar[bool] = False
    """Whoever gives it hears what came of it."""
    newest_counts: ClassVar[bool] = False
    """Of several that wait, as while something is dragged, only the last counts."""
    changes_experiment: ClassVar[bool] = False
    """The experiment is another one from then on; see ``applied_to``."""
    leaves_network: ClassVar[bool] = False
    """It holds what a stranger wrote and changes no weight: a fault in obeying it is logged, and the run goes on."""
    from_browser: ClassVar[bool] = True
    """A page may give it; the others are of the web process alone."""
    for_keeper: ClassVar[bool] = False
    """The keeper obeys it, whether there is a worker or not."""

    def applied_to(self, experiment: Experiment) -> Experiment:
        """The experiment after this command."""
        return experiment

    def packed(self) -> bytes:
        """As it goes to the worker, JSON."""
        return json.dumps({"do": self.do, **self.model_dump(mode="json")}).encode()


COMMANDS: dict[str, type[Command]] = {}
C = TypeVar("C", bound=type[Command])


def _named(do: str) -> Any:
    """Register a command under its name; used as a decorator."""

    def add(command: C) -> C:
        if do in COMMANDS:
            raise ValueError(f"two commands are called {do!r}")
        command.do = do
        COMMANDS[do] = command
        return command

    return add


class Answered(Command):
    """A command that is answered, to its asker, who calls it by its ``id``."""

    is_answered: ClassVar[bool] = True
    id: Name = ""
    asker: Annotated[Name, Field(exclude_if=lambda asker: not asker)] = ""

    @property
    def question(self) -> str:
        """The whole name: who asks before the colon, what the asker calls it after it."""
        return f"{self.asker}:{self.id}" if self.asker else self.id

    def asked_by(self, asker: str) -> Self:
        """The same as a question of this viewer, whoever it says it is."""
        return self.model_copy(update={"asker": asker})


@_named("play")
class Play(Command):
    """Train, up to the budget; beyond it, for another budget."""


@_named("pause")
class Pause(Command):
    """Stand still."""


@_named("step")
class Step(Command):
    """Train one batch or one epoch, then pause."""

    unit: Literal["batch", "epoch"] = "batch"


@_named("reset")
class Reset(Command):
    """Go back to the first weights."""


@_named("new_weights")
class NewWeights(Command):
    """Begin again with other weights."""


@_named("learning_rate")
class LearningRate(Command):
    """Go on with another learning rate."""

    changes_experiment: ClassVar[bool] = True
    leaves_network: ClassVar[bool] = True
    value: Annotated[float, _bounds_of(Optimizer.model_fields["learning_rate"])]

    def applied_to(self, experiment: Experiment) -> Experiment:
        """With this rate."""
        return experiment.with_learning_rate(self.value)


@_named("epochs")
class Epochs(Command):
    """Train up to another number of epochs."""

    changes_experiment: ClassVar[bool] = True
    leaves_network: ClassVar[bool] = True
    value: Annotated[int, _bounds_of(Training.model_fields["epochs"])]

    def applied_to(self, experiment: Experiment) -> Experiment:
        """With so many epochs."""
        return experiment.with_epochs(self.value)


@_named("speed")
class Speed(Command):
    """How much is trained between two pictures."""

    leaves_network: ClassVar[bool] = True
    value: Literal["slow", "epoch", "turbo"]


class Look(BaseModel):
    """A question put to a network, by its name; what the parameters may be is the look's own affair."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    parameters: dict[str, Any] = {}

    @field_validator("parameters")
    @classmethod
    def _is_shallow(cls, parameters: dict[str, Any]) -> dict[str, Any]:
        if not _is_shallow(parameters, DEEPEST):
            raise ValueError("nested too deep")
        return parameters


def _is_shallow(value: object, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_is_shallow(each, levels - 1) for each in inner)


def _named_look(given: object) -> object:
    return {"name": given} if isinstance(given, str) else given


AnyLook = Annotated[Look, BeforeValidator(_named_look)]
"""A name alone, or ``{"name", "parameters"}``."""


@_named("looks")
class Looks(Command):
    """Show these with every picture; ``rate`` is how many pictures a second the page has a use for, None for any."""

    newest_counts: ClassVar[bool] = True
    leaves_network: ClassVar[bool] = True
    looks: Annotated[tuple[AnyLook, ...], Field(max_length=MOST_LOOKS)]
    rate: Rate | None = None


@_named("view")
class View(Command):
    """Look at an earlier moment; None for the present one."""

    newest_counts: ClassVar[bool] = True
    leaves_network: ClassVar[bool] = True
    step: Position | None = None


@_named("ask")
class Ask(Answered):
    """One look, once."""

    leaves_network: ClassVar[bool] = True
    look: AnyLook


@_named("edit")
class Edit(Answered):
    """Set one weight by hand, or with None in the index all along that axis; the network says whether it has them."""

    layer: Name
    weight: Name
    index: Annotated[tuple[Position | None, ...], Field(max_length=LARGEST_RANK)]
    value: Number


@_named("put_back")
class PutBack(Answered):
    """Give the weights that were set by hand their values from before."""


@_named("rewind")
class Rewind(Answered):
    """Go back to an earlier moment and forget what came after it."""

    step: Position


@_named("hand_over")
class HandOver(Answered):
    """Give an earlier moment away, for a run that branches off there."""

    step: Position


@_named("data")
class Data(Command):
    """Go on with other samples of a set that grows."""

    newest_counts: ClassVar[bool] = True
    changes_experiment: ClassVar[bool] = True
    from_browser: ClassVar[bool] = False
    data: DataSpec

    def applied_to(self, experiment: Experiment) -> Experiment:
        """On these samples."""
        return experiment.replace(data=self.data)


@_named("rate")
class ServerRate(Command):
    """How many pictures a second the server has room for, and whether more workers train than there are cores."""

    newest_counts: ClassVar[bool] = True
    from_browser: ClassVar[bool] = False
    leaves_network: ClassVar[bool] = True
    value: Rate
    is_crowded: bool = False


@_named("compile")
class Compile(Command):
    """It is the worker's turn to compile beside its training."""

    from_browser: ClassVar[bool] = False


@_named("stop")
class Stop(Command):
    """End the run."""

    for_keeper: ClassVar[bool] = True


@_named("resume")
class Resume(Command):
    """Go on with a new worker after the run has ended."""

    for_keeper: ClassVar[bool] = True


def parse(text: str | bytes) -> Command:
    """A page's command, from JSON text.

    Raises:
        Refused: it is none.
    """
    if len(text) > LARGEST_COMMAND:
        raise Refused(f"{len(text)} characters")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON") from error
    return check(found)


def check(found: object) -> Command:
    """A page's command, from plain JSON values.

    Raises:
        Refused: it is none, or one that no page may give.
    """
    kind = _kind_of(found)
    if not kind.from_browser:
        raise Refused(f"no page may say {kind.do!r}")
    return _validated(kind, found)


def read(found: object) -> Command:
    """Any command, from plain JSON values.

    Raises:
        Refused: it is none.
    """
    return _validated(_kind_of(found), found)


def _kind_of(found: object) -> type[Command]:
    do = found.get("do") if isinstance(found, Mapping) else None
    kind = COMMANDS.get(do) if isinstance(do, str) else None
    if kind is None:
        raise Refused(f"unknown: {_short(found)}"[:_LONGEST_REASON])
    return kind


def _validated(kind: type[Command], found: object) -> Command:
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, (kind.do, *first["loc"][:2])))
        raise Refused(f"{where}: {first['msg']}, not {_short(first.get('input'))}"[:_LONGEST_REASON]) from error


def _short(value: object) -> str:
    try:
        return reprlib.repr(value)
    except ValueError:  # a whole number of thousands of digits
        return type(value).__name__
