"""Whose turn it is, in fairness: the line of those who want one of a few places. Pure: no threads, no clock."""

from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, eq=False)
class Ticket:
    """One wish for a turn."""

    owner: str
    round: int
    """A wish is served after all of earlier rounds. An owner has one turn in each; who comes joins the next."""
    number: int
    """Within a round: first come, first served."""


class Turns:
    """Places are given round by round, so that an owner with many wishes has one turn while each other has one too.

    So nobody waits for more than two turns of each other owner, nor for those who come later. An owner has one place
    at most: of two places, one stays for others however long the work of one owner takes.
    """

    def __init__(self, places: int) -> None:
        self.places = places
        self._numbers = count()
        self._round = 0
        self._waiting: list[Ticket] = []
        self._working: list[Ticket] = []

    def come(self, owner: str) -> Ticket:
        """Get in line."""
        mine = [ticket.round for ticket in self._waiting if ticket.owner == owner]
        ticket = Ticket(owner, max([self._round, *mine]) + 1, next(self._numbers))
        self._waiting.append(ticket)
        self._admit()
        return ticket

    def has(self, ticket: Ticket) -> bool:
        """Whether it is this one's turn."""
        return ticket in self._working

    def leave(self, ticket: Ticket) -> None:
        """The work is done, or nobody waits for it any more."""
        for tickets in (self._working, self._waiting):
            if ticket in tickets:
                tickets.remove(ticket)
        self._admit()

    def _admit(self) -> None:
        while len(self._working) < self.places:
            busy = {ticket.owner for ticket in self._working}
            able = [ticket for ticket in self._waiting if ticket.owner not in busy]
            if not able:
                return
            chosen = min(able, key=lambda ticket: (ticket.round, ticket.number))
            self._round = max(self._round, chosen.round)  # an earlier one may have waited for its owner's other place
            self._waiting.remove(chosen)
            self._working.append(chosen)
