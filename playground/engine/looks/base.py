"""What a look is: a question put to a network, a pure function of it and the data; and the compiled forward pass."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from weakref import WeakKeyDictionary

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from playground.data.samples import Data, Floats
from playground.engine.moments import Moment
from playground.engine.native.passes import outputs_of_layers
from playground.spec import N_, Experiment, Explained

Arrays = dict[str, NDArray[Any]]
DOMAIN = (-6.0, 6.0)
"""Both axes of the plane."""
MapSize = Annotated[int, Field(ge=1, le=100)]
"""Cells along each axis of a map; a worker has memory for so many."""
MAX_UNITS = 32
"""Of a wide layer so many neurons are shown."""

Answer = Callable[..., Arrays]
"""``(model, data, experiment, *, parameters…) -> arrays``"""
NO_SUCH_QUESTION = N_(
    "The page asked the network something that it cannot answer ({look}: {where} = {got}). Reload it."
)


@dataclass(frozen=True)
class Look:
    """One entry of the registry."""

    name: str
    answer: Answer
    parameters: type[BaseModel]
    """What may be asked for: the keyword-only parameters of the answer, checked."""
    plane_only: bool
    costly: bool
    """It is asked for once; it is not part of the pictures of a running network."""
    over_time: bool
    """It is told the moments of the run so far, as ``moments``, the oldest first."""
    reads_only: bool = False
    """It asks the network by ``forward``, ``predict`` and ``variables.read`` alone, so a network that the native loop
    trains need not be written into Keras's variables first."""


LOOKS: dict[str, Look] = {}


def register(
    name: str,
    *,
    plane_only: bool = False,
    costly: bool = False,
    over_time: bool = False,
    reads_only: bool = False,
) -> Callable[[Answer], Answer]:
    """Add a look; used as a decorator. Its keyword-only parameters are what a page may choose; see ``Look``."""

    def add(answer: Answer) -> Answer:
        if name in LOOKS:
            raise ValueError(f"two looks are called {name!r}")
        parameters = _parameters(name, answer)
        LOOKS[name] = Look(name, answer, parameters, plane_only, costly or over_time, over_time, reads_only)
        return answer

    return add


def _parameters(name: str, answer: Answer) -> type[BaseModel]:
    """A model of the keyword-only parameters: their annotations (with bounds) and defaults."""
    given = inspect.signature(answer, eval_str=True).parameters.values()
    fields: dict[str, Any] = {
        each.name: (each.annotation, ... if each.default is each.empty else each.default)
        for each in given
        if each.kind is each.KEYWORD_ONLY and each.name != "moments"
    }
    return create_model(f"parameters of {name}", __config__=ConfigDict(extra="forbid", frozen=True), **fields)


@contextmanager
def borrowed(model: keras.Model, weights: Sequence[NDArray[Any]]) -> Iterator[None]:
    """The model with other weights, in the order of ``model.weights``; its own are back afterwards, to the bit."""
    own = [variable.value.read_value() for variable in model.weights]
    try:
        for variable, array in zip(model.weights, weights, strict=True):
            variable.assign(array)
        yield
    finally:
        for variable, value in zip(model.weights, own, strict=True):
            variable.assign(value)


MAX_GRIDS = 8
_GRIDS: dict[tuple[int, int], tuple[Callable[[Floats], Floats], Floats]] = {}
"""Encoded grids by their encoding (kept beside them, so that its id stays its own) and size."""

_FORWARD: "WeakKeyDictionary[keras.Model, dict[str, Any]]" = WeakKeyDictionary()
_REDUCTIONS: dict[str, Callable[[list[Any], Any], list[Any]]] = {
    "layers": lambda outputs, _: outputs,
    "output": lambda outputs, _: outputs[-1:],
    "means": lambda outputs, xp: [xp.mean(xp.abs(a), axis=tuple(range(len(a.shape) - 1))) for a in outputs],
}


def forward(model: keras.Model, x: Floats, what: str) -> list[Floats]:
    """What the layers make of x ``(n, *input_shape)``, not in training mode; compiled once for a model, if at all.

    ``what`` is "layers" for the output of every layer, "output" for that of the last alone, "means" for the mean
    absolute value of every layer's units, each ``(units,)``, over samples and places.
    """
    outputs = outputs_of_layers(model, x)
    if outputs is not None:
        return _REDUCTIONS[what](outputs, np)
    functions = _FORWARD.setdefault(model, {})
    if what not in functions:
        functions[what] = _compile(model.layers, model.input_shape, _REDUCTIONS[what])
    return [found.numpy() for found in functions[what](x)]


def _compile(layers: list[keras.Layer], shape: tuple[int | None, ...], reduce: Callable[..., Any]) -> Any:
    def run(x: Any) -> list[Any]:
        outputs = []
        for layer in layers:
            x = layer(x, training=False)
            outputs.append(x)
        kept: list[Any] = reduce(outputs, keras.ops)
        return kept

    return tf.function(run, autograph=False, input_signature=[tf.TensorSpec(shape)])


def predict(model: keras.Model, x: Floats, slice_size: int = 2000) -> Floats:
    """The network's outputs, float32 ``(n, outputs)``."""
    parts = [forward(model, x[start : start + slice_size], "output")[0] for start in range(0, len(x), slice_size)]
    return np.concatenate(parts)


def grid(size: int) -> Floats:
    """The centres of ``size × size`` cells of the plane, float32 ``(size * size, 2)``: by rows, x2 largest first."""
    low, high = DOMAIN
    centres = (low + (high - low) * (np.arange(size) + 0.5) / size).astype(np.float32)
    x1, x2 = np.meshgrid(centres, centres[::-1])
    return np.stack([x1.ravel(), x2.ravel()], axis=1)


def encoded_grid(data: Data, size: int) -> Floats:
    """The grid as it enters the network, ``(size * size, features)``; encoded once and kept."""
    key = id(data.encode), size
    if key not in _GRIDS:
        if len(_GRIDS) >= MAX_GRIDS:
            _GRIDS.clear()
        _GRIDS[key] = data.encode, np.asarray(data.encode(grid(size)), np.float32)
    return _GRIDS[key][1]


def as_maps(values: Floats, size: int) -> Floats:
    """``(size * size, units)`` to ``(units, size, size)``, at most 32 units."""
    maps: Floats = np.ascontiguousarray(values[:, :MAX_UNITS].T).reshape(-1, size, size)
    return maps


def compute(
    name: str,
    model: keras.Model,
    data: Data,
    experiment: Experiment,
    moments: Sequence[Moment] = (),
    /,
    **parameters: Any,
) -> Arrays:
    """Put a look's question to the network.

    A look that only a plane has gives nothing, an empty dict, for other data.

    Args:
        moments: of the run so far, for the looks that go over time.
        parameters: plain values, as JSON has them, or what the look's own annotations say.

    Raises:
        KeyError: there is no look of that name.
        Explained: the parameters are none of this look's, or it has no answer to them.
    """
    look = LOOKS[name]
    if look.plane_only and not experiment.data.is_plane:
        return {}
    try:
        checked = look.parameters.model_validate(parameters)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Explained(NO_SUCH_QUESTION, look=name, where=where, got=str(first.get("input"))[:80]) from error
    chosen = {field: getattr(checked, field) for field in look.parameters.model_fields}
    if look.over_time:
        chosen["moments"] = moments
    return look.answer(model, data, experiment, **chosen)
