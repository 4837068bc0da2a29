"""No file knows a layer or an activation by its name but its own, and those that choose what is shown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from playground.spec import LAYERS
from playground.spec.activations import ACTIVATIONS

ROOT = Path(__file__).parents[1]
PLAYGROUND = ROOT / "playground"
KINDS = {*LAYERS.names(), *ACTIVATIONS.names()}
KIND_IN_SCRIPT = re.compile(
    r"""(?:(["'`])({names})\1)|(?:(?<![\w.-])({names})(?=\s*:\s))""".replace("{names}", "|".join(KINDS))
)

HEADINGS = {"Activation"}
"""A kind's name that is a word of a learner too."""
OWN_FILES = ("spec/layers/", "spec/activations/")
OTHERWISE = {"browser/pages/results/roc.js": "threshold"}
"""Where such a word is something else: there, the share from which on a sample is taken for the second class."""
CHOOSING = (
    "lessons/activation_questions.py",
    "lessons/gradient_depth.py",
    "lessons/presets.py",
    "spec/starting.py",
    "ui/activations/curves.py",
)
"""What they name is content: examples, questions, the network that fits new data, the curves that are shown first."""


def named_in_script(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for _quote, text, key in KIND_IN_SCRIPT.findall(line.partition("// ")[0]):
            yield number, text or key


def named_in_python(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and node.value in KINDS:
            yield node.lineno, str(node.value)


def found(paths: list[Path]) -> dict[str, list[tuple[int, str]]]:
    """By file: the lines and names of kinds, headings left out; files of kinds are not asked."""
    read = {".js": named_in_script, ".py": named_in_python}
    names = {path: path.relative_to(PLAYGROUND).as_posix() for path in paths}
    asked = {name: list(read[path.suffix](path)) for path, name in names.items() if not name.startswith(OWN_FILES)}
    told = {
        name: [each for each in places if each[1] not in {*HEADINGS, OTHERWISE.get(name)}]
        for name, places in asked.items()
    }
    return {name: places for name, places in told.items() if places}


def test_no_script_knows_a_layer_or_an_activation_by_its_name() -> None:
    assert found(sorted(PLAYGROUND.rglob("*.js"))) == {}


def test_no_module_knows_one_but_those_that_choose_what_is_shown() -> None:
    assert set(found(sorted(PLAYGROUND.rglob("*.py")))) == set(CHOOSING)


def test_a_name_is_found_where_it_is(tmp_path: Path) -> None:
    script, module = tmp_path / "script.js", tmp_path / "module.py"
    script.write_text('if (kind === "Dense") {}\nconst KINDS = {\n  LSTM: 1, // "GRU" is only spoken of\n};\n')
    module.write_text('"""Of Dense."""\nfirst = {"relu"}\n')
    assert list(named_in_script(script)) == [(1, "Dense"), (3, "LSTM")]
    assert list(named_in_python(module)) == [(2, "relu")]
