"""The weights of a layer by their names in Keras."""

import keras

from playground.engine.network import holder, kind_of
from playground.spec import N_, Explained
from playground.spec.layers.base import weight_names


def named_weights(layer: keras.Layer) -> dict[str, keras.Variable]:
    """The layer's weights, in the order of ``weight_names``; of a recurrent layer those of its cell."""
    owner = holder(layer)
    known = kind_of(layer).weights
    found = {name: getattr(owner, name, None) for name in weight_names() if name in known}
    return {name: variable for name, variable in found.items() if variable is not None}


def weighted_layers(model: keras.Model) -> dict[str, keras.Layer]:
    """The layers that have weights, by name, in order."""
    return {layer.name: layer for layer in model.layers if named_weights(layer)}


def layer_with_weights(model: keras.Model, name: str) -> keras.Layer:
    """The layer of that name.

    Raises:
        Explained: there is none, or it has no weights.
    """
    choice = weighted_layers(model)
    if name in choice:
        return choice[name]
    if any(layer.name == name for layer in model.layers):
        raise Explained(
            N_("The layer {got} has no weights: it only passes numbers on. Choose one of: {allowed}."),
            got=name, allowed=list(choice),
        )  # fmt: skip
    raise Explained(
        N_("This network has no layer {got}. Choose one of: {allowed}."), got=name[:80], allowed=list(choice)
    )


def weight_of(layer: keras.Layer, name: str) -> keras.Variable:
    """The layer's weight of that name.

    Raises:
        Explained: it has none of that name.
    """
    choice = named_weights(layer)
    if name not in choice:
        raise Explained(
            N_("The layer {layer} has no weight {got}. Choose one of: {allowed}."),
            layer=layer.name, got=name[:80], allowed=list(choice),
        )  # fmt: skip
    return choice[name]
