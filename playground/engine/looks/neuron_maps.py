"""What every neuron makes of the plane."""

import keras

from playground.data.samples import Data
from playground.engine.looks.base import Arrays, MapSize, as_maps, encoded_grid, forward, register
from playground.spec import Experiment


@register("neuron_maps", plane_only=True, reads_only=True)
def neuron_maps(model: keras.Model, data: Data, experiment: Experiment, *, size: MapSize = 24) -> Arrays:
    """``map:input`` and ``map:<layer>`` for every hidden layer, float32 ``(units, size, size)``, after its activation.

    Rows and columns are those of the output map; of a wide layer the first 32 units.
    """
    x = encoded_grid(data, size)
    hidden = zip(model.layers[:-1], forward(model, x, "layers"), strict=False)
    return {"map:input": as_maps(x, size)} | {f"map:{layer.name}": as_maps(values, size) for layer, values in hidden}
