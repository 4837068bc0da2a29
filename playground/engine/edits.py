"""Weights set by hand, and the way back."""

import math
from typing import Any, Protocol

import keras
import numpy as np
from numpy.typing import NDArray

from playground.engine.layer_weights import layer_with_weights, weight_of
from playground.spec import N_, NP_, Explained
from playground.spec.numbers import minus

LARGEST = 1_000_000.0
"""A weight further from 0 only makes the next loss infinite."""


class Network(Protocol):
    """A network whose weights may be set: a trainer, which goes on from there."""

    @property
    def model(self) -> keras.Model:
        """With its present weights."""

    def weights_were_set(self) -> None:
        """Some of them are others now."""


class Edits:
    """What a learner has set by hand in one network, and what stood there before.

    Only the weights that were touched are put back: the others keep what training has made of them since.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._before: dict[str, tuple[keras.Variable, NDArray[Any], NDArray[np.bool_]]] = {}
        """By the variable's path: the variable, its old values, and which of them count."""
        self.version = 0
        """Grows with every change: two networks of one step are then told apart."""

    @property
    def count(self) -> int:
        """How many single weights are set by hand."""
        return sum(int(touched.sum()) for _, _, touched in self._before.values())

    def set(self, layer: str, weight: str, index: tuple[int | None, ...], value: float) -> None:
        """Set one weight, or with None in the index all along that axis.

        Args:
            layer: its name, such as "dense_1".
            weight: its name, such as "kernel"; see ``weight_names``.
            index: one number from 0, or None, for each axis of the weight.
            value: finite, at most a million away from 0.

        Raises:
            Explained: one of the four is not what it may be. Nothing is changed then.
        """
        found = layer_with_weights(self._network.model, layer)
        variable = weight_of(found, weight)
        where = _checked_index(f"{layer}/{weight}", tuple(variable.shape), index)
        value = _checked_value(f"{layer}/{weight}", weight, value)
        values = np.array(variable.numpy())
        _, before, touched = self._before.setdefault(
            variable.path, (variable, values.copy(), np.zeros(values.shape, bool))
        )
        is_new = np.zeros(values.shape, bool)
        is_new[where] = True
        is_new &= ~touched
        before[is_new] = values[is_new]
        touched |= is_new
        values[where] = value
        variable.assign(values)
        self.version += 1
        self._network.weights_were_set()

    def put_back(self) -> None:
        """Give every weight that was set by hand the value from before, and forget them."""
        _ = self._network.model  # brings the variables to the present
        for variable, before, touched in self._before.values():
            variable.assign(np.where(touched, before, variable.numpy()))
        self.version += 1
        self._network.weights_were_set()
        self.forget()

    def forget(self) -> None:
        """The network has other weights now, by a reset or a rewind: there is no way back any more."""
        self._before.clear()


def _checked_index(where: str, shape: tuple[int, ...], index: tuple[int | None, ...]) -> tuple[int | slice, ...]:
    if len(index) != len(shape):
        raise Explained(
            NP_(
                "{where}: the place of a weight has {allowed} number here, not {got}. Click a cell of the matrix.",
                "{where}: the place of a weight has {allowed} numbers here, not {got}. Click a cell of the matrix.",
                "allowed",
            ),
            where=where, got=len(index), allowed=len(shape),
        )  # fmt: skip
    for axis, (at, size) in enumerate(zip(index, shape, strict=True)):
        if at is not None and (type(at) is not int or not 0 <= at < size):
            raise Explained(
                N_(
                    "{where}: there is no place {got} along axis {axis}, which goes from 0 to {allowed}. "
                    "Click a cell of the matrix."
                ),
                where=where, got=str(at)[:40], axis=axis + 1, allowed=size - 1,
            )  # fmt: skip
    return tuple(slice(None) if at is None else at for at in index)


def _checked_value(where: str, weight: str, value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Explained(
            N_("{where}: {got} is not a number that a weight can be. Type a number from −1000000 to 1000000."),
            where=where, got=str(value)[:40],
        )  # fmt: skip
    if abs(value) > LARGEST:
        raise Explained(
            N_("{where}: {got} is too large for a weight. Type a number from −1000000 to 1000000."),
            where=where, got=minus(f"{value:g}"),
        )  # fmt: skip
    if weight == "moving_variance" and value < 0:
        raise Explained(
            N_("{where}: {got} cannot be a variance, which is never negative. Type 0 or a number above it."),
            where=where, got=minus(f"{value:g}"),
        )  # fmt: skip
    return float(value)
