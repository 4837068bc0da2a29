"""The two sides of the live connection held to each other: what Python writes is what a browser's script reads."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from playground.runs import wire

ROOT = Path(__file__).parents[3]
NODE = Path(sys.prefix) / "bin" / "node"
READ = """
import { readFileSync } from "node:fs";
import { decode } from "MODULE";
const file = readFileSync(process.argv[1]);
const { header, arrays } = decode(file.buffer.slice(file.byteOffset, file.byteOffset + file.length));
const told = Object.entries(arrays).map(([name, { data, shape, low, high }]) => ({
  name, shape, low: low ?? null, high: high ?? null, type: data.constructor.name, data: Array.from(data, String),
}));
console.log(JSON.stringify({ header, told }));
"""
TYPES = {"uint8": "Uint8Array", "int32": "Int32Array", "float32": "Float32Array", "float64": "Float64Array"}


def read_by_script(message: bytes, folder: Path) -> dict:
    path = folder / "message"
    path.write_bytes(message)
    module = (ROOT / "playground" / "browser" / "wire" / "wire.js").as_uri()
    command = [str(NODE), "--input-type=module", "-e", READ.replace("MODULE", module), str(path)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def numbers(texts: list[str]) -> list[float]:
    return [float(text.replace("Infinity", "inf")) for text in texts]


@pytest.fixture(scope="module")
def sent() -> dict[str, np.ndarray]:
    """Every dtype that a browser receives, in shapes whose bytes end everywhere between two multiples of 8."""
    random = np.random.default_rng(0)
    found = {}
    for dtype in sorted(wire.DTYPES):
        for shape in [(), (0,), (1,), (3,), (5, 2), (2, 3, 7), (0, 4)]:
            found[f"{dtype} {shape}"] = (random.normal(size=shape) * 100).clip(0, 255).astype(dtype)
    return found


def test_every_dtype_and_shape_is_read_as_it_was_written(sent: dict[str, np.ndarray], tmp_path: Path) -> None:
    told = {entry["name"]: entry for entry in read_by_script(wire.encode({"type": "frame"}, sent), tmp_path)["told"]}
    assert set(told) == set(sent)
    for name, array in sent.items():
        assert told[name]["shape"] == list(array.shape), name
        assert told[name]["type"] == TYPES[array.dtype.name], name
        assert numbers(told[name]["data"]) == array.ravel().tolist(), name


def test_what_is_no_number_comes_through(tmp_path: Path) -> None:
    array = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45], np.float32)
    (told,) = read_by_script(wire.encode({"type": "frame"}, {"odd": array}), tmp_path)["told"]
    assert np.array_equal(np.array(numbers(told["data"]), np.float32), array, equal_nan=True)


def test_a_quantised_map_keeps_its_ends_and_its_order(tmp_path: Path) -> None:
    values = np.array([[-2.0, -1.0], [0.25, 1.0]])
    (told,) = read_by_script(wire.encode({}, {"map": wire.quantise(values, -1.0, 1.0)}), tmp_path)["told"]
    assert (told["low"], told["high"], told["shape"]) == (-1.0, 1.0, [2, 2])
    restored = -1 + np.array(numbers(told["data"])) / 255 * 2
    assert np.abs(restored - values.clip(-1, 1).ravel()).max() <= 2 / 510 + 1e-9


def test_a_header_of_any_length_and_writing_is_read(tmp_path: Path) -> None:
    for length in range(9):
        header = {"type": "status", "name": "x" * length + "神经网络", "none": float("nan")}
        found = read_by_script(wire.encode(header, {"a": np.arange(3, dtype=np.int32)}), tmp_path)
        assert found["header"]["name"] == header["name"]
        assert found["header"]["none"] is None
        assert found["told"][0]["data"] == ["0", "1", "2"]
