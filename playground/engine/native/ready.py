"""Has the machine code ready before anybody needs it: read from where it is kept, or compiled."""

import logging

import numpy as np

from playground.data.samples import Data, Part
from playground.engine.native import jit
from playground.engine.native.loop import NativeLoop
from playground.engine.native.passes import outputs_of
from playground.engine.native.program import program_of
from playground.engine.plan import plan_for
from playground.engine.snapshots import Position
from playground.spec import Experiment

_ANY = '{"data": {"dataset": {"kind": "circle"}}, "network": {"layers": [{"kind": "Dense"}]}}'

log = logging.getLogger(__name__)


def prepare() -> None:
    """Read or compile everything, which is said in the log where it takes long.

    What is kept and cannot be read is removed, said in the log as well, and compiled anew.
    """
    if not jit.is_anything_kept():
        log.warning("the training loop is compiled, once for this version: a quarter of a minute on a usual machine")
    try:
        _use_everything()
    except Exception:
        log.warning(
            "what was kept of the compiled loop in %s cannot be used; it is made anew", jit.CACHE, exc_info=True
        )
        jit.forget_kept()
        _use_everything()


def _use_everything() -> None:
    """One step, one validation and one look, with the very types that every run has."""
    experiment = Experiment.from_json(_ANY)
    program = program_of(experiment)
    assert program is not None
    x, y = np.zeros((2, 2), np.float32), np.zeros((2, 1), np.float32)
    part = Part(raw=x, x=x, y=y, labels=np.zeros(2, np.int32))
    data = Data(experiment.data, part, part, lambda raw: raw.astype(np.float32))
    loop = NativeLoop(experiment, None)
    loop.take_in(plan_for(experiment, data), data)
    loop.run(Position(0, 0, 0), 1)
    outputs_of(program, [np.zeros(weight.shape, np.float32) for weight in program.weights], part.x)
