"""Columns get their types; numbers may come as text, with a few slips among them."""

import numpy as np
import pytest

from playground.data import load
from playground.data.own.names import shown
from playground.spec import DataSpec
from tests.data.own.files import said, table


def test_infinity_nan_and_too_large_numbers_are_blanks(desk):
    text = table(row=lambda i: f"{('inf', '-inf', 'nan', '1e300')[i] if i < 4 else i / 2},{i % 7},{i % 2}")
    found, dataset = desk.whole("a.csv", text)
    assert "Column “a”: 3 values are infinite or too large for a network; they count as blanks." in said(found)
    assert np.isnan(dataset.samples().x[:4, 0]).all()
    assert np.isfinite(load(DataSpec.start(dataset)).train.x).all()


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,234.50", "2,000.25"], [1234.5, 2000.25]),
        (["1.234,50", "2.000,25"], [1234.5, 2000.25]),
        (["0,5", "1,25"], [0.5, 1.25]),
        (["1,234", "12,345"], [1234, 12345]),
        (["1 234", "12 345"], [1234, 12345]),
        (["1'234.5", "2'000.5"], [1234.5, 2000.5]),
        (["$ 5", "$ 7.5"], [5, 7.5]),
        (["12 %", "7.5 %"], [12, 7.5]),
        (["１２", "３４"], [12, 34]),
        (["¥1,200", "¥800"], [1200, 800]),
        (["−5 €", "3 €"], [-5, 3]),
        (["1.000.000", "2.500.000"], [1e6, 2.5e6]),
    ],
)
def test_numbers_as_text_are_understood(desk, cells, numbers):
    found, dataset = desk.whole("a.csv", table(row=lambda i: f'{i / 2},"{cells[i % 2]}",{i % 3}'))
    assert found.columns[1].kind == "number"
    np.testing.assert_allclose(dataset.samples().x[:2, 1], numbers)
    assert (
        f"Column “b” holds numbers written as text, such as “{cells[0]}”: read as {shown(float(numbers[0]))}."
        in said(found)
    )


def test_a_few_slips_among_numbers_are_blanks_and_a_true_mixture_is_text(desk):
    text = table(60, row=lambda i: f"{i / 2 if i % 20 else 'abc'},{i if i % 2 else 'x'},{i % 2}")
    found, dataset = desk.whole("a.csv", text)
    assert "Column “a”: 3 values are no numbers, such as “abc”; they count as blanks." in said(found)
    assert [column.kind for column in found.columns] == ["number", "text", "number"]
    assert "too many different values: b" in said(found)
    assert dataset.blanks == "median"
