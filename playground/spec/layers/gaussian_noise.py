"""GaussianNoise: while training, random numbers are added to the inputs."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer


@LAYERS.register
class GaussianNoise(Layer):
    """Adds normally distributed numbers with mean 0 in training; outside it changes nothing."""

    kind: Literal["GaussianNoise"] = "GaussianNoise"
    label: ClassVar[str] = N_("GaussianNoise")
    summary: ClassVar[str] = N_("While training, adds a little noise to every number: against overfitting.")
    is_passive: ClassVar[bool] = True
    keeps_order: ClassVar[bool] = True
    arithmetic: ClassVar[Arithmetic] = "unchanged"
    compiled_as: ClassVar[CompiledAs | None] = "gaussian noise"
    compiled_with: ClassVar[tuple[str, ...]] = ("stddev",)

    stddev: float = field(0.1, N_("Spread of the noise"), help=N_("Its standard deviation; 0 adds none."), ge=0, le=1)
