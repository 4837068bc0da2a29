"""Workbooks: the fullest sheet, titles above the table, formulas by their last value."""

import datetime
import io

import numpy as np
import openpyxl
import pytest

from playground.spec.errors import DataUnavailable
from tests.data.own.files import said


def columns(found):
    return {column.name: column.kind for column in found.columns}


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


def test_a_hidden_sheet_is_not_the_first_choice_but_can_be_chosen(desk):
    def fill(book) -> None:
        houses(book)
        codes = book.create_sheet("Codes", 0)
        codes.sheet_state = "hidden"
        for i in range(200):
            codes.append([i, i % 7, i % 5, i % 3])

    found = desk.understand("h.xlsx", workbook(fill))
    assert (found.choice, [choice.name for choice in found.choices]) == ("Houses", ["Houses", "Notes", "Codes"])
    assert desk.understand("h.xlsx", workbook(fill), "Codes").rows == 200


def test_an_empty_workbook_is_refused(desk):
    with pytest.raises(DataUnavailable, match="The sheet “Sheet” is empty"):
        desk.understand("e.xlsx", workbook(lambda book: None))


def test_a_damaged_workbook_is_refused(desk):
    with pytest.raises(DataUnavailable, match="damaged or not complete"):
        desk.understand("e.xlsx", workbook(houses)[:3000])
