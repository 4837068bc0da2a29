"""Files are recognised by their content; what their names promise does not matter."""

import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.files import said, table


@pytest.mark.parametrize("magic", ["BMI", "PK", "PAR1", "GIF8x", "BZh"])
def test_a_name_that_looks_like_another_format_does_not_mislead(desk, magic):
    assert desk.understand("a.csv", table(header=f"{magic},b,target")).columns[0].name == magic


def test_an_ending_that_is_wrong_is_said_and_does_not_matter(desk):
    found = desk.understand("numbers.npz", table())
    assert found.format == "csv"
    assert said(found).startswith(
        "The file's name ends with “.npz”, but its content is of another kind: Text table. It is read as that."
    )
    with pytest.raises(DataUnavailable, match=r"The file is called “\.xlsx”, but its content is not of that kind"):
        desk.understand("a.xlsx", b"\0" * 5000)
