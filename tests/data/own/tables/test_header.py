"""Names of columns are told from values."""

import pytest

from playground.data.own.tables.header import has_header
from tests.data.own.files import said


def test_a_file_without_names_of_columns_loses_no_row(desk):
    found = desk.understand("iris.data", "".join(f"{i / 10},{i % 3 + 0.5},Iris-{'abc'[i % 3]}\n" for i in range(30)))
    assert found.rows == 30
    assert (found.form.target, found.form.inputs) == ("#3", ("#1", "#2"))
    assert "The first row holds values, not names" in said(found)


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([["a", "b"], ["1", "2"]], True),
        ([["1", "2"], ["3", "4"]], False),
        ([["x", "2"], ["y", "4"]], False),
        ([["land", "1990", "1991", "1992"], ["x", "1", "2", "3"]], True),
        ([["0", "1", "2"], ["5.5", "1.5", "7.5"]], True),
        ([["name", "city"], ["ann", "rome"]], True),
    ],
)
def test_a_header_is_told_from_values(records, expected):
    assert has_header(records) == expected
