"""Text tables: delimiters, quotes, ends of lines; what is wrong with one is named."""

import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.files import said, table


def columns(found):
    return {column.name: column.kind for column in found.columns}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(desk, delimiter):
    found = desk.understand("a.txt", table().replace(",", delimiter))
    assert columns(found) == {"a": "number", "b": "number", "target": "category"}


def test_spaces_may_stand_between_columns(desk):
    rows = "".join(f"  {i / 10:6.2f}   {i % 3 + 0.5:8.3f}  {i % 2}\n" for i in range(30))
    assert columns(desk.understand("housing.data", rows)) == {"#1": "number", "#2": "number", "#3": "number"}


def test_excels_own_line_with_the_delimiter_is_understood(desk):
    assert [column.name for column in desk.understand("a.csv", "sep=;\n" + table().replace(",", ";")).columns] == [
        "a", "b", "target",
    ]  # fmt: skip


def test_a_quoted_value_may_hold_line_ends_delimiters_and_quotes(desk):
    text = table(row=lambda i: f'{i},"first\nsecond, ""{i % 3}""",{"ab"[i % 2]}')
    found = desk.understand("a.csv", text)
    assert found.rows == 40
    assert found.columns[1].examples[0] == 'first second, "0"'


def test_old_mac_line_ends_are_read(desk):
    assert desk.understand("a.csv", table().replace("\n", "\r")).rows == 40


def test_a_delimiter_at_the_end_of_each_row_makes_no_column(desk):
    text = "a,b,target\n" + "".join(f"{i / 2},{i % 3},{i % 2},\n" for i in range(30))
    assert list(columns(desk.understand("a.csv", text))) == ["a", "b", "target"]


def test_numbers_of_rows_without_a_name_are_left_out(desk):
    rows = "".join(f"{i},{i / 2},{i % 3},{i % 2}\n" for i in range(30))
    for header in (",a,b,target\n", "a,b,target\n"):  # pandas's way and R's
        found = desk.understand("a.csv", header + rows)
        assert list(columns(found)) == ["#1", "a", "b", "target"]
        assert found.form.inputs == ("a", "b")
        assert "only name or number the rows: #1" in said(found)


def test_a_row_with_too_many_values_is_named(desk):
    with pytest.raises(DataUnavailable, match="Line 4 has 4 values, but the table has 3 columns"):
        desk.understand("a.csv", "a,b,c\n1,2,3\n1,2,3\n1,2,3,4\n1,2,3\n")


def test_a_quote_that_is_never_closed_is_named(desk):
    with pytest.raises(DataUnavailable, match="double quote that is opened near row 42 is never closed"):
        desk.understand("a.csv", table() + '1,"abc,2\n3,4,5\n')


def test_a_first_line_without_end_is_refused(desk):
    with pytest.raises(DataUnavailable, match="The first line is longer than"):
        desk.understand("a.csv", "x" * 3_000_000)
