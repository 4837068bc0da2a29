"""Watches the memory of a worker: a run that needs too much is ended with a word, before the system ends it."""

import threading
import time
from collections.abc import Callable

from playground.runs import process
from playground.spec import N_, Explained

_SECONDS = 0.2

TOO_MUCH_MEMORY = N_(
    "This run needs more memory ({got} MB) than one run may use here ({allowed} MB), so it was ended. "
    "Use fewer or smaller layers, a smaller batch, or fewer samples."
)


def watch(allowed: int, on_too_much: Callable[[Explained], None]) -> None:
    """Look a few times a second, in a thread, and call once with the explanation; ``allowed`` in MB."""
    threading.Thread(target=_look, args=(allowed, on_too_much), daemon=True).start()


def _look(allowed: int, on_too_much: Callable[[Explained], None]) -> None:
    while True:
        got = process.own_megabytes(at_least=float(allowed))
        if got is not None and got > allowed:
            on_too_much(too_much(got, allowed))
            return
        time.sleep(_SECONDS)


def too_much(got: float, allowed: int) -> Explained:
    """What to tell the learner; both in MB."""
    return Explained(TOO_MUCH_MEMORY, got=f"{got:,.0f}", allowed=f"{allowed:,}")
