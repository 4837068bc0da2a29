"""Which arrays are the samples and which their labels: by their names, else by their shapes."""

import math
from typing import Any

import numpy as np
import pandas as pd

from playground.data.own.arrays.array import Array, uneven
from playground.data.own.forms import ArrayForm
from playground.data.own.labels import guess_task

_X_WORDS = ("x", "data", "images", "image", "features", "inputs", "samples", "pictures", "imgs", "digits")
_Y_WORDS = ("y", "labels", "label", "target", "targets", "outputs", "classes", "class", "ys")
_TEST_WORDS = ("test", "val", "valid", "validation", "dev")
_NAME_WORDS = ("list_classes", "class_names", "label_names", "target_names", "names", "list_class")
_SETS = ("train", "training", "set", "orig", "arr", "array", "dataset")


def guess(arrays: list[Array]) -> ArrayForm | None:
    """Which arrays are the samples and which their labels, by name, else by shape; None if there are no such two."""
    by_role: dict[tuple[str, bool], Array] = {}
    for array in arrays:
        role = _role(array)
        if role is not None:
            by_role.setdefault(role, array)
    names = by_role.get(("names", False)) or by_role.get(("names", True))
    x, y = by_role.get(("x", False)), by_role.get(("y", False))
    if x is None or y is None or not _fit(x, y):
        pair = _by_shape([array for array in arrays if array is not names])
        if pair is None and x is not None and y is not None:
            raise uneven(x, y)
        if pair is None:
            return None
        x, y = pair
    test_x, test_y = by_role.get(("x", True)), by_role.get(("y", True))
    both = test_x is not None and test_y is not None and {test_x.name, test_y.name}.isdisjoint({x.name, y.name})
    return ArrayForm(
        x=x.name, y=y.name, names=names.name if names else None, task=_task(y),
        test_x=test_x.name if both and test_x else None, test_y=test_y.name if both and test_y else None,
    )  # fmt: skip


def _plain(name: str) -> tuple[str, ...]:
    """A name's words in small letters, without those that say nothing: ``train_set_x_orig`` is ``x``."""
    words = name.lower().replace("/", "_").replace("-", "_").replace(".", "_").replace(" ", "_").split("_")
    words = [part for word in words for part in _split_word(word)]
    return tuple(word for word in words if word and word not in _SETS)


def _split_word(word: str) -> list[str]:
    """``xtrain`` and ``testx`` in two."""
    for part in ("train", "test", "val"):
        if word.startswith(part) and word[len(part) :] in ("x", "y"):
            return [part, word[len(part) :]]
        if word.endswith(part) and word[: -len(part)] in ("x", "y"):
            return [word[: -len(part)], part]
    return [word]


def _role(array: Array) -> tuple[str, bool] | None:
    """Whether an array's name says that it is x, y or the names of classes, and whether it is for testing."""
    words = _plain(array.name)
    test = any(word in _TEST_WORDS for word in words)
    words = tuple(word for word in words if word not in _TEST_WORDS)
    if "_".join(words[-2:]) in _NAME_WORDS or (words and words[-1] in _NAME_WORDS):
        return "names", test
    if words and words[-1] in _Y_WORDS:
        return "y", test
    if words and words[-1] in _X_WORDS:
        return "x", test
    return None


def _fit(x: Array, y: Array) -> bool:
    """Whether there is a label, or a row of labels, for each sample."""
    return x.shape[:1] in ((math.prod(y.shape),), y.shape[:1])


def _by_shape(arrays: list[Array]) -> tuple[Array, Array] | None:
    """The largest array, and a flat one of the same length."""
    numbers = [array for array in arrays if array.is_numbers and len(array.shape) >= 1]
    for x in sorted(numbers, key=lambda array: -math.prod(array.shape)):
        for y in arrays:
            if y is not x and y.shape[:1] == x.shape[:1] and math.prod(y.shape) == x.shape[0]:
                return x, y
    return None


def _task(y: Array) -> Any:
    if y.is_text or y.dtype.kind == "b" or _is_one_hot_shape(y.shape):
        return "classification"
    return guess_task(pd.Series(y.load().reshape(-1).astype(np.float64)))


def _is_one_hot_shape(shape: tuple[int, ...]) -> bool:
    return len(shape) == 2 and min(shape) > 1
