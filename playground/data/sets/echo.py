"""Echo: say what came some steps ago, a test of memory."""

from typing import ClassVar, Literal

import numpy as np

from playground.data.generated import Values, straying
from playground.data.sequences import SequenceSet
from playground.spec.data import DATASETS
from playground.spec.errors import N_
from playground.spec.kinds import field


@DATASETS.register
class Echo(SequenceSet):
    """Random numbers from -1 to 1; the one ``delay`` steps before the last is repeated, with noise."""

    kind: Literal["echo"] = "echo"
    label: ClassVar[str] = N_("Echo")
    summary: ClassVar[str] = N_("Random numbers: repeat the one that came some steps ago.")

    delay: int = field(3, N_("Steps back"), help=N_("How many steps ago came the number to repeat."), ge=0, le=9)
    noise: float = field(0.0, N_("Noise"), help=N_("How far the repeated number strays."), ge=0, le=0.8)

    def sequences(self, random: np.random.Generator) -> tuple[Values, Values]:
        values = random.uniform(-1, 1, (self.num_samples, self.steps))
        return values, straying(random, values[:, -1 - self.delay], self.noise)
