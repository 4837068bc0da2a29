"""What LSTM and GRU have in common: they read a sequence step by step and carry a state."""

from typing import Any, ClassVar

from playground.spec.activations import ActivationName
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import EVERY_STEP, Parameters, Role, Shape, Weighted


class Recurrent(Weighted):
    """``units`` numbers of state; each of ``gates`` has a kernel over the inputs and one over the state."""

    rank_needed: ClassVar[int | None] = 2
    is_recurrent: ClassVar[bool] = True
    role: ClassVar[Role | None] = "neurons"
    weights: ClassVar[tuple[str, ...]] = ("kernel", "bias", "recurrent_kernel")
    joins: ClassVar[bool] = True
    candidate: ClassVar[int] = 2
    biases_per_gate: ClassVar[int] = 1

    units: int = field(8, N_("Units"), help=N_("How many numbers the layer remembers."), ge=1, le=256)
    return_sequences: bool = field(False, EVERY_STEP, help=N_("Needed before another layer that reads a sequence."))
    dropout: float = field(
        0.0, N_("Input dropout"), help=N_("Share of the inputs that is switched off while training."), more=True,
        ge=0, le=0.95,
    )  # fmt: skip
    activation: ActivationName = field(
        "tanh", N_("Activation"), help=N_("The function applied to what is remembered."), more=True
    )

    def output_shape(self, shape: Shape) -> Shape:
        self.check_rank(shape)
        return (shape[0], self.units) if self.return_sequences else (self.units,)

    def num_parameters(self, shape: Shape) -> Parameters:
        biases = self.biases_per_gate * self.use_bias
        return Parameters(trainable=len(self.gates) * self.units * (shape[-1] + self.units + biases))

    def work(self, shape: Shape) -> int:
        return shape[0] * len(self.gates) * self.units * (shape[-1] + self.units)

    def keras_arguments(self) -> dict[str, Any]:
        # Keras's default, named here because the engine seeds every initializer that is named
        return {**super().keras_arguments(), "recurrent_initializer": "orthogonal"}
