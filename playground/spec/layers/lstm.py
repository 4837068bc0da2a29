"""LSTM: reads a sequence step by step; gates decide what it keeps, what it forgets and what it shows."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS, Arithmetic, Gate
from playground.spec.layers.recurrent import Recurrent


@LAYERS.register
class LSTM(Recurrent):
    """Long short-term memory (Hochreiter and Schmidhuber 1997), with Keras's defaults: three gates and a candidate."""

    kind: Literal["LSTM"] = "LSTM"
    label: ClassVar[str] = N_("LSTM")
    summary: ClassVar[str] = N_("Reads a sequence step by step, with a memory that learns what to keep and forget.")
    gates: ClassVar[tuple[Gate, ...]] = (
        Gate("i", N_("Input gate i")),
        Gate("f", N_("Forget gate f")),
        Gate("c", N_("Candidate g")),
        Gate("o", N_("Output gate o")),
    )
    arithmetic: ClassVar[Arithmetic] = "lstm"
