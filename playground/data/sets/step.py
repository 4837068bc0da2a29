"""Staircase: steps over one number."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.functions import FunctionSet
from playground.data.generated import Values
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field


@DATASETS.register
class Step(FunctionSet):
    """A staircase from -1 to 1 whose steps are equally wide and high; one step is a jump at 0."""

    kind: Literal["step"] = "step"
    label: ClassVar[str] = N_("Staircase")
    summary: ClassVar[str] = N_("A staircase over one number: smooth neurons have to imitate sharp edges.")

    num_steps: int = field(1, N_("Jumps"), help=N_("How often the value jumps."), ge=1, le=6)

    def curve(self, x: Values) -> Values:
        level = np.floor((x + 1) / 2 * (self.num_steps + 1)).clip(0, self.num_steps)
        return 2 * level / self.num_steps - 1
