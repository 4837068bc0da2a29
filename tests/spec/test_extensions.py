"""Modules of one's own: taken in by a setting, and what is said of a name that is none."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import pytest
from pydantic import ValidationError

from playground.spec import LAYERS, Experiment, Layer, extensions
from playground.spec.activations import ACTIVATIONS, Activation
from playground.spec.activations.operations import NUMPY, Floats
from playground.spec.explain import explain
from playground.spec.layers.dense import Dense

ROOT = Path(__file__).parents[2]
STRANGERS = ROOT / "tests" / "extensions"


def python(program: str, named: str, folder: Path = STRANGERS) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join([str(ROOT), str(folder)])
    environment = {**os.environ, "PYTHONPATH": paths, extensions.VARIABLE: named}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=120, check=False
    )


def test_the_kinds_of_a_named_module_are_there_after_those_of_the_playground() -> None:
    program = (
        "import playground.data; from playground.spec import LAYERS; from playground.spec.activations import *; "
        "print(LAYERS.names()[-3:], ACTIVATIONS.names()[-2:])"
    )
    done = python(program, " strangers ,")
    assert done.stdout == "['RepeatVector', 'SimpleRNN', 'Detour'] ['hard_tanh', 'ripple']\n", done.stderr


@pytest.mark.parametrize("named", ["strangres", "strangers.more", "./strangers.py"])
def test_a_module_that_is_not_there_is_named_with_what_to_do(named: str) -> None:
    said = python("import playground.spec", named).stderr.splitlines()[-1]
    assert f"PLAYGROUND_EXTENSIONS names {named!r}" in said
    assert "PYTHONPATH" in said


def test_what_a_module_lacks_itself_is_said_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "hasty.py").write_text("import nowhere_to_be_found\n")
    said = python("import playground.spec", "hasty", tmp_path).stderr
    assert "No module named 'nowhere_to_be_found'" in said
    assert "PLAYGROUND_EXTENSIONS names" not in said


def test_without_the_setting_nothing_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(extensions.VARIABLE, raising=False)
    assert extensions.named() == []
    extensions.load()


class Late(Layer):
    """Registered when everything else is there."""

    kind: Literal["Late"] = "Late"
    label: ClassVar[str] = "Late"
    summary: ClassVar[str] = "Comes late."


class Slow(Activation):
    """Registered when everything else is there."""

    name: ClassVar[str] = "slow"

    def value(self, z: Any, xp: Any = NUMPY) -> Any:
        return z / 10

    def slope(self, z: Floats) -> Floats:
        return np.full_like(z, 0.1)


STACK = {"data": {"dataset": "circle"}, "network": {"layers": ["Late", {"kind": "Dense", "activation": "slow"}]}}


def test_a_kind_that_is_registered_late_is_taken_in_and_one_that_is_withdrawn_refused() -> None:
    LAYERS.register(Late)
    ACTIVATIONS.register(Slow)
    try:
        made = Experiment.model_validate(STACK)
        made.check()
        assert Experiment.from_json(made.to_json()) == made
        assert [entry.layer.name() for entry in made.placed] == ["Late", "Dense", "Dense"]
        with pytest.raises(ValidationError) as caught:
            Dense(activation="slwo")
        assert "Did you mean slow" in str(explain(caught.value))
    finally:
        LAYERS.withdraw("Late")
        ACTIVATIONS.withdraw("slow")
    with pytest.raises(ValidationError):
        Experiment.model_validate(STACK)


def test_an_activation_of_another_type_than_text_is_refused_as_an_unknown_one() -> None:
    for value in (3, None, [], {"name": "relu"}):
        with pytest.raises(ValidationError) as caught:
            Dense(activation=value)
        assert "Choose one of: linear, threshold" in str(explain(caught.value))
