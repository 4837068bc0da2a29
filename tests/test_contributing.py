"""CONTRIBUTING's recipes for a layer and an activation are true: their code keeps every contract of the kinds."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from playground.spec.extensions import VARIABLE

ROOT = Path(__file__).parents[1]
STRANGERS = ROOT / "tests" / "extensions"
CONTRACTS = ("tests/spec", "tests/engine/test_every_kind.py", "tests/engine/test_network.py")
LEAST = {
    "RMSNormalization": 30, "snake": 70,
    "RepeatVector": 30, "SimpleRNN": 30, "Detour": 10, "hard_tanh": 70, "ripple": 70,
}  # fmt: skip
"""How many tests there are of each kind, at least: as many as fields and shapes give rise to."""
OF_ACTIVATIONS = "tests/engine/test_activation_oracles.py"
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def recipe(title: str) -> str:
    """The code of a section."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    (code,) = CODE.findall(section)
    return str(code)


def tried(named: str, folders: Iterable[Path], only: str) -> str:
    """What pytest says of the contracts of the kinds whose names are in ``only``, with these modules."""
    paths = os.pathsep.join([str(ROOT), *map(str, folders)])
    environment = {**os.environ, "PYTHONPATH": paths, VARIABLE: named}
    command = [sys.executable, "-m", "pytest", "-rp", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", only]
    done = subprocess.run(
        [*command, *CONTRACTS, OF_ACTIVATIONS], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    return done.stdout


def num_passed(said: str, kind: str) -> int:
    """How many tests of that kind there were."""
    return len(re.findall(rf"^PASSED .*\b{kind}\b", said, re.MULTILINE))


def test_the_recipes_and_kinds_as_odd_as_their_traits_allow_keep_every_contract(tmp_path: Path) -> None:
    """All in one process: most of its time goes into the imports."""
    (tmp_path / "recipe_layer.py").write_text(recipe("A layer"), encoding="utf-8")
    (tmp_path / "recipe_activation.py").write_text(recipe("An activation"), encoding="utf-8")
    said = tried("strangers,recipe_layer,recipe_activation", [STRANGERS, tmp_path], " or ".join(LEAST))
    passed = {kind: num_passed(said, kind) for kind in LEAST}
    assert {kind: number for kind, number in passed.items() if number < LEAST[kind]} == {}


@pytest.mark.parametrize("title", ["A layer", "An activation"])
def test_a_recipe_is_formatted_as_the_code_is(title: str) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--stdin-filename", "recipe.py", "-"]
    done = subprocess.run(command, cwd=ROOT, input=recipe(title), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
