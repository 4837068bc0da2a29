"""A format is registered once, and then it is recognised, read, guessed and prepared like any other."""

import sys
import types
from collections import Counter
from importlib import import_module
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from playground.data.own import FORMAT_LABELS, Limits
from playground.data.own.registry import FORMATS, Format
from playground.data.own.tables.raw import Raw
from playground.spec.errors import DataUnavailable
from tests.data.own.files import npz, table


def read(path: Path, choice: str | None, limits: Limits) -> Raw:
    """A table of two columns, a number and its sign, as one number on each line."""
    numbers = np.array([float(line) for line in path.read_text().splitlines()[1:]])
    return Raw(pd.DataFrame({0: numbers, 1: np.sign(numbers)}), ("number", "class"))


def test_another_format_is_one_module_and_one_registration(desk, monkeypatch):
    module = types.ModuleType("playground.data.own.tables.signs")
    module.read = read
    monkeypatch.setitem(sys.modules, module.__name__, module)
    signs = Format(
        "signs", "Signs", ("signs",), family="tables", reader="signs:read", begins=lambda head: head.startswith(b"+-\n")
    )
    monkeypatch.setitem(FORMATS, "signs", signs)
    text = "+-\n" + "".join(f"{(-1) ** index * (index + 0.5)}\n" for index in range(20))
    found, dataset = desk.whole("a.signs", text)
    assert (found.format, found.form.target) == ("signs", "class")
    assert (dataset.about.format, dataset.class_names) == ("signs", ("-1", "1"))
    np.testing.assert_array_equal(dataset.samples().x[:2, 0], [0.5, -1.5])


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_words_its_family_and_its_reader(name):
    kind = FORMATS[name]
    assert FORMAT_LABELS[name] == kind.label
    assert kind.endings
    for family in (kind.family, *kind.also):
        for step in ("read", "guess", "prepare"):
            import_module(f"playground.data.own.{family}.{step}")
    if kind.reader:
        module, function = kind.reader.split(":")
        assert callable(getattr(import_module(f"playground.data.own.{kind.family}.{module}"), function))


def test_no_ending_belongs_to_two_formats():
    endings = Counter(ending for kind in FORMATS.values() for ending in kind.endings)
    assert endings.most_common(1)[0][1] == 1


def test_a_form_for_another_kind_of_file_is_refused(desk):
    form = desk.understand("a.csv", table()).form
    desk.understand("a.npz", npz(x=np.eye(20), y=np.arange(20) % 2))
    with pytest.raises(DataUnavailable, match=r"There is no column|is no table"):
        desk.prepare(form)
    arrays = desk.understand("a.npz", npz(x=np.eye(20)[:, :, np.newaxis], y=np.arange(20) % 2))
    desk.bring("a.csv", table())
    with pytest.raises(DataUnavailable, match="These choices are for another kind of file"):
        desk.prepare(arrays.form)
