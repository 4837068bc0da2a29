"""The line of those who wait for a worker: who is next. It knows nothing of runs and workers."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Waiting = TypeVar("Waiting", bound=Hashable)


class Line(Generic[Waiting]):
    """Who waits, in the order in which they are served; nobody is in it twice."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, one: Waiting) -> bool:
        return one in self._waiting

    def join(self, one: Waiting, instead_of: Iterable[Waiting] = ()) -> None:
        """Wait at the end, or at the foremost place of those that it replaces; these leave."""
        gone = [each for each in instead_of if each in self._waiting]
        place = min(map(self._waiting.index, gone), default=len(self._waiting))
        self._waiting.insert(place, one)
        self._waiting = [each for each in self._waiting if each not in gone]

    def join_first(self, one: Waiting) -> None:
        """Be next, after having been served once already."""
        self._waiting.insert(0, one)

    def leave(self, one: Waiting) -> None:
        """Wait no more; nothing where it did not wait."""
        if one in self._waiting:
            self._waiting.remove(one)

    def take(self) -> Waiting:
        """Serve the first.

        Raises:
            IndexError: nobody waits.
        """
        return self._waiting.pop(0)

    def places(self) -> Iterator[tuple[Waiting, int]]:
        """Who waits, and where; places count from 1."""
        return zip(self._waiting, range(1, len(self._waiting) + 1), strict=True)

    def clear(self) -> None:
        """Send everybody away."""
        self._waiting.clear()
