"""How strongly each neuron answers to the validation samples."""

import keras

from playground.data.samples import Data
from playground.engine.looks.base import Arrays, forward, register
from playground.spec import Experiment

MAX_SAMPLES = 256
MAX_BARS = 64


@register("activations", reads_only=True)
def activations(model: keras.Model, data: Data, experiment: Experiment) -> Arrays:
    """``activation:<layer>`` float32 ``(units,)``: the mean absolute output over at most 256 validation samples.

    Of a picture it is one number for each filter, over all places; at most 64 units of a layer.
    """
    means = forward(model, data.validation.x[:MAX_SAMPLES], "means")
    return {f"activation:{layer.name}": mean[:MAX_BARS] for layer, mean in zip(model.layers, means, strict=True)}
