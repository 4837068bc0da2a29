"""GRU: reads a sequence step by step, with fewer gates than an LSTM."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.layers.base import LAYERS, Arithmetic, Gate
from playground.spec.layers.recurrent import Recurrent


@LAYERS.register
class GRU(Recurrent):
    """Gated recurrent unit (Cho et al. 2014), with Keras's defaults: two gates and a candidate, two biases each."""

    kind: Literal["GRU"] = "GRU"
    label: ClassVar[str] = N_("GRU")
    summary: ClassVar[str] = N_("Reads a sequence step by step, as an LSTM does, with a simpler memory.")
    gates: ClassVar[tuple[Gate, ...]] = (
        Gate("z", N_("Update gate u")),
        Gate("r", N_("Reset gate r")),
        Gate("h", N_("Candidate g")),
    )
    arithmetic: ClassVar[Arithmetic] = "gru"
    biases_per_gate: ClassVar[int] = 2
