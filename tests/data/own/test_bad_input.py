"""What goes wrong with a stranger's file: each either works with a note or gets a sentence that says what to do."""

import numpy as np
import pytest
from conftest import said, table

from playground.data import load
from playground.data.own import Limits, TableForm
from playground.data.own.columns import shown
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable

REFUSED = {
    "an empty file": ("", "The file is empty: it has 0 bytes. Choose a file that holds data."),
    "only empty lines": ("\n\n\n", "The file holds no values, only empty lines. Choose a file that holds data."),
    "only a header": (
        "a,b,c\n", "The table has names of columns but no rows below them. Add rows: at least 4.",
    ),
    "one column": (
        "a\n" + "1\n2\n" * 10,
        "The table has one column, “a”; at least two are needed, an input and a target. If there are more in the file, "
        "separate them with commas, semicolons or tabs.",
    ),
    "one row": (
        "a,b\n1,2\n",
        "Rows in the table: 1. At least 4 are needed, for training and for checking. Add rows.",
    ),
    "all blank": ("a,b,c\n" + ",,\n" * 20, "All 20 rows are blank. Choose a file that holds values."),
    "all constant": (
        "a,b\n" + "1,x\n" * 20,
        "No column can be predicted: a target needs at least two different values, and a text column at most 100. The "
        "columns are: a (1), b (1).",
    ),
    "5,000 columns": (
        ",".join(f"c{i}" for i in range(5000)) + "\n" + ("1," * 4999 + "1\n") * 5,
        "The file is too large here. Columns: 5,000; at most 1,000 are allowed. Take a smaller part of the data, or "
        "have the setting PLAYGROUND_OWN_COLUMNS raised.",
    ),
    "10 million rows": (
        "a,b\n" + "1,2\n" * 10_000_000,
        "The file is too large here. Rows: 10,000,000; at most 1,000,000 are allowed. Take a smaller part of the data, "
        "or have the setting PLAYGROUND_OWN_ROWS raised.",
    ),
    "a PDF called CSV": (
        "%PDF-1.4 text",
        "The file is of a kind that is not read here: PDF. Upload a table (CSV, TSV, Excel, Parquet), arrays (NPZ, "
        "NPY, HDF5), or a ZIP with one folder of pictures for each class.",
    ),
    "bytes that are no text": (
        bytes(range(256)) * 30,
        "The file is not a text table, nor another kind that is known here. Known are: CSV, TSV, Excel, Parquet, NPZ, "
        "NPY, HDF5, ZIP. Save the data as one of these.",
    ),
    "free text beside the target": (
        "a,target\n" + "".join(f"word{i * i}x,{i % 2}\n" for i in range(20)),
        "Besides the target “target” no column can be an input: the others are constant, blank or free text. Add a "
        "column of numbers, dates or categories.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_gets_a_sentence_and_leaves_the_last_good_data(desk, name):
    _, good = desk.whole("good.csv", table())
    before = load(DataSpec.start(good)).train.x
    content, sentence = REFUSED[name]
    with pytest.raises(DataUnavailable) as caught:
        desk.understand("a.csv", content)
    assert str(caught.value) == sentence
    np.testing.assert_array_equal(load(DataSpec.start(good)).train.x, before)


def test_more_rows_than_allowed_are_not_hidden_by_quotes(desk):
    desk.limits = Limits(rows=100)
    with pytest.raises(DataUnavailable, match=r"Rows: > 100; at most 100 are allowed"):
        desk.understand("a.csv", table(101, row=lambda i: f'"{i}",{i % 7},{"ab"[i % 2]}'))
    text = "a,b,target\n" + "".join(f'{i},"x\ny\nz",{i % 2}\n' for i in range(100))
    assert desk.understand("a.csv", text).rows == 100


def test_a_constant_column_is_left_out(desk):
    found, dataset = desk.whole("a.csv", table(header="a,same,target", row=lambda i: f"{i / 2},7,{i % 2}"))
    assert dataset.feature_names == ("a",)
    assert "Left out, as they never change: same." in said(found)
    _, chosen = desk.whole(
        "a.csv", table(header="a,same,target", row=lambda i: f"{i / 2},7,{i % 2}"), inputs=("a", "same")
    )
    assert chosen.feature_names == ("a",)
    assert said(chosen.about) == "Inputs that never change are left out: same."


def test_one_class_only_is_said_and_refused_as_a_target(desk):
    found = desk.understand("a.csv", table(row=lambda i: f"{i / 2},{i % 7},yes"))
    assert "“target” is called like a target but never changes, so “b” is suggested as the target." in said(found)
    with pytest.raises(DataUnavailable) as caught:
        desk.prepare(TableForm(target="target", task="classification", inputs=("a",)))
    assert str(caught.value) == (
        "The target “target” is “yes” in every row, so there is nothing to tell apart. Choose another target, or add "
        "rows with another value."
    )


def test_a_class_with_one_sample_is_left_out(desk):
    _, dataset = desk.whole("a.csv", table(row=lambda i: f"{i / 2},{i % 7},{'rare' if i == 3 else 'ab'[i % 2]}"))
    assert (dataset.class_names, dataset.size, dataset.task) == (("a", "b"), 39, "binary")
    assert "single sample are left out" in said(dataset.about)
    assert said(dataset.about).endswith("at once: rare.")
    assert len(load(DataSpec.start(dataset)).train) == 20


def test_ten_thousand_classes_are_said_and_refused(desk):
    found = desk.understand("a.csv", table(20_000, row=lambda i: f"{i / 2},{i % 7},c{i % 10_000}"))
    assert "“target” is called like a target but has 10,000 different values" in said(found)
    with pytest.raises(DataUnavailable) as caught:
        desk.prepare(TableForm(target="target", task="classification", inputs=("a",)))
    assert str(caught.value) == (
        "The target “target” has 10,000 different values; at most 100 classes are allowed here. Choose another target, "
        "or put rare classes together."
    )
    with pytest.raises(DataUnavailable, match="Choose regression, or another target"):
        desk.prepare(TableForm(target="a", task="classification", inputs=("b",)))


def test_rows_with_a_blank_target_are_left_out(desk):
    _, dataset = desk.whole("a.csv", table(row=lambda i: f"{i / 2},{i % 7},{'' if i % 5 == 0 else 'ab'[i % 2]}"))
    assert dataset.size == 32
    assert said(dataset.about) == "Rows left out, as their target is blank: 8."
    assert dataset.blanks is None


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


@pytest.mark.parametrize("blanks", ["drop", "mean", "median", "most_frequent"])
def test_blanks_are_treated_as_the_form_says(desk, blanks):
    text = table(row=lambda i: f"{'' if i % 10 == 0 else i / 2},{i % 7},{i % 2}")
    _, dataset = desk.whole("a.csv", text, blanks=blanks)
    assert dataset.size == (36 if blanks == "drop" else 40)
    assert dataset.blanks == (None if blanks == "drop" else blanks)
    assert np.isfinite(load(DataSpec.start(dataset)).train.x).all()


def test_dropping_every_row_is_explained(desk):
    text = table(row=lambda i: f"{'' if i % 2 else i},{i if i % 2 else ''},{i % 2}")
    with pytest.raises(DataUnavailable, match="Only 0 rows are left that have the target “target”; at least 4 are"):
        desk.whole("a.csv", text, blanks="drop", inputs=("a", "b"))


FORMS = {
    "an unknown column": ({"inputs": ("nope",)}, "There is no column “nope” in the table. There are: a, b, target."),
    "no input": ({"inputs": ()}, "No input is chosen. Choose at least one column as an input."),
    "an input twice": ({"inputs": ("a", "a")}, "A column is chosen twice as an input. Choose each once."),
    "the target as an input": (
        {"inputs": ("a", "target")},
        "“target” is the target and an input too, so the answer would be given away. Take it out of the inputs.",
    ),
    "text to be regressed": (
        {"task": "regression"},
        "Regression needs a target of numbers, but “target” holds text or dates, such as “low”. Choose classification, "
        "or another target.",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_does_not_fit_gets_a_sentence(desk, name):
    changes, sentence = FORMS[name]
    with pytest.raises(DataUnavailable) as caught:
        desk.whole("a.csv", table(), **changes)
    assert str(caught.value) == sentence


def test_one_hot_is_bounded(desk):
    desk.limits = Limits(inputs=10)
    with pytest.raises(DataUnavailable, match="Inputs: 21; at most 10 are allowed"):
        desk.whole("a.csv", table(200, row=lambda i: f"{i / 2},w{i % 20}z,{i % 2}"), inputs=("a", "b"))


def test_an_upload_larger_than_allowed_is_refused_before_it_is_kept(desk, kept, monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_BYTES", "1000")
    before = sorted(kept.iterdir())
    with pytest.raises(DataUnavailable, match=r"Size of the file: .* MB; at most 0\.0 MB are allowed"):
        desk.bring("a.csv", b"x" * 5000)
    assert sorted(kept.iterdir()) == before


def test_what_is_kept_in_all_is_bounded(desk, monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_STORE_BYTES", "1000")
    desk.bring("a.csv", b"x" * 5000)
    with pytest.raises(DataUnavailable, match="Size of everything kept here"):
        desk.bring("b.csv", b"x")


def test_limits_are_settings():
    assert Limits.from_environment({"PLAYGROUND_OWN_ROWS": "7"}).rows == 7
    with pytest.raises(ValueError, match="PLAYGROUND_OWN_ROWS is 'x'"):
        Limits.from_environment({"PLAYGROUND_OWN_ROWS": "x"})
