"""Who may compile now: so many at once, first come first served. It knows nothing of workers."""

from collections.abc import Hashable
from typing import Generic, Literal, TypeVar

Holder = TypeVar("Holder", bound=Hashable)

Wish = Literal["now", "ahead", "done"]
"""A learner waits for it; it would be nice to have, while nobody else needs the machine; it is not needed any more."""


class Tickets(Generic[Holder]):
    """Each is held by one, until it is done or gone."""

    def __init__(self) -> None:
        self._holders: set[Holder] = set()
        self._waiting: dict[Holder, Wish] = {}
        """In the order in which they came."""

    def wish(self, one: Holder, what: Wish) -> None:
        """Note a wish; a later one takes the place of an earlier, and of the same holder only one is kept."""
        if what == "done":
            self.leave(one)
        elif one not in self._holders and self._waiting.get(one) != what:
            self._waiting.pop(one, None)
            self._waiting[one] = what

    def leave(self, one: Holder) -> None:
        """It is done or gone: its ticket is free."""
        self._holders.discard(one)
        self._waiting.pop(one, None)

    def give(self, at_once: int, *, ahead: bool) -> list[Holder]:
        """Who gets a ticket now, so that ``at_once`` are held at most.

        Args:
            ahead: whether those get one as well for whom it would only be nice to have.
        """
        served: list[Holder] = []
        for kind in ("now", "ahead") if ahead else ("now",):
            for one in [each for each, what in self._waiting.items() if what == kind]:
                if len(self._holders) < at_once:
                    del self._waiting[one]
                    self._holders.add(one)
                    served.append(one)
        return served
