"""Activation: a function applied to each number, as a layer of its own."""

from typing import ClassVar, Literal

from playground.spec.activations import ActivationName
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Arithmetic, CompiledAs, Layer


@LAYERS.register
class Activation(Layer):
    """Applies an activation function; for use after BatchNormalization, for example."""

    kind: Literal["Activation"] = "Activation"
    label: ClassVar[str] = N_("Activation")
    summary: ClassVar[str] = N_("Applies a function to every number, as a layer of its own.")
    keeps_order: ClassVar[bool] = True
    arithmetic: ClassVar[Arithmetic] = "activation"
    compiled_as: ClassVar[CompiledAs | None] = "activation"

    activation: ActivationName = field("relu", N_("Function"), help=N_("The function applied to each number."))
