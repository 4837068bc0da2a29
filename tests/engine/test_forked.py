"""A process that has only imported the engine may fork, and the child trains."""

import json
import subprocess
import sys

import pytest

SCRIPT = """
import json, os, sys
from playground.data import load
from playground.engine import looks, trainer
from playground.spec import DataSpec, Experiment

read, write = os.pipe()
pid = os.fork()
if pid == 0:
    layers = [{"kind": "Dense", "units": 3, "activation": "tanh"}]
    experiment = Experiment(data=DataSpec(dataset="circle"), network={"layers": layers})
    data = load(experiment.data)
    made = trainer.Trainer(experiment, data)
    rows = made.train(None, max_epochs=20)
    shown = looks.compute("output_map", made.model, data, experiment)
    os.write(write, json.dumps([len(rows), rows[0].values[0], rows[-1].values[0], shown["output_map"].shape]).encode())
    os._exit(0)
_, status = os.waitpid(pid, 0)
assert status == 0, status
print(os.read(read, 10_000).decode())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_a_forked_child_trains_with_xla() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True, timeout=60)
    count, first, last, shape = json.loads(done.stdout.splitlines()[-1])
    assert count == 20
    assert last < first
    assert shape == [50, 50, 1]
