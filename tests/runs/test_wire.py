import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.runs import wire

NUMBERS = st.floats(-1e6, 1e6)


def test_a_message_comes_back_as_it_was():
    arrays = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b": np.array([], np.int32), "c": np.array(3.5)}
    header, found = wire.decode(wire.encode({"type": "frame", "word": "学习"}, arrays))
    assert (header["type"], header["word"]) == ("frame", "学习")
    for name, array in arrays.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)


@given(st.text(max_size=40), st.lists(st.integers(0, 20), max_size=5))
def test_every_array_starts_at_a_multiple_of_eight(word, sizes):
    message = wire.encode({"word": word}, {str(i): np.zeros(size, np.uint8) for i, size in enumerate(sizes)})
    header = wire.decode_header(message)
    assert (4 + int.from_bytes(message[:4], "little")) % 8 == 0
    assert all(entry["offset"] % 8 == 0 for entry in header["arrays"])
    assert wire.decode(message)[0]["word"] == word


def test_not_a_number_is_null_in_the_header():
    header = wire.decode_header(wire.encode({"values": {"loss": float("nan"), "all": [float("inf"), 1.0]}}))
    assert header["values"] == {"loss": None, "all": [None, 1.0]}


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=50))
def test_quantised_values_are_within_half_a_level(values):
    array = np.array(values, np.float32)
    restored = wire.quantise(array, -1.0, 1.0).restored()
    np.testing.assert_allclose(restored, array, atol=1 / 255 + 1e-6)


def test_what_cannot_be_quantised_goes_to_an_end():
    quantised = wire.quantise(np.array([np.nan, np.inf, -np.inf, 7.0, -7.0]), -1.0, 1.0)
    assert quantised.values.tolist() == [0, 255, 0, 255, 0]


def test_objects_are_refused():
    with pytest.raises(ValueError, match="dtype"):
        wire.encode({}, {"objects": np.array([object()])})


@pytest.mark.parametrize(
    "message",
    [b"", b"\xff\xff\xff\xff", b"\x02\x00\x00\x00[]", b"\x02\x00\x00\x00{}", b"\x04\x00\x00\x00\xff\xfe{}"],
)
def test_bytes_that_are_no_message_are_refused(message):
    with pytest.raises(wire.Malformed):
        wire.decode(message)


@pytest.mark.parametrize(
    "change", [{"offset": 10**9}, {"shape": [10**9]}, {"dtype": "object"}, {"shape": [-1]}, {"offset": -8}]
)
def test_an_array_outside_of_the_message_is_refused(change):
    entry = {"name": "a", "dtype": "float32", "shape": [1], "offset": 0} | change
    header = json.dumps({"arrays": [entry]}).encode()
    with pytest.raises(wire.Malformed):
        wire.decode(len(header).to_bytes(4, "little") + header)
