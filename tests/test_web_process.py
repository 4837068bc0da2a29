"""The web process stays light: no TensorFlow in it, whatever page is imported."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

PROGRAM = """
import runpy, sys, warnings
warnings.simplefilter("ignore")
import playground
import streamlit_app
import playground.ui.playground.page, playground.ui.guide.page, playground.ui.session
for page in sys.argv[1:]:
    compile(open(page, encoding="utf-8").read(), page, "exec")
heavy = [name for name in ("tensorflow", "keras", "sklearn") if name in sys.modules]
print("HEAVY", heavy)
"""


def test_the_web_process_imports_neither_tensorflow_nor_keras() -> None:
    pages = [str(path) for path in sorted((ROOT / "pages").glob("*.py"))]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *pages], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr


def test_only_the_engine_names_tensorflow() -> None:
    offenders = []
    for path in (ROOT / "playground").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        imports = any(f"import {name}" in text or f"from {name}" in text for name in ("tensorflow", "keras"))
        if imports and "engine" not in path.parts:
            offenders.append(path.name)
    assert not offenders
