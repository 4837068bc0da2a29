"""Activation: a function applied to each number, as a layer of its own."""

from typing import ClassVar, Literal

from playground.spec import activations
from playground.spec.errors import N_
from playground.spec.kinds import field
from playground.spec.layers.base import LAYERS, Layer


@LAYERS.register
class Activation(Layer):
    """Applies an activation function; for use after BatchNormalization, for example."""

    kind: Literal["Activation"] = "Activation"
    label: ClassVar[str] = N_("Activation")
    summary: ClassVar[str] = N_("Applies a function to every number, as a layer of its own.")

    activation: activations.Activation = field("relu", N_("Function"), help=N_("The function applied to each number."))
