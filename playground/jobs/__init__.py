"""Work in a child process that waits with its imports done, bounded in time, memory and output. Knows no kind of work.

A kind of work is a ``Job``: the function that the child imports and calls, and its bounds. Who wants one waits for a
turn in a ``Lane``, so that work of one sort does not hold up another, nor one learner all others::

    LOOKING = Lane(2)
    LOOK = Job("looking at data", "playground.data.summary_job:make", Bounds(seconds=60), explain)
    with LOOKING.turn(owner):
        answer = run(LOOK, {"data": …})
    warm(LOOK)  # the next one will find a child that waits
"""

from playground.jobs.children import close, run, warm
from playground.jobs.job import Bounds, Ending, Job, Tell
from playground.jobs.lane import Beat, Lane, wait_on

__all__ = ["Beat", "Bounds", "Ending", "Job", "Lane", "Tell", "close", "run", "wait_on", "warm"]
