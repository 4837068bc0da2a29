"""The two tables of the document about speed, each written without the other."""

import pytest

from benchmarks.__main__ import HEAD, written
from benchmarks.load import document
from benchmarks.load.report import HEAD as LOAD_HEAD

TEXT = f"""# Benchmarks

Before.

Some machine.

{HEAD}
| first | 1 | ≥ 1 | yes | here |
| second | 2 | ≥ 1 | yes | here |

Below.

## Load

{document.BEGIN}

There.

{LOAD_HEAD}
| same | 1 | old |

{document.END}

The end.
"""


def test_a_line_of_the_speed_table_takes_the_place_of_its_old_one() -> None:
    new = written(TEXT, "Another machine.", ["| second | 3 | ≥ 1 | yes | here |", "| third | 4 | ≥ 1 | yes | here |"])
    assert "Another machine." in new
    assert "Some machine." not in new
    lines = new.splitlines()
    first = lines.index("| first | 1 | ≥ 1 | yes | here |")
    assert lines[first + 1 : first + 4] == [
        "| second | 3 | ≥ 1 | yes | here |", "| third | 4 | ≥ 1 | yes | here |", "",
    ]  # fmt: skip


def test_the_speed_table_leaves_what_stands_below_it_as_it_is() -> None:
    new = written(TEXT, "Another machine.", ["| second | 3 | ≥ 1 | yes | here |"])
    assert new.partition("Below.")[2] == TEXT.partition("Below.")[2]


def test_the_speed_table_is_made_where_there_is_none() -> None:
    assert written("", "Here.", ["| first | 1 | ≥ 1 | yes | here |"]).endswith(
        f"Here.\n\n{HEAD}\n| first | 1 | ≥ 1 | yes | here |\n"
    )


def test_the_load_table_replaces_the_old_one_and_nothing_else() -> None:
    new = document.filled(TEXT, "Now.", ["| same | 30 | new |"])
    assert "| same | 1 | old |" not in new
    assert f"Now.\n\n{LOAD_HEAD}\n| same | 30 | new |\n\n{document.END}" in new
    assert new.partition(document.BEGIN)[0] == TEXT.partition(document.BEGIN)[0]
    assert new.partition(document.END)[2] == TEXT.partition(document.END)[2]


def test_a_document_without_a_place_for_the_load_table_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no"):
        document.filled("# Benchmarks", "Now.", [])


def test_our_document_has_that_place() -> None:
    text = document.TARGET.read_text(encoding="utf-8")
    assert document.filled(text, "Now.", []).count(document.BEGIN) == 1
    assert text.count(HEAD) == 1
