"""What a piece of work costs this process: seconds on the wall, and seconds of the processor.

On a busy machine the wall goes on while others work; the processor's seconds are this process's own.
"""

import time
from typing import NamedTuple


class Seconds(NamedTuple):
    """A moment, or how long something took."""

    wall: float
    own: float
    """Of the processor, by all threads of this process."""


def now() -> Seconds:
    """This moment."""
    return Seconds(time.monotonic(), time.process_time())


def between(began: Seconds, ended: Seconds) -> Seconds:
    """What was spent on work done by one thread.

    A thread that compiles beside it counts for the process too, so no more than the wall's seconds are the work's own.
    """
    wall = max(0.0, ended.wall - began.wall)
    return Seconds(wall, min(wall, max(0.0, ended.own - began.own)))
