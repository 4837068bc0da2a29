"""Has a child do one piece of work, and keeps the next child waiting with its imports done. Does no work itself."""

import atexit
import logging
import threading
from typing import Any

from playground.jobs.job import BEGUN, Ending, Job, Tell
from playground.jobs.lane import Beat, wait_on
from playground.jobs.process import Message, OutOfBounds, Process
from playground.spec.errors import Explained

_LOG = logging.getLogger(__name__)
_guard = threading.Lock()
_waiting: dict[str, Process] = {}
"""By module, the child that waits."""


def run(job: Job, request: dict[str, Any], tell: Tell | None = None, beat: Beat = wait_on) -> Any:
    """The answer to one request. Does not wait for a turn: see ``Lane``.

    Args:
        tell: called with what the function tells.
        beat: see ``Beat``.

    Raises:
        Explained: of the type ``job.raises`` what the function raised; else what ``job.explain`` gives.
        Exception: what ``tell`` or ``beat`` raised.
    """
    ahead = _take(job.module)
    found = _asked(ahead, job, request, tell, beat, is_ahead=True) if ahead is not None else None
    if found is None:  # one that waited may just have given up waiting
        found = _asked(Process(job), job, request, tell, beat)
    assert found is not None
    if "problem" in found:
        problem = Explained.unpack(found["problem"])
        raise job.raises(problem.template, **problem.values)
    if "ended" in found:
        raise job.explain(found["ended"])
    return found["answer"]


def _asked(
    child: Process, job: Job, request: dict[str, Any], tell: Tell | None, beat: Beat, is_ahead: bool = False
) -> Message | None:
    """The last thing that a child says; None if one that waited ended before it took the request."""
    has_begun = False
    try:
        child.ask(job, request)
        for message in child.messages(job.bounds, beat):
            if message == BEGUN:
                has_begun = True
            elif "told" not in message:
                return message
            elif tell is not None:
                tell(*message["told"])
        return None if is_ahead and not has_begun else _died(job, child.code())
    except OutOfBounds as problem:
        return {"ended": problem.ending}
    finally:
        said = child.end()
        if said:
            _LOG.warning("%s: %s", job.name, said)


def _died(job: Job, code: int) -> Message:
    _LOG.warning("%s ended with %s", job.name, code)
    ending: Ending = "memory" if code < 0 else "damage"  # where memory is short, the system kills
    return {"ended": ending}


def warm(job: Job) -> None:
    """Start a child ahead of its request, which then need not wait for its imports. Returns at once.

    To be called when a request is likely. The child ends by itself when nobody asks for minutes.
    """
    with _guard:
        before = _waiting.get(job.module)
        if before is not None and before.is_alive:
            return
        if before is not None:
            before.end()
        _waiting[job.module] = Process(job)


def close() -> None:
    """End the children that wait; one that is needed later is started anew."""
    with _guard:
        children = list(_waiting.values())
        _waiting.clear()
    for child in children:
        child.end()


atexit.register(close)


def _take(module: str) -> Process | None:
    with _guard:
        return _waiting.pop(module, None)
