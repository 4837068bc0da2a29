"""What a kind of work is: the function that does it in the child, its bounds, and the words for how it may end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from playground.spec.errors import Explained

Tell = Callable[..., None]
"""Called in the child with JSON values, and then here with the same ones: how far the work is."""

Ending = Literal["time", "memory", "damage"]
"""Why there is no answer: it took too long, or too much memory, or the function failed or the child died."""

BEGUN = {"begun": True}
"""The first message of a child: the request has arrived."""

MB = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """What one piece of work may take."""

    seconds: float = 60.0
    memory_mb: int = 2048
    """Resident memory of the child."""
    file_bytes: int = 1024 * MB
    """Of each file that it writes."""
    answer_bytes: int = 32 * MB
    """Of all that it says: its answer as JSON, and how far it is."""


@dataclass(frozen=True)
class Job:
    """One kind of work."""

    name: str
    """For the log, such as "reading a file"."""
    entry: str
    """``module:function``. The child imports the module ahead, and calls the function with the request (a JSON object)
    and a ``Tell``; what it gives back is the answer, a JSON value. Jobs of one module share the child that waits."""
    bounds: Bounds
    explain: Callable[[Ending], Explained]
    """What to say where there is no answer."""
    raises: type[Explained] = Explained
    """As what an ``Explained`` of the function is raised here."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables of the child besides those of this process; the same for all jobs of a module."""

    @property
    def module(self) -> str:
        """What the child imports ahead."""
        return self.entry.partition(":")[0]
