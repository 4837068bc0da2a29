"""The one sample that a page looks at: taken from the data, or made of the numbers or pixels that a learner edited."""

import base64
import binascii
from dataclasses import dataclass
from math import ceil, log10

import numpy as np

from playground.data.samples import Data, Floats, Part, Raw
from playground.spec import N_, NP_, Explained
from playground.spec.errors import Term
from playground.spec.layers.base import product, shape_text
from playground.spec.numbers import minus
from playground.spec.sample import SampleChoice

LARGEST = 1e6
"""So large may a number of an edited sample be, or ten times as large as any of the training samples."""
RANGE_SAMPLES = 20_000
"""How small and how large numbers are is looked up in so many samples."""
PLANE_NAMES = ("x₁", "x₂")

_PARTS = {"train": N_("training"), "validation": N_("validation")}


@dataclass(frozen=True)
class Chosen:
    """One sample, with a first axis of length 1."""

    raw: Raw
    """``(1, *sample_shape)``, before features and scaling."""
    x: Floats
    """``(1, *input_shape)``, as it enters the network."""
    y: Floats
    """``(1, outputs)``: the truth as it is learned."""
    label: float
    """The number of its class, or its value in its own units. An edited sample keeps that of the one it was."""
    is_edited: bool


def chosen(data: Data, choice: SampleChoice) -> Chosen:
    """The sample of that part and number, with the learner's numbers in place of its own where there are any.

    Raises:
        Explained: there is no such sample (any more), or its numbers cannot be used; the text says which and why.
    """
    part = data.train if choice.part == "train" else data.validation
    if choice.index >= len(part):
        raise Explained(
            N_(
                "Sample {got} is no longer there. Samples in the {part} data: {count}, numbered from 0. "
                "Choose another one."
            ),
            got=choice.index,
            part=Term(_PARTS[choice.part]),
            count=len(part),
        )
    row = slice(choice.index, choice.index + 1)
    is_edited = choice.values is not None or choice.pixels is not None
    raw = _edited(data, part, choice) if is_edited else part.raw[row]
    x = data.encode(raw) if is_edited else part.x[row]
    return Chosen(raw, x, part.y[row], float(part.labels[choice.index]), is_edited)


def brightness(data: Data) -> tuple[float, float]:
    """The lowest and highest value of a pixel: that of bytes, else what the training pictures have."""
    raw = data.train.raw
    if raw.dtype == np.uint8:
        return 0.0, 255.0
    some = _some(raw)
    return float(some.min()), float(some.max())


def extent(data: Data) -> tuple[Floats, Floats]:
    """The lowest and highest value of each number of a sample ``(*sample_shape,)``, as the training samples have it."""
    some = _some(data.train.raw)
    return some.min(0).astype(np.float32), some.max(0).astype(np.float32)


def _some(raw: Raw) -> Raw:
    """At most ``RANGE_SAMPLES`` samples, from all over."""
    return raw[:: ceil(len(raw) / RANGE_SAMPLES)]


def is_picture(data: Data) -> bool:
    """Whether a raw sample is a picture ``(height, width, channels)``."""
    return data.train.raw.ndim == 4


def _edited(data: Data, part: Part, choice: SampleChoice) -> Raw:
    """The learner's sample ``(1, *sample_shape)``, in the dtype of the data; pixels go before values."""
    shape = part.raw.shape[1:]
    numbers = _of_pixels(data, choice.pixels) if choice.pixels is not None else _of_values(data, choice.values or ())
    if len(numbers) != product(shape):
        raise Explained(
            NP_(
                "The edited sample has {got} number, but this data needs {needed} ({shape}). Choose the sample again.",
                "The edited sample has {got} numbers, but this data needs {needed} ({shape}). Choose the sample again.",
                "got",
            ),
            got=len(numbers),
            needed=product(shape),
            shape=shape_text(shape),
        )
    if part.raw.dtype == np.uint8:
        numbers = np.rint(numbers)
    return numbers.reshape(1, *shape).astype(part.raw.dtype)


def _of_pixels(data: Data, text: str) -> Raw:
    """Bytes in base64 to values of pixels, float64 ``(n,)``."""
    if not is_picture(data):
        raise Explained(N_("Pixels were drawn, but the samples of this data are no pictures. Choose the sample again."))
    try:
        pixels = np.frombuffer(base64.b64decode(text, validate=True), np.uint8)
    except (binascii.Error, ValueError) as error:
        raise Explained(N_("The drawn picture arrived damaged and cannot be read. Draw it again.")) from error
    low, high = brightness(data)
    return low + pixels / 255.0 * (high - low)


def _of_values(data: Data, values: tuple[float | None, ...]) -> Raw:
    """The numbers, checked one by one, float64 ``(n,)``."""
    low, high = _allowed(data)
    for place, value in enumerate(values):
        if value is None:
            raise Explained(
                N_("The number of “{input}” is missing. Enter a number from {low} to {high}."),
                input=_name(data, place), low=_number(low), high=_number(high),
            )  # fmt: skip
        if not low <= value <= high:  # nor is NaN
            raise Explained(
                N_("“{input}” is {got}, but must be a number from {low} to {high}. Enter another number."),
                input=_name(data, place), got=_number(value), low=_number(low), high=_number(high),
            )  # fmt: skip
    return np.array(values, np.float64)


def _allowed(data: Data) -> tuple[float, float]:
    """The range of a number: that of bytes, or far more than any training sample has."""
    raw = data.train.raw
    if raw.dtype == np.uint8:
        return 0.0, 255.0
    largest = float(np.abs(raw).max()) if raw.size else 0.0
    most = max(LARGEST, 10.0 ** ceil(log10(10 * largest))) if largest > 0 else LARGEST
    return -most, most


def _name(data: Data, place: int) -> object:
    """What a learner calls the number at that place of the raw sample."""
    shape = data.train.raw.shape[1:]
    names = PLANE_NAMES if data.spec.is_plane else tuple(data.spec.dataset.feature_names)
    if len(shape) == 1 and place < len(names):
        return names[place]
    if len(shape) == 2 and shape[1] == 1:
        return Explained(N_("step {number}"), number=place + 1)
    return Explained(N_("number {number}"), number=place + 1)


def _number(value: float) -> str:
    """A number as it is read: 1000000 as 1,000,000."""
    return minus(f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}" if abs(value) < 1e15 else f"{value:.3g}")
