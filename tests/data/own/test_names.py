"""A stranger's names are shown as they read, in one line, without what hides, no two alike."""

from tests.data.own.files import said, table


def test_equal_and_empty_names_are_numbered(desk):
    text = table(header="a,,a,,a (2),target", row=lambda i: f"{i / 2},{i * 0.3},{i % 3},{i % 4},{i % 5},{i % 2}")
    found = desk.understand("a.csv", text)
    assert [column.name for column in found.columns] == ["a", "#2", "a (3)", "#4", "a (2)", "target"]
    assert "Columns without a name are called by their number: #2, #4." in said(found)
    assert "Several columns have the same name. They are numbered: a (3)." in said(found)


def test_strange_names_are_kept_as_they_read_and_lose_what_hides(desk):
    names = '"<b onclick=""x()"">&amp;","he said ""hi""","two\nlines",😀,\u202eevil\u202c,a\x00b\u200bc,target'
    row = lambda i: f"{i / 2},{i * 0.3},{i % 3},{i % 4},{i % 5},{i % 6},{i % 2}"  # noqa: E731
    found, dataset = desk.whole("a.csv", table(header=names.replace("\x00", "\x01"), row=row))
    expected = ('<b onclick="x()">&amp;', 'he said "hi"', "two lines", "😀", "evil", "a bc")
    assert tuple(column.name for column in found.columns) == (*expected, "target")
    assert dataset.feature_names == expected


def test_a_very_long_name_is_cut(desk):
    found = desk.understand("a.csv", table(header="x" * 500 + ",b,target"))
    assert found.columns[0].name == "x" * 79 + "…"
