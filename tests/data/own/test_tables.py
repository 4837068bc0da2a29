"""Tables as they come: encodings, delimiters, headers, Excel, Parquet; what is understood without being told."""

import datetime
import io

import numpy as np
import openpyxl
import pandas as pd
import pytest
from conftest import said, table

from playground.data.own.tables import has_header
from playground.spec.errors import DataUnavailable

GERMAN = "Größe;Stadt;Preis\n" + "".join(f"{i},5;{('Köln', 'München')[i % 2]};{i}.000,50\n" for i in range(40))
CHINESE = "面积,城市,价格\n" + "".join(f"{i * 3},{('北京', '上海')[i % 2]},{i * 1.5 + 3}\n" for i in range(40))


def columns(found):
    return {column.name: column.kind for column in found.columns}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_of_any_usual_encoding_is_read(desk, encoding):
    found, dataset = desk.whole("preise.csv", GERMAN.encode(encoding))
    assert columns(found) == {"Größe": "number", "Stadt": "category", "Preis": "number"}
    assert dataset.feature_names == ("Größe", "Stadt = München")
    np.testing.assert_allclose(dataset.samples().x[:3], [[0.5, 0], [1.5, 1], [2.5, 0]])
    np.testing.assert_allclose(dataset.samples().y[:3], [0.5, 1000.5, 2000.5])


@pytest.mark.parametrize(("encoding", "city"), [("gb18030", "北京"), ("gbk", "北京"), ("utf-8", "北京")])
def test_a_chinese_table_is_read(desk, encoding, city):
    found = desk.understand("房价.csv", CHINESE.encode(encoding))
    assert found.columns[1].examples[0] == city
    assert found.form.target == "价格"
    assert found.form.task == "regression"
    assert found.title == "房价"


def test_big5_is_recognised(desk):
    text = CHINESE.replace("面积", "面積").replace("北京", "臺北").replace("上海", "高雄").replace("价", "價")
    assert desk.understand("房價.csv", text.encode("big5")).columns[1].examples[:2] == ("臺北", "高雄")


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


def test_a_row_with_too_many_values_is_named(desk):
    with pytest.raises(DataUnavailable, match="Line 4 has 4 values, but the table has 3 columns"):
        desk.understand("a.csv", "a,b,c\n1,2,3\n1,2,3\n1,2,3,4\n1,2,3\n")


def test_a_quote_that_is_never_closed_is_named(desk):
    with pytest.raises(DataUnavailable, match="double quote that is opened near row 42 is never closed"):
        desk.understand("a.csv", table() + '1,"abc,2\n3,4,5\n')


def test_a_first_line_without_end_is_refused(desk):
    with pytest.raises(DataUnavailable, match="The first line is longer than"):
        desk.understand("a.csv", "x" * 3_000_000)


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def houses(book) -> None:
    sheet = book.active
    sheet.title = "Houses"
    sheet.append(["Prices of 2020"])
    sheet.append([])
    sheet.append(["size", "city", "sold", "price"])
    for i in range(30):
        sheet.append([i * 2.5, "ab"[i % 2], datetime.datetime(2020, 1, 1 + i % 28), None if i == 3 else i * 3.5 + 1])
    book.create_sheet("Notes").append(["nothing"])


def test_a_workbook_is_read_from_its_fullest_sheet_below_its_title(desk):
    found, dataset = desk.whole("houses.xlsx", workbook(houses))
    assert columns(found) == {"size": "number", "city": "category", "sold": "date", "price": "number"}
    assert [choice.name for choice in found.choices] == ["Houses", "Notes"]
    assert (found.choice, found.form.choice) == ("Houses", "Houses")
    assert "Lines above the table that are left out: 1" in said(found)
    assert dataset.size == 29
    with pytest.raises(DataUnavailable):
        desk.understand("houses.xlsx", workbook(houses), "Notes")
    with pytest.raises(DataUnavailable, match=r"There is no “Other” in the file\. There are: Houses, Notes"):
        desk.understand("houses.xlsx", workbook(houses), "Other")


def test_another_sheet_is_prepared_as_the_form_says(desk):
    def two(book) -> None:
        for name, factor in (("one", 1), ("two", 10)):
            sheet = book.create_sheet(name)
            sheet.append(["a", "b"])
            for i in range(30):
                sheet.append([i * 1.5, i * 0.7 * factor])

    found = desk.understand("two.xlsx", workbook(two), "two")
    other = found.form.replace(choice="one")
    np.testing.assert_allclose(desk.prepare(found.form).samples().y[:3], [0, 7, 14])
    np.testing.assert_allclose(desk.prepare(other).samples().y[:3], [0, 0.7, 1.4], rtol=1e-6)


def test_formulas_are_said_and_count_by_their_last_value(desk):
    def fill(book) -> None:
        book.active.append(["a", "b", "target"])
        for i in range(30):
            book.active.append([i * 1.5, f"=A{i + 2}*2", "xy"[i % 2]])

    found = desk.understand("f.xlsx", workbook(fill))
    assert "30 cells of the workbook hold formulas" in said(found)
    assert columns(found)["target"] == "category"


def test_an_empty_workbook_is_refused(desk):
    with pytest.raises(DataUnavailable, match="The sheet “Sheet” is empty"):
        desk.understand("e.xlsx", workbook(lambda book: None))


def test_a_damaged_workbook_is_refused(desk):
    with pytest.raises(DataUnavailable, match="damaged or not complete"):
        desk.understand("e.xlsx", workbook(houses)[:3000])


def test_a_parquet_file_keeps_its_types(desk):
    frame = pd.DataFrame({
        "a": np.arange(30) * 0.5, "b": [True, False, None] * 10, "c": pd.Categorical(list("xyz") * 10),
        "d": pd.date_range("2020-01-01", periods=30), "l": [[1]] * 30, "price": np.arange(30) * 1.5,
    })  # fmt: skip
    file = io.BytesIO()
    frame.to_parquet(file)
    found = desk.understand("p.parquet", file.getvalue())
    kinds = {"a": "number", "b": "category", "c": "category", "d": "date", "price": "number"}
    assert columns(found) == kinds
    assert "lists or records are left out: l" in said(found)
    with pytest.raises(DataUnavailable, match="Parquet file is damaged"):
        desk.understand("p.parquet", file.getvalue()[:-20])


def test_the_whole_of_a_messy_table_is_understood_without_touching_the_form(desk):
    random = np.random.default_rng(0)
    rows = ["Nr.;Fläche;Ort;Baujahr;Verkauft;Preis"]
    for i in range(200):
        size = random.uniform(30, 200)
        blank = "" if i % 17 == 0 else f"{size:.1f}".replace(".", ",")
        price = f"{size * 2500 + 1000:,.2f}".replace(",", "x").replace(".", ",").replace("x", ".")
        rows.append(f"{i + 1};{blank};{('Köln', 'Bonn', '')[i % 3]};{1950 + i % 70};{i % 28 + 1:02d}.03.2020;{price} €")
    found, dataset = desk.whole("häuser.csv", "\n".join(rows).encode("cp1252"))
    assert found.form.target == "Preis"
    assert found.form.task == "regression"
    assert found.form.inputs == ("Fläche", "Ort", "Baujahr", "Verkauft")
    assert dataset.feature_names == (
        "Fläche", "Ort = Bonn", "Ort = Köln", "Ort = (blank)", "Baujahr", "Verkauft (days)", "Verkauft (weekday)",
    )  # fmt: skip
    assert dataset.blanks == "median"
    assert np.isnan(dataset.samples().x[:, 0]).sum() == 12
    assert dataset.default_target_scaling == "standard"
