"""What a worker shows: the hello that describes a run, and the looks of one moment as small arrays."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.data.samples import Data, Part
from playground.runs import wire
from playground.spec import Experiment
from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.activations.base import open_ended
from playground.spec.errors import packed
from playground.spec.layers.base import weight_names
from playground.spec.network import Placed, total_parameters

MOST_POINTS = 2000
DOMAIN = (-6.0, 6.0)
_MAPS = ("output_map", "map:")
_PLANE_LOOKS = frozenset({"output_map", "neuron_maps"})
_LINE_LOOKS = frozenset({"line"})

Arrays = dict[str, NDArray[Any] | wire.Quantised | wire.Annotated]


Request = Mapping[str, Any]
"""A look by its ``name``, and its ``parameters``."""


def default_looks(experiment: Experiment) -> list[Request]:
    """What is watched until a page says what it wants."""
    if experiment.data.is_plane:
        names = ("output_map", "neuron_maps", "weights")
    else:
        names = ("activations", "weights", "line" if experiment.data.is_line else "predictions")
    return [{"name": name, "parameters": {}} for name in names]


def fitting_looks(requests: Iterable[Request], known: Iterable[str], experiment: Experiment) -> list[Request]:
    """The requests for looks that are known and that this experiment can show, the last for each name."""
    data = experiment.data
    usable = set(known) - (set() if data.is_plane else _PLANE_LOOKS) - (set() if data.is_line else _LINE_LOOKS)
    return list({request["name"]: request for request in requests if request["name"] in usable}.values())


def hello(experiment: Experiment, data: Data, metric_names: tuple[str, ...], **facts: Any) -> bytes:
    """What a page must know before the first frame: the experiment, its layers, the samples of a plane or a line."""
    spec = experiment.data
    header = {
        "type": "hello",
        "experiment": experiment.model_dump(mode="json"),
        "task": spec.task,
        "class_names": packed(spec.dataset.class_names),
        "gives_probabilities": experiment.gives_probabilities,
        "input_names": packed(spec.input_names),
        "input_shape": list(spec.input_shape),
        "is_plane": spec.is_plane,
        "is_line": spec.is_line,
        "domain": list(DOMAIN),
        "metric_names": list(metric_names),
        "layers": [describe(placed) for placed in experiment.placed],
        "activations": {name: facts_of(ACTIVATIONS[name]) for name in activations_in(experiment)},
        "weight_names": list(weight_names()),
        "num_parameters": total_parameters(experiment.placed).total,
        "num_train": len(data.train),
        "num_validation": len(data.validation),
        "epochs": experiment.training.epochs,
        **facts,
    }
    arrays: Arrays = {}
    if spec.is_plane or spec.is_line:
        for name, part in (("train", data.train), ("validation", data.validation)):
            arrays[f"{name}_points"], arrays[f"{name}_labels"] = _points(part)
    return wire.encode(header, arrays)


def describe(placed: Placed) -> dict[str, Any]:
    """A layer for a script: its name, shapes and parameters, and what is true of its kind."""
    layer = placed.layer
    return {
        "name": placed.name,
        "kind": layer.name(),
        "label": layer.label,
        "units": placed.output_shape[-1],
        "activation": layer.has_activation,
        "input_shape": list(placed.input_shape),
        "output_shape": list(placed.output_shape),
        "parameters": placed.parameters.total,
        "hidden_index": placed.hidden_index,
        "role": layer.drawn_as(placed.input_shape),
        "is_passive": layer.is_passive,
        "keeps_order": layer.keeps_order,
        "flattens": layer.flattens(placed.input_shape),
        "joins": layer.joins,
        "is_recurrent": layer.is_recurrent,
        "gates": [gate._asdict() for gate in layer.gates],
        "arithmetic": layer.arithmetic,
        "weights": list(layer.weights),
    }


def activations_in(experiment: Experiment) -> list[str]:
    """The names of the activations of the layers, each once."""
    return list(dict.fromkeys(name for placed in experiment.placed if (name := placed.layer.has_activation)))


def facts_of(kind: Activation) -> dict[str, Any]:
    """What a script must know of an activation; None stands for an end that lies infinitely far."""
    return {
        "plain": kind.plain,
        "range": open_ended([(kind.low, kind.high)])[0],
        "dead": open_ended(kind.dead),
        "saturated": open_ended(kind.saturated),
        "steepest": kind.steepest,
        "of_layer": kind.of_layer,
        "regression": kind.regression,
    }


def look_arrays(found: Mapping[str, NDArray[Any]], experiment: Experiment) -> Arrays:
    """The arrays of a look as they are sent: maps as bytes, the rest as it is, in the dtypes of the wire."""
    activations = {placed.name: placed.layer.has_activation for placed in experiment.placed}
    shapes = {placed.name: placed for placed in experiment.placed}
    return {name: _sendable(name, array, activations, shapes, experiment) for name, array in found.items()}


def _sendable(
    name: str,
    array: NDArray[Any],
    activations: dict[str, str | None],
    shapes: dict[str, Placed],
    experiment: Experiment,
) -> NDArray[Any] | wire.Quantised | wire.Annotated:
    if name.startswith(_MAPS):
        layer = name.removeprefix("map:")
        activation = experiment.output_activation if name == "output_map" else activations.get(layer)
        return wire.quantise(array, *value_range(array, activation))
    kind, _, layer = name.partition(":")
    array = array if array.dtype.name in wire.DTYPES else array.astype(np.float32)
    if kind == "kernel" and layer in shapes and array.ndim == 2:
        full = [shapes[layer].input_shape[-1], shapes[layer].output_shape[-1]]
        return wire.Annotated(array, {"full_shape": full})
    return array


def value_range(array: NDArray[Any], activation: str | None) -> tuple[float, float]:
    """The lowest and highest value of a map's colours: those of the activation, else symmetric about 0."""
    if activation is not None and (ends := ACTIVATIONS[activation].ends):
        return ends
    finite = array[np.isfinite(array)]
    largest = float(np.abs(finite).max()) if finite.size else 1.0
    return (-largest, largest) if largest > 0 else (-1.0, 1.0)


def _points(part: Part) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """At most ``MOST_POINTS`` raw samples ``(n, 2)``, of a line ``(n, 1)``, and labels ``(n,)``, evenly picked."""
    picked = np.linspace(0, len(part) - 1, min(len(part), MOST_POINTS)).astype(int)
    return part.raw[picked].astype(np.float32), part.labels[picked].astype(np.float32)
