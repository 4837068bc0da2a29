"""What a process that trains imports: everything it needs, without what only takes time."""

import subprocess
import sys

import pytest

from playground.runs import process
from playground.runs.settings import Settings

_AFTERWARDS = """
import gc, sys, threading
from playground.runs.imports import import_everything
import_everything()
assert "tensorflow" in sys.modules and "playground.engine.native.loop" in sys.modules
assert not sys.modules.keys() & {"sklearn", "scipy.stats"}, "the imports were not spared"
assert gc.isenabled()
assert threading.active_count() == 1
import sklearn
assert sklearn.__version__
import keras
keras.Sequential([keras.layers.Dense(1)]).build((None, 2))
"""


@pytest.mark.parametrize("before", ["", "import sklearn\n"])
def test_a_worker_imports_everything_but_what_keras_can_do_without(before: str) -> None:
    code = before + (_AFTERWARDS if not before else _AFTERWARDS.replace("assert not sys", "assert sys"))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=process.environment(Settings.read()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
