"""What holds the scripts together is held: a broken type, arrow, name or length fails `make check-scripts`."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
NODE = Path(sys.prefix) / "bin" / "node"
TOOLS = {
    "biome": ("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "--reporter=github"),
    "arrows": (
        "dependency-cruiser/bin/dependency-cruiser.mjs",
        "--config",
        ".dependency-cruiser.mjs",
        "playground/browser",
    ),
    "types": ("typescript/bin/tsc", "--pretty", "false"),
}


class Break(NamedTuple):
    tool: str
    script: str
    """Below ``playground/browser``; each break has one of its own, so one run of a tool shows all of them."""
    added: str
    """At the end of the script; a script that is not there is made."""
    found: str
    """What the line of the tool says that names the script."""


BREAKS = {
    "a type": Break("types", "wire/wire.js", "decode(3);", "TS2345"),
    "a name of another script": Break("types", "wire/follower.js", 'import { old } from "./wire.js";', "'old'"),
    "a name that nobody declares": Break("biome", "kit/dom.js", "nobody();", "noUndeclaredVariables"),
    "a name that nobody uses": Break("biome", "kit/canvas.js", "const unused = 1;", "noUnusedVariables"),
    "a promise that nobody waits for": Break(
        "biome", "kit/maps.js", "async function late() {}\nexport function now() {\n  late();\n}", "noFloatingPromises"
    ),
    "351 lines": Break(
        "biome", "kit/long.js", "export const x = [\n" + "  1,\n" * 349 + "];", "noExcessiveLinesPerFile"
    ),
    "the format": Break("biome", "kit/icons.js", "export  const x = 1", "format"),
    "the kit knows a view": Break("arrows", "kit/dom.js", 'import "../views/plane.js";', "kit knows no"),
    "a view knows a run": Break("arrows", "views/plane.js", 'import "../run/tiles.js";', "views knows no"),
    "a run knows a page": Break("arrows", "run/tiles.js", 'import "../pages/stage/page.js";', "run knows no"),
    "the wire knows the kit": Break("arrows", "wire/wire.js", 'import "../kit/icons.js";', "wire knows no"),
    "a page knows another": Break("arrows", "pages/stage/page.js", 'import "../sample/memory.js";', "one page, one"),
    "a circle": Break("arrows", "pages/activations/hatch.js", 'import "./zones.js";', "no circle"),
    "something from elsewhere": Break("arrows", "kit/maps.js", 'import "node:fs";', "nothing from elsewhere"),
    "what is not there": Break("arrows", "kit/icons.js", 'import "./nowhere.js";', "what is imported is there"),
    "a script that nobody loads": Break("arrows", "kit/orphan.js", "export const x = 1;", "loaded by a page"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts and what checks them, in a folder of their own."""
    folder = tmp_path_factory.mktemp("scripts")
    shutil.copytree(ROOT / "playground" / "browser", folder / "playground" / "browser")
    for name in ("biome.jsonc", ".dependency-cruiser.mjs", "tsconfig.json", "package.json"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return folder


@pytest.fixture(scope="module", params=TOOLS)
def broken(request: pytest.FixtureRequest, copy: Path) -> tuple[str, subprocess.CompletedProcess[str]]:
    """A tool, and what it says when all is broken that it must find."""
    browser = copy / "playground" / "browser"
    breaks = [one for one in BREAKS.values() if one.tool == request.param]
    before = {one.script: (browser / one.script) for one in breaks}
    texts = {name: path.read_text(encoding="utf-8") if path.exists() else None for name, path in before.items()}
    for one in breaks:
        (browser / one.script).write_text(f"{texts[one.script] or ''}{one.added}\n", encoding="utf-8")
    script, *arguments = TOOLS[request.param]
    command = [str(NODE), f"node_modules/{script}", *arguments]
    result = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300)
    for name, text in texts.items():
        if text is None:
            (browser / name).unlink()
        else:
            (browser / name).write_text(text, encoding="utf-8")
    return request.param, result


def test_what_is_broken_in_a_script_fails_its_check(broken: tuple[str, subprocess.CompletedProcess[str]]) -> None:
    tool, result = broken
    said = result.stdout + result.stderr
    assert result.returncode != 0
    for what, one in BREAKS.items():
        if one.tool == tool:
            assert any(one.script in line and one.found in line for line in said.splitlines()), (what, said)
