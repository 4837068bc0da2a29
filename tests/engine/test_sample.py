"""The sample that a page looks at: where it comes from, and what is said where it cannot be used."""

from base64 import b64encode
from typing import Any

import numpy as np
import pytest

from playground.data import load
from playground.data.samples import Data, Part
from playground.engine.sample import brightness, chosen, extent
from playground.spec import DataSpec, Explained
from playground.spec.sample import SampleChoice


def data(dataset: Any = "iris", **more: Any) -> Data:
    return load(DataSpec(dataset=dataset, **more))


def bytes_data(size: int = 4) -> Data:
    """Pictures of bytes, of which some are 28 × 28."""
    raw = np.random.default_rng(0).integers(0, 256, (size, 28, 28, 1)).astype(np.uint8)
    part = Part(raw, raw.astype(np.float32) / 255, np.eye(10, dtype=np.float32)[:size], np.arange(size, dtype=np.int32))
    return Data(DataSpec(dataset="fashion_mnist"), part, part, lambda raw: raw.astype(np.float32) / 255)


@pytest.mark.parametrize("part", ["train", "validation"])
def test_a_sample_is_that_of_its_part_and_number(part: str) -> None:
    iris = data(scaling="standard")
    found = chosen(iris, SampleChoice(part=part, index=3))
    its = getattr(iris, part)
    np.testing.assert_array_equal(found.raw, its.raw[3:4])
    np.testing.assert_array_equal(found.x, its.x[3:4])
    np.testing.assert_array_equal(found.y, its.y[3:4])
    assert found.label == its.labels[3]
    assert not found.is_edited


def test_an_edited_row_is_encoded_and_keeps_the_truth_of_the_one_it_was() -> None:
    iris = data(scaling="standard")
    values = iris.validation.raw[2].astype(float)
    values[1] = 9
    found = chosen(iris, SampleChoice(index=2, values=tuple(values)))
    np.testing.assert_array_equal(found.x, iris.encode(values[np.newaxis].astype(np.float32)))
    np.testing.assert_array_equal(found.y, iris.validation.y[2:3])
    assert found.is_edited
    unchanged = chosen(iris, SampleChoice(index=2, values=tuple(iris.validation.raw[2].tolist())))
    np.testing.assert_array_equal(unchanged.x, iris.validation.x[2:3])


def test_a_drawn_picture_of_bytes_is_taken_to_the_byte() -> None:
    pictures = bytes_data()
    drawn = np.arange(784, dtype=np.int64).astype(np.uint8)
    found = chosen(pictures, SampleChoice(index=1, pixels=b64encode(drawn.tobytes()).decode()))
    assert found.raw.dtype == np.uint8
    np.testing.assert_array_equal(found.raw.ravel(), drawn)
    np.testing.assert_array_equal(found.x.ravel(), drawn.astype(np.float32) / 255)
    assert brightness(pictures) == (0, 255)


def test_a_drawn_picture_of_another_brightness_is_brought_to_it() -> None:
    digits = data("digits")
    assert brightness(digits) == (0, 16)
    drawn = np.zeros(64, np.uint8)
    drawn[5] = 255
    found = chosen(digits, SampleChoice(pixels=b64encode(drawn.tobytes()).decode()))
    assert found.raw.dtype == np.float32
    assert found.raw.ravel()[5] == 16
    assert found.raw.sum() == 16


@pytest.mark.parametrize(
    ("dataset", "choice", "words"),
    [
        ("iris", {"index": 75}, "Sample 75 is no longer there. Samples in the validation data: 75,"),
        ("iris", {"part": "train", "index": 10**12}, "in the training data: 75,"),
        ("iris", {"values": (1.0, 2.0)}, r"has 2 numbers, but this data needs 4 \(4\)"),
        ("iris", {"values": ()}, "has 0 numbers"),
        ("iris", {"values": (1.0, None, 2.0, 3.0)}, "“sepal width” is missing. Enter a number from −1,000,000 to"),
        ("iris", {"values": (1.0, 2.0, float("nan"), 3.0)}, "“petal length” is nan"),
        (
            "iris",
            {"values": (float("inf"), 2.0, 2.0, 3.0)},
            "is inf, but must be a number from −1,000,000 to 1,000,000",
        ),
        ("iris", {"values": (1.0, 2.0, 3.0, -2e6)}, "is −2,000,000, but must be"),
        ("iris", {"values": (1.0, 2.0, 3.0, 1e300)}, r"is 1e\+300, but must be"),
        ("circle", {"values": (1.0, None)}, "“x₂” is missing"),
        ("two_waves", {"values": (None,) * 20}, "“step 1” is missing"),
        ("digits", {"values": (*(0.0,) * 9, None, *(0.0,) * 54)}, "“number 10” is missing"),
        ("iris", {"pixels": "AAAA"}, "no pictures"),
        ("digits", {"pixels": "AA*A"}, "damaged"),
        ("digits", {"pixels": "AAA"}, "damaged"),
        ("digits", {"pixels": "ÄÄÄÄ"}, "damaged"),
        ("digits", {"pixels": "AAAA"}, r"has 3 numbers, but this data needs 64 \(8 × 8 × 1\)"),
        ("digits", {"pixels": ""}, "has 0 numbers"),
    ],
)
def test_what_cannot_be_used_is_explained(dataset: str, choice: dict[str, Any], words: str) -> None:
    with pytest.raises(Explained, match=words):
        chosen(data(dataset), SampleChoice(**choice))


@pytest.mark.parametrize("value", [-1, 256, float("nan")])
def test_a_pixel_that_is_no_byte_is_explained(value: float) -> None:
    with pytest.raises(Explained, match="must be a number from 0 to 255"):
        chosen(bytes_data(), SampleChoice(values=(0.0,) * 783 + (value,)))


def test_numbers_may_be_as_large_as_those_of_the_data() -> None:
    circle = data("circle")
    large = Part(circle.train.raw * 1e7, circle.train.x, circle.train.y, circle.train.labels)
    incomes = Data(circle.spec, large, large, circle.encode)
    assert chosen(incomes, SampleChoice(values=(1e8, 0.0))).raw[0, 0] == 1e8
    with pytest.raises(Explained, match="must be a number from −1,000,000,000 to 1,000,000,000"):
        chosen(incomes, SampleChoice(values=(2e9, 0.0)))


def test_the_only_sample_is_the_first() -> None:
    one = bytes_data(1)
    assert chosen(one, SampleChoice()).label == 0
    with pytest.raises(Explained, match="in the validation data: 1,"):
        chosen(one, SampleChoice(index=1))


def test_the_extent_of_each_number_is_that_of_the_training_samples() -> None:
    iris = data()
    low, high = extent(iris)
    np.testing.assert_array_equal(low, [min(row[column] for row in iris.train.raw) for column in range(4)])
    np.testing.assert_array_equal(high, [max(row[column] for row in iris.train.raw) for column in range(4)])
