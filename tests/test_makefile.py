"""What ``make check`` and ``make test`` run, with programs that only say what they were asked; not what those find."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAMS = ("python", "ruff", "mypy", "lint-imports", "pytest", "node")
TOOLS = ("biome", "depcruise", "tsc")
"""Those that npm brings."""
CHECKS = {
    "check-format": ["ruff format --check ."],
    "check-lint": ["ruff check ."],
    "check-types": ["mypy"],
    "check-arrows": ["lint-imports"],
    "check-scripts": [
        "biome ci --error-on-warnings --colors=off",
        "depcruise --config .dependency-cruiser.mjs playground/browser",
        "tsc",
        "node --test --test-timeout=20000 --test-reporter=dot tests/browser/**/*.test.js",
    ],
}
"""What each step of ``make check`` runs; of several commands the first that fails ends its step."""
CHECKED = [command for commands in CHECKS.values() for command in commands]
TESTED = ["pytest -n 2 --dist loadfile -m not alone", "pytest -m alone"]
# Notes what it was asked, and fails where that is what is to fail.
PROGRAM = """#!/bin/sh
asked="$(basename "$0")${*:+ $*}"
echo "$asked" >> "$ASKED"
[ "$asked" != "$FAILING" ]
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def made(target: str, folder: Path, failing: str = "") -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """What make says of a target, and what it ran, if one of the programs fails."""
    programs = [folder / "bin" / name for name in PROGRAMS] + [folder / ".bin" / name for name in TOOLS]
    for program in programs:
        program.parent.mkdir(exist_ok=True)
        program.write_text(PROGRAM)
        program.chmod(0o755)
    for stamp in (".dev-installed", ".node-installed", ".installed"):
        (folder / stamp).touch()
    inherited = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "PYTEST_ARGUMENTS", "TEST_PROCESSES"}
    environment = {name: value for name, value in os.environ.items() if name not in inherited}
    environment |= {"ASKED": str(folder / "asked"), "FAILING": failing, "PLAYGROUND_CHROMIUM": "true"}
    command = ["make", target, f"VENV={folder}", f"NODE_MODULES={folder}"]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    return told, (folder / "asked").read_text().splitlines()


def became(told: subprocess.CompletedProcess[str], target: str) -> list[str]:
    """What is said at the end of each step."""
    return told.stdout.partition(f"make {target}:\n")[2].splitlines()


def test_all_of_a_test_is_run_and_said(tmp_path: Path) -> None:
    told, asked = made("test", tmp_path)
    assert asked == CHECKED + TESTED
    assert told.returncode == 0
    assert became(told, "test") == ["passed  check", "passed  browser", "passed  test-main", "passed  test-alone"]


def left_out(failing: str) -> list[str]:
    """What the same step would have run after a command that fails."""
    return next((commands[commands.index(failing) + 1 :] for commands in CHECKS.values() if failing in commands), [])


def step_of(command: str) -> str:
    return next(step for step, commands in CHECKS.items() if command in commands)


@pytest.mark.parametrize("failing", CHECKED + TESTED)
def test_whatever_fails_the_other_steps_are_run_and_the_whole_fails(failing: str, tmp_path: Path) -> None:
    told, asked = made("test", tmp_path, failing)
    assert asked == [command for command in CHECKED + TESTED if command not in left_out(failing)]
    assert told.returncode != 0
    step = "check" if failing in CHECKED else {TESTED[0]: "test-main", TESTED[1]: "test-alone"}[failing]
    assert [line for line in became(told, "test") if line.startswith("FAILED")] == [f"FAILED  {step}"]


@pytest.mark.parametrize("failing", CHECKED)
def test_a_check_that_fails_is_named_and_the_others_are_run(failing: str, tmp_path: Path) -> None:
    told, asked = made("check", tmp_path, failing)
    assert asked == [command for command in CHECKED if command not in left_out(failing)]
    assert told.returncode != 0
    assert [line for line in became(told, "check") if line.startswith("FAILED")] == [f"FAILED  {step_of(failing)}"]
