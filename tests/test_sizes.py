"""No hub: how long a file, how large a class and how full a folder may be. Where one grows, a concept is missing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = [path for folder in ("playground", "pages", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py")]
SCRIPTS = sorted((ROOT / "playground" / "browser").rglob("*.js"))
LONGEST_PYTHON, LONGEST_SCRIPT, LONGEST_LINE = 400, 350, 120
MOST_METHODS = 20
MOST_FILES = 15


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def classes_of_python(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name, sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)


def classes_of_script(path: Path) -> Iterator[tuple[str, int]]:
    """By the formatter's own layout: a class at the margin, its methods two spaces in."""
    for found in re.finditer(r"^(?:export )?class (\w+).*?^}$", path.read_text(encoding="utf-8"), re.M | re.S):
        methods = re.findall(r"^  (?:(?:static|async|get|set) )*[#*\w]+\(", found.group(), re.M)
        yield found.group(1), len(methods)


def test_no_file_is_too_long() -> None:
    lengths = {named(path): len(lines(path)) for path in [*PYTHON, *SCRIPTS]}
    longest = {name: LONGEST_SCRIPT if name.endswith(".js") else LONGEST_PYTHON for name in lengths}
    assert {name: length for name, length in lengths.items() if length > longest[name]} == {}


def test_no_line_of_a_script_is_too_long() -> None:
    assert [
        f"{named(path)}:{n}" for path in SCRIPTS for n, line in enumerate(lines(path), 1) if len(line) > LONGEST_LINE
    ] == []


def test_no_class_has_too_many_methods() -> None:
    found = [(named(path), *each) for path in PYTHON for each in classes_of_python(path)]
    found += [(named(path), *each) for path in SCRIPTS for each in classes_of_script(path)]
    assert any(name.endswith(".js") and number > 3 for name, _, number in found), "no class of a script was found"
    assert [each for each in found if each[2] > MOST_METHODS] == []


def test_no_folder_is_too_full() -> None:
    folders = [path for room in ("browser", "ui") for path in (ROOT / "playground" / room).rglob("*") if path.is_dir()]
    folders = [path for path in folders if path.name != "__pycache__"]
    sizes = {named(path): sum(each.is_file() for each in path.iterdir()) for path in folders}
    assert {name: size for name, size in sizes.items() if size > MOST_FILES} == {}
