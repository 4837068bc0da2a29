"""Small made-up files as people bring them, each with its right reading: values, kinds, target, names."""

import numpy as np
import pytest

from tests.data.own.files import said


def one(cells, other="{i}.5"):
    """A column of these cells in turn, quoted, between a number and a target."""
    return "a,b,target\n" + "".join(
        f'{other.format(i=i)},"{cells[i % len(cells)]}",{"uvw"[i % 3]}\n' for i in range(40)
    )


NUMBERS = {
    "decimal comma": (["0,5", "1,25"], [0.5, 1.25]),
    "not grouping": (["1,700", "0,950", "12,5"], [1.7, 0.95, 12.5]),
    "grouping": (["1,700", "950"], [1700, 950]),
    "Indian grouping": (["1,23,456", "12,34,567", "1,234"], [123456, 1234567, 1234]),
    "rupees": (["₹1,200", "₹800"], [1200, 800]),
    "rupees in letters": (["Rs. 1,200", "Rs. 800"], [1200, 800]),
    "reais": (["R$ 12,50", "R$ 7,25"], [12.5, 7.25]),
    "dollars": (["$1,200.50", "$7.25"], [1200.5, 7.25]),
    "euros behind": (["1.200,50 €", "7,25 €"], [1200.5, 7.25]),
    "code of a currency": (["CHF 12.50", "CHF 7.25"], [12.5, 7.25]),
    "Swiss grouping": (["1'234.5", "2'000.5"], [1234.5, 2000.5]),
    "thin spaces": (["1\u202f234", "12\u202f345"], [1234, 12345]),
    "percent": (["54%", "7.5%"], [54, 7.5]),
    "percent beside shares": (["54%", "0.54", "0.2"], [0.54, 0.54, 0.2]),
    "a unit": (["61.8 kg", "70 kg"], [61.8, 70]),
    "a unit without a space": (["61cm", "70.5cm"], [61, 70.5]),
    "degrees": (["21.5 °C", "-3 °C"], [21.5, -3]),
    "parentheses": (["(350.00)", "120.00"], [-350, 120]),
    "dollars in parentheses": (["($350.00)", "$120.00"], [-350, 120]),
    "a true minus": (["−5", "3"], [-5, 3]),
    "full-width": (["１２", "３４"], [12, 34]),
    "exponents": (["1.5e3", "2E-1"], [1500, 0.2]),
    "a word for blanks": (["12", "missing", "31", "45"], [12, np.nan, 31, 45]),
    "German for no answer": (["12", "k.A.", "31", "45"], [12, np.nan, 31, 45]),
    "Chinese for unknown": (["12", "未知", "31", "45"], [12, np.nan, 31, 45]),
    "-999": (["12", "-999", "31", "45"], [12, np.nan, 31, 45]),
    "-200 of sensors": (["1.5", "-200", "2.6", "3.1"], [1.5, np.nan, 2.6, 3.1]),
    "-99 among its like": (["-99", "-98", "-97", "-96"], [-99, -98, -97, -96]),
    "ticked boxes": (["x", ""], [1, 0]),
    "durations": (["00:30:30", "01:00:00"], [1830, 3600]),
    "times of day": (["1:30 PM", "12:05 AM"], [48600, 300]),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_cells_are_read_as_these_numbers(desk, name):
    cells, numbers = NUMBERS[name]
    found, dataset = desk.whole("a.csv", one(cells))
    assert found.columns[1].kind == "number"
    assert dataset.feature_names == ("a", "b")
    np.testing.assert_allclose(dataset.samples().x[: len(cells), 1], numbers, rtol=1e-6)


@pytest.mark.parametrize("name", sorted(set(NUMBERS) - {"exponents", "-99 among its like"}))
def test_each_conversion_is_said(desk, name):
    assert "Column “b”" in said(desk.understand("a.csv", one(NUMBERS[name][0])))


DATES = {
    "year and month": (["2022-01", "2022-03"], ["2022-01-01", "2022-03-01"]),
    "quarters": (["2020 Q1", "2021Q3"], ["2020-01-01", "2021-07-01"]),
    "named months": (["01-Jan-2024", "15-Feb-2024"], ["2024-01-01", "2024-02-15"]),
    "American": (["Jan 5, 2024", "March 7, 2024"], ["2024-01-05", "2024-03-07"]),
    "halves of the day": (["1/25/2024 1:30 PM", "1/26/2024 12:05 AM"], ["2024-01-25 13:30:00", "2024-01-26 00:05:00"]),
    "day first": (["25.01.2024", "03.02.2024"], ["2024-01-25", "2024-02-03"]),
    "ISO": (["2024-01-25T10:20:30Z", "2024-02-03T00:00:01Z"], ["2024-01-25 10:20:30", "2024-02-03 00:00:01"]),
    "Chinese": (["2024年1月25日", "2024年2月3日"], ["2024-01-25", "2024-02-03"]),
}


@pytest.mark.parametrize("name", DATES)
def test_dates_in_many_forms_are_dates(desk, name):
    cells, dates = DATES[name]
    column = desk.understand("a.csv", one(cells)).columns[1]
    assert (column.kind, list(column.examples)) == ("date", dates)


WORDS = {
    "spaces behind": (["yes ", "yes", "no\xa0", "no"], {"yes", "no"}),
    "capitals": (["yes", "YES", "yes", "No", "no", "no"], {"yes", "no"}),
    "codes with zeros": (["00123", "04567", "12345"], {"00123", "04567", "12345"}),
    "binary codes": (["001", "010", "100"], {"001", "010", "100"}),
    "letters of both cases": (list("aAbBcCdDeEfF"), set("aAbBcCdDeEfF")),
    "mixed units": (["61 kg", "70 lb"], {"61 kg", "70 lb"}),
}


@pytest.mark.parametrize("name", WORDS)
def test_words_are_cleaned_before_they_are_counted(desk, name):
    cells, words = WORDS[name]
    text = "a,target\n" + "".join(f'{i}.5,"{cells[i % len(cells)]}"\n' for i in range(48))
    found, dataset = desk.whole("a.csv", text)
    assert found.form.target == "target"
    assert set(dataset.class_names) == words


ROWS = [(f"{i}.5", str(i % 7), "uv"[i % 2]) for i in range(40)]


def laid(separator=",", above="a,b,target\n"):
    return above + "".join(separator.join(row) + "\n" for row in ROWS)


SHAPES = {
    "remarks above": laid(above="Weather of our school\nTaken by hand, in 2024\n\na,b,target\n"),
    "comments": laid(above="# taken by hand, in 2024\n# and checked\na,b,target\n"),
    "names in a comment": laid(above="# taken in 2024\n# a,b,target\n"),
    "comments between": laid().replace("20.5,", "# here we paused\n20.5,"),
    "units": laid(above="a,b,target\ncm,kg,\n"),
    "types": laid(above="a,b,target\nfloat,int,str\n"),
    "several spaces": laid("    ", "a    b    target\n"),
    "aligned": "".join(f"{a:<9}{b:<5}{c}\n" for a, b, c in [("a", "b", "target"), *ROWS]),
    "semicolons": laid(";", "a;b;target\n"),
    "upright bars": laid("|", "a|b|target\n"),
    "tabs": laid("\t", "a\tb\ttarget\n"),
    "ARFF": laid(above="% of 1988\n@relation r\n@attribute a numeric\n@attribute 'b' numeric\n"
                 "@attribute target {u,v}\n@data\n"),
    "said by Excel": laid(";", "sep=;\na;b;target\n"),
    "a title of Excel": laid(";", "Results;;\n;;\na;b;target\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_table_is_found_in_its_file(desk, name):
    found, dataset = desk.whole("a.txt", SHAPES[name])
    assert [column.name for column in found.columns] == ["a", "b", "target"]
    assert (found.rows, found.form.target, dataset.class_names) == (40, "target", ("u", "v"))
    np.testing.assert_allclose(dataset.samples().x, [[float(a), float(b)] for a, b, _ in ROWS])


def test_a_tab_before_a_quoted_name_is_one_separator_among_spaces(desk):
    text = "".join(f'{i}.0   {i % 5 or "?"}   {i * 1.5}\t"city ({"abc"[i % 3]} {i})"\n' for i in range(40))
    found = desk.understand("cars.data", text)
    assert (found.rows, [column.kind for column in found.columns]) == (40, ["number", "number", "number", "text"])
    assert found.columns[1].blanks == 8
    assert found.columns[3].examples[0] == "city (a 0)"
    assert "Taken as blanks: “?”" in said(found)


def test_a_short_row_among_spaces_is_not_shifted(desk):
    found = desk.understand("a.txt", laid("  ", "a  b  target\n").replace("20.5  6  u\n", "20.5  u\n"))
    assert (found.rows, found.columns[1].kind, found.columns[2].distinct) == (39, "number", 2)


def test_a_file_with_decimal_commas_settles_what_a_point_means(desk):
    text = "Ort;Einwohner;km2;Miete\n" + "".join(
        f"Dorf {i};{('480', '1.250', '214.300')[i % 3]};{i},35;{7 + i},25\n" for i in range(40)
    )
    _, dataset = desk.whole("orte.csv", text)
    assert dataset.feature_names == ("Einwohner", "km2")
    np.testing.assert_allclose(dataset.samples().x[:3], [[480, 0.35], [1250, 1.35], [214300, 2.35]], rtol=1e-6)


TARGETS = {
    "x,y,z,price": "price",
    "price,Day,Month": "price",
    "temp,rain,Month": "rain",
    "x,y": "y",
    "latitude,rooms,value,longitude": "value",
}


@pytest.mark.parametrize("names", TARGETS)
def test_the_target_is_what_one_would_predict(desk, names):
    width = names.count(",") + 1
    rows = "".join(",".join(f"{(i * (k + 3)) % 37}.{k + 1}" for k in range(width)) + "\n" for i in range(40))
    assert desk.understand("a.csv", f"{names}\n{rows}").form.target == TARGETS[names]


@pytest.mark.parametrize("name", ["zip", "PLZ", "patient_no", "phone", "邮编"])
def test_numbers_that_only_name_something_are_left_out(desk, name):
    text = f"a,{name},target\n" + "".join(f"{i}.5,{10_000 + 37 * (i // 2)},{'uv'[i % 2]}\n" for i in range(80))
    assert desk.understand("a.csv", text).form.inputs == ("a",)


ENCODINGS = {
    "short Latin-1": ("Größe;Straße\n1,5;Köln\n2,5;Bonn\n3,5;Köln\n4,5;Bonn\n", "latin-1", "Größe"),
    "French": ("Âge;Année;ça\n1;2;été\n2;3;hiver\n3;2;été\n4;1;hiver\n", "cp1252", "Âge"),
    "Korean": ("나이,도시,가격\n1.5,서울,2\n2.5,부산,3\n3.5,서울,4\n4.5,부산,9\n", "euc_kr", "나이"),
    "Japanese": ("サイズ,まち,ねだん\n1.5,ひがし,2\n2.5,にし,3\n3.5,ひがし,4\n4.5,にし,7\n", "euc_jp", "サイズ"),
    "Chinese": ("面积,城市,价格\n1.5,北京,2\n2.5,上海,3\n3.5,北京,4\n4.5,上海,7\n", "gbk", "面积"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_a_short_file_of_any_encoding_is_read(desk, name):
    text, encoding, first = ENCODINGS[name]
    assert desk.understand("a.csv", text.encode(encoding)).columns[0].name == first


def test_a_column_without_a_name_is_no_number_of_rows_unless_it_counts(desk):
    rows = "".join(f"{i},{3000 + 37 * (i // 2 if i > 36 else i)},{i % 7 / 2},{'uv'[i % 2]}\n" for i in range(40))
    assert desk.understand("cars.data", rows).form.inputs == ("#2", "#3")
