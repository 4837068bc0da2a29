"""Tables as they come are understood without being told anything, or get a sentence that says what to do."""

import numpy as np
import pytest

from playground.data import load
from playground.data.own import Limits
from playground.spec import DataSpec
from playground.spec.errors import DataUnavailable
from tests.data.own.files import table

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
