"""The contracts of the imports can fail: an import that breaks one is found."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
WRONG = {
    "One direction": ("spec/limits.py", "import playground.runs.settings"),
    "Only the page knows Streamlit": ("figures/frame.py", "import streamlit"),
    "The web process knows no TensorFlow": ("ui/fields.py", "import tensorflow"),
    "A figure is plain values: nobody imports Plotly": ("figures/palette.py", "import plotly.graph_objects"),
}
"""An import that breaks the contract, and the file in which it does."""


def test_every_contract_is_broken_by_an_import_against_it(tmp_path: Path) -> None:
    assert set(WRONG) == {contract["name"] for contract in CONTRACTS}
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "playground", tmp_path / "playground", ignore=shutil.ignore_patterns("__pycache__"))
    for file, line in WRONG.values():
        path = tmp_path / "playground" / file
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    program = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run([program, "--no-cache"], cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode == 1
    said = {line.rpartition(" ")[::2] for line in ended.stdout.splitlines() if line.endswith(("KEPT", "BROKEN"))}
    assert said == {(name, "BROKEN") for name in WRONG}
