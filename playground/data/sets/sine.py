"""Sine: a wave over one number."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.functions import FunctionSet
from playground.data.generated import Values
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field


@DATASETS.register
class Sine(FunctionSet):
    """``sin(π · waves · x)``: so many whole waves from -1 to 1."""

    kind: Literal["sine"] = "sine"
    label: ClassVar[str] = N_("Sine")
    summary: ClassVar[str] = N_("A wave over one number: more waves ask for more neurons.")

    waves: int = field(2, N_("Waves"), help=N_("How many waves there are."), ge=1, le=6)

    def curve(self, x: Values) -> Values:
        return np.sin(np.pi * self.waves * x)
