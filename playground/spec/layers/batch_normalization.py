"""BatchNormalization: shifts and scales each number by the mean and spread of its batch."""

from typing import ClassVar, Literal

from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer, Parameters, Shape


@LAYERS.register
class BatchNormalization(Layer):
    """Normalises over the batch (Ioffe and Szegedy 2015), last axis; moving averages are used outside training."""

    kind: Literal["BatchNormalization"] = "BatchNormalization"
    label: ClassVar[str] = N_("BatchNormalization")
    summary: ClassVar[str] = N_("Keeps the numbers that enter the next layer near mean 0 and spread 1.")
    keeps_order: ClassVar[bool] = True
    weights: ClassVar[tuple[str, ...]] = ("gamma", "beta", "moving_mean", "moving_variance")
    arithmetic: ClassVar[Arithmetic] = "batch_normalization"
    compiled_as: ClassVar[CompiledAs | None] = "batch normalization"
    compiled_with: ClassVar[tuple[str, ...]] = ("epsilon", "momentum")

    momentum: float = field(
        0.99, N_("Momentum"), help=N_("How slowly the moving averages follow."), more=True, ge=0, le=0.9999
    )
    epsilon: float = field(
        0.001, N_("Epsilon"), help=N_("Added to the variance so that nothing is divided by 0."), more=True,
        logarithmic=True, ge=1e-7, le=0.1,
    )  # fmt: skip

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=2 * shape[-1], non_trainable=2 * shape[-1])
