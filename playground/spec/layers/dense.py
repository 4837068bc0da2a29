"""Dense: every output is a weighted sum of all inputs."""

from typing import ClassVar, Literal, Self

from playground.spec.activations import ACTIVATIONS
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer, Parameters, Role, Shape, Weighted


@LAYERS.register
class Dense(Weighted):
    """``a = f(x · W + b)`` over the last axis, with W of shape ``(inputs, units)``."""

    kind: Literal["Dense"] = "Dense"
    label: ClassVar[str] = N_("Dense")
    summary: ClassVar[str] = N_("Every neuron sees every number of the layer before.")

    role: ClassVar[Role | None] = "neurons"
    joins: ClassVar[bool] = True
    arithmetic: ClassVar[Arithmetic] = "sum"
    compiled_as: ClassVar[CompiledAs | None] = "weighted sum"

    units: int = field(4, N_("Neurons"), help=N_("How many neurons this layer has."), ge=1, le=1024)

    @classmethod
    def start(cls, before: tuple[Layer, ...]) -> Self:
        """With the activation of the last such layer."""
        known = [layer.activation for layer in before if isinstance(layer, Dense)]
        return cls(activation=known[-1] if known and not ACTIVATIONS[known[-1]].refusal else "tanh")

    def output_shape(self, shape: Shape) -> Shape:
        return (*shape[:-1], self.units)

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=shape[-1] * self.units + self.units * self.use_bias)

    def work(self, shape: Shape) -> int:
        positions = 1
        for size in shape[:-1]:
            positions *= size
        return positions * shape[-1] * self.units
