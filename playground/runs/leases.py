"""Which owner keeps which runs, and for how long when the owner is gone. It knows tokens, but no run and no clock.

An owner is a learner's tab. It keeps a set of runs, of which its page shows one; the others are its *companions*. A set
outlives its owner by the grace period: whoever shows one of its runs by then, as a reloaded tab does, has all of it.
"""

from collections.abc import Set
from dataclasses import dataclass

MOST_RUNS = 2
"""Runs in one owner's set; each has a process, so the oldest ends when there is one more."""


@dataclass
class _Left:
    """A set whose owner is gone."""

    tokens: list[str]
    since: float


class Leases:
    """The sets of all owners. What nobody keeps any more is returned by the call that made it so."""

    def __init__(self, most_runs: int = MOST_RUNS) -> None:
        self._most_runs = most_runs
        self._kept: dict[str, list[str]] = {}
        """By owner; the newest run is the last."""
        self._left: list[_Left] = []
        """No token is in two of these, nor in one of these and in an owner's set."""

    def replace(self, owner: str, token: str) -> set[str]:
        """The owner keeps this run and no other."""
        return self._keep(owner, [token])

    def add(self, owner: str, token: str, parent: str) -> set[str]:
        """The owner keeps this run as well, which came from ``parent``; of more than there may be, the oldest go."""
        before = [each for each in self._kept.get(owner, []) if each != parent]
        return self._keep(owner, [*before, parent, token][-self._most_runs :])

    def take_over(self, owner: str, token: str) -> set[str]:
        """The owner is here and shows this run: it keeps the set that the run is in, and nothing else."""
        if token in self._kept.get(owner, []):
            return set()
        return self._keep(owner, self._set_of(token))

    def leave(self, owner: str, now: float) -> None:
        """The owner is gone, for now; what nobody else keeps waits for it."""
        self._left.append(_Left(self._kept.pop(owner, []), now))
        self._tidy()

    def companions(self, owner: str, token: str) -> list[str]:
        """The others of the set in which the owner keeps this run, the oldest first; none where it does not keep it."""
        tokens = self._kept.get(owner, [])
        return [each for each in tokens if each != token] if token in tokens else []

    def overdue(self, now: float, grace: float, watched: Set[str]) -> set[str]:
        """The runs whose owner has been gone for more than ``grace`` seconds; a set with a watched run is not alone."""
        ended: set[str] = set()
        for left in list(self._left):
            if not watched.isdisjoint(left.tokens):
                left.since = now
            elif now - left.since > grace:
                self._left.remove(left)
                ended.update(left.tokens)
        return ended

    def forget(self, token: str) -> None:
        """There is no such run any more."""
        for tokens in [*self._kept.values(), *(left.tokens for left in self._left)]:
            if token in tokens:
                tokens.remove(token)
        self._tidy()

    def _keep(self, owner: str, tokens: list[str]) -> set[str]:
        before = self._kept.get(owner, [])
        self._kept[owner] = tokens
        self._tidy()
        kept = {token for each in self._kept.values() for token in each}
        return set(before) - kept

    def _set_of(self, token: str) -> list[str]:
        sets = [*(left.tokens for left in self._left), *self._kept.values()]
        return list(next((tokens for tokens in sets if token in tokens), [token]))

    def _tidy(self) -> None:
        """What an owner who is here keeps does not wait for one who is gone; of those, the last one counts."""
        self._kept = {owner: tokens for owner, tokens in self._kept.items() if tokens}
        seen = {token for tokens in self._kept.values() for token in tokens}
        for left in reversed(self._left):
            left.tokens = [token for token in left.tokens if token not in seen]
            seen.update(left.tokens)
        self._left = [left for left in self._left if left.tokens]
