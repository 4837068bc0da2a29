"""What every section of the Data page reads: the data that are shown, their summary, and their names as text."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from playground.data.sets.own import OwnData
from playground.data.summary import Summary
from playground.data.summary_job import summary_of
from playground.figures.palette import Theme
from playground.spec import N_, Dataset, DataSpec, Term
from playground.ui import session
from playground.ui.names import bare
from playground.ui.presence import stop_if_gone
from playground.ui.words import _


@dataclass(frozen=True)
class View:
    """Names are text without markup: a place that knows markup must escape them."""

    spec: DataSpec
    summary: Summary
    title: str
    theme: Theme
    classes: tuple[str, ...]
    raw_names: tuple[str, ...]
    """Of the columns of a table before features are made of them."""
    input_names: tuple[str, ...]
    """Of the columns of the summary without the target."""
    target: str

    @property
    def rank(self) -> int:
        """1 for a table, 2 for sequences, 3 for pictures."""
        return len(self.spec.dataset.sample_shape)

    @property
    def is_regression(self) -> bool:
        return self.spec.task == "regression"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Of all columns of the summary."""
        return (*self.input_names, self.target) if self.is_regression else self.input_names

    @property
    def groups(self) -> tuple[str, ...]:
        """The classes whose values the histograms tell apart."""
        return self.classes if self.summary.columns.counts.shape[1] == len(self.classes) else ()

    @property
    def parts(self) -> tuple[str, str]:
        return _(N_("Training")), _(N_("Validation"))


@st.cache_data(max_entries=24, show_spinner=False)
def _summary(spec: str, _owner: str) -> Summary:
    return summary_of(DataSpec.model_validate_json(spec), owner=_owner, beat=stop_if_gone)


def view(spec: DataSpec) -> View:
    """The view of these data; the summary is made once for all learners who look at the same.

    Raises:
        Explained: the data cannot be had, or cannot be split like this.
    """
    summary = _summary(spec.model_dump_json(), session.owner())
    dataset = spec.dataset
    raw = texts(dataset.feature_names) or numbered(dataset.sample_shape[-1])
    return View(
        spec=spec,
        summary=summary,
        title=bare(dataset.about.title) if isinstance(dataset, OwnData) else _(dataset.label),
        theme="dark" if st.context.theme.type == "dark" else "light",
        classes=texts(dataset.class_names),
        raw_names=raw[: summary.rows.shape[1]],
        input_names=_inputs(spec, summary, raw),
        target=_target(dataset),
    )


def _target(dataset: Dataset) -> str:
    given = dataset.about.target_name if isinstance(dataset, OwnData) else ""
    return bare(given) if given else _(N_("Target"))


def _inputs(spec: DataSpec, summary: Summary, raw: tuple[str, ...]) -> tuple[str, ...]:
    count = len(summary.columns.blanks) - (spec.task == "regression")
    if len(spec.dataset.sample_shape) == 3:
        return (_(N_("Pixels")),)
    if len(spec.dataset.sample_shape) == 2 and count == 1:
        return (_(N_("Values")),)
    return (texts(spec.input_names) or raw)[:count]


def text(name: str) -> str:
    """A name as text: a word of ours in the learner's language, a stranger's without hidden marks."""
    return _(name) if isinstance(name, Term) else bare(name)


def texts(names: Iterable[str]) -> tuple[str, ...]:
    """All of these names as text."""
    return tuple(text(name) for name in names)


def numbered(count: int) -> tuple[str, ...]:
    """Names for columns that have none."""
    return tuple(_(N_("Column {number}"), number=number) for number in range(1, count + 1))
