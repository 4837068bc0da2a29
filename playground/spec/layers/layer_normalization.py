"""LayerNormalization: shifts and scales the numbers of each sample by their own mean and spread."""

from typing import ClassVar, Literal

from playground.spec.errors import N_, InvalidExperiment, Term
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer, Parameters, Shape, shape_text


@LAYERS.register
class LayerNormalization(Layer):
    """Normalises over the last axis of each sample (Ba, Kiros and Hinton 2016)."""

    kind: Literal["LayerNormalization"] = "LayerNormalization"
    label: ClassVar[str] = N_("LayerNormalization")
    summary: ClassVar[str] = N_("Brings the numbers of each sample to mean 0 and spread 1.")
    keeps_order: ClassVar[bool] = True
    weights: ClassVar[tuple[str, ...]] = ("gamma", "beta")
    arithmetic: ClassVar[Arithmetic] = "layer_normalization"
    compiled_as: ClassVar[CompiledAs | None] = "layer normalization"
    compiled_with: ClassVar[tuple[str, ...]] = ("epsilon",)

    epsilon: float = field(
        0.001, N_("Epsilon"), help=N_("Added to the variance so that nothing is divided by 0."), more=True,
        logarithmic=True, ge=1e-7, le=0.1,
    )  # fmt: skip

    def output_shape(self, shape: Shape) -> Shape:
        if shape[-1] == 1:
            raise InvalidExperiment(
                N_(
                    "{kind} compares the numbers of the last axis with each other, but there is only one ({got}): "
                    "it would always become 0. Put it after a layer that gives more."
                ),
                kind=Term(self.label),
                got=shape_text(shape),
            )
        return shape

    def num_parameters(self, shape: Shape) -> Parameters:
        return Parameters(trainable=2 * shape[-1])
