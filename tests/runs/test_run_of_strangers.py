"""A real run whose kinds come from a module of one's own: web process and worker know them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playground.spec.extensions import VARIABLE

ROOT = Path(__file__).parents[2]
PROGRAM = """
from playground import data, runs
from playground.runs import wire
from playground.spec import Experiment
from tests.runs.running import train, wait_for

layers = [
    {"kind": "Dense", "units": 4, "activation": "ripple"}, "RepeatVector", {"kind": "SimpleRNN", "units": 3},
    {"kind": "Dense", "units": 4, "activation": "hard_tanh"}, "Detour",
]
experiment = Experiment.model_validate({"data": {"dataset": "circle"}, "network": {"layers": layers}})
runs.open(runs.Settings(start_method=START))
try:
    run = runs.start(experiment, owner="learner")
    wait_for(lambda: run.state == "ready" or run.has_ended, 150)
    assert run.state == "ready", run.problem
    rows = train(run, 2)
    hello = wire.decode_header(run.hello())
    print([layer["role"] for layer in hello["layers"]], sorted(hello["activations"]), len(rows), run.problem)
finally:
    runs.close()
"""


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_run_of_strangers_trains_and_says_what_they_are(start: str) -> None:
    if start == "fork" and sys.platform != "linux":
        pytest.skip("forks on Linux only")
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "extensions")])
    environment = {**os.environ, "PYTHONPATH": paths, VARIABLE: "strangers"}
    program = PROGRAM.replace("START", repr(start))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=240, check=False
    )
    roles = ["neurons", "block", "neurons", "neurons", "neurons", "neurons"]
    assert f"{roles} ['hard_tanh', 'ripple', 'sigmoid', 'tanh'] 2" in done.stdout, done.stdout + done.stderr
