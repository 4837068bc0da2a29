"""The Table section: rows as they are, one of them with its scaled numbers, and what each column holds."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from playground.spec import N_, NP_
from playground.spec.numbers import minus
from playground.ui.data.view import View
from playground.ui.words import _

_HEIGHT = 346
"""Of the table in pixels: its head and nearly nine rows."""


def table(shown: View) -> None:
    """Draw the section."""
    left, right = st.columns([5, 3], gap="medium")
    with left:
        chosen = _rows(shown)
    with right:
        _one_row(shown, chosen)
    st.markdown("##### " + _(N_("What each column holds")))
    _types(shown)


def _rows(shown: View) -> int:
    """The sample as a table; gives the row that is chosen in it, at first the first."""
    summary = shown.summary
    total, count = shown.spec.dataset.size, len(summary.rows)
    said = _(
        NP_("{count} row. Tick it to see its numbers.", "All {count} rows. Tick one to see its numbers."),
        count=f"{count:,}",
    )
    if count < total:
        said = _(
            N_("{count} of {total} rows, drawn at random. Tick one to see its numbers."),
            count=f"{count:,}", total=f"{total:,}",
        )  # fmt: skip
    columns: dict[str, Any] = {"target": _target(shown), "part": _parts(shown)}
    heads = {"target": st.column_config.Column(shown.target), "part": st.column_config.Column(_(N_("Part")))}
    for index, label in enumerate(shown.raw_names):
        columns[str(index)] = summary.rows[:, index].astype(np.float64)
        heads[str(index)] = st.column_config.NumberColumn(label, format="%.5g")
    event = st.dataframe(
        pd.DataFrame(columns), column_config=heads, hide_index=True, height=_HEIGHT, key="data-rows", on_select="rerun",
        selection_mode="single-row", alt=said,
    )  # fmt: skip
    st.caption(said)
    if len(shown.raw_names) < shown.spec.dataset.sample_shape[0]:
        st.caption(
            _(N_("The first {count} of {total} columns."), count=len(shown.raw_names),
              total=f"{shown.spec.dataset.sample_shape[0]:,}")
        )  # fmt: skip
    picked = event["selection"]["rows"] if event else []
    return min(int(picked[0]), count - 1) if picked else 0


def _target(shown: View) -> Any:
    labels = shown.summary.rows_label
    return labels.astype(np.float64) if shown.is_regression else [shown.classes[int(label)] for label in labels]


def _parts(shown: View) -> list[str]:
    training, validation = shown.parts
    return [validation if held else training for held in shown.summary.rows_validation]


def _one_row(shown: View, chosen: int) -> None:
    summary = shown.summary
    names, before = list(shown.input_names), summary.rows_plain[chosen]
    after = list(summary.rows_scaled[chosen])
    plain = list(before)
    if shown.is_regression:
        names.append(shown.target)
        plain.append(summary.rows_label[chosen])
        after.append(summary.rows_target[chosen])
    columns: dict[str, Any] = {"name": names, "raw": plain, "scaled": after}
    heads = {
        "name": st.column_config.Column(_(N_("One row"))),
        "raw": st.column_config.NumberColumn(_(N_("Raw")), format="%.5g"),
        "scaled": st.column_config.NumberColumn(_(N_("To the network")), format="%.4f"),
    }
    if _has_blanks(shown):
        raw = [*summary.rows[chosen], *plain[len(before) :]]
        columns = {"name": names, "raw": raw, "filled": plain, "scaled": after}
        heads["filled"] = st.column_config.NumberColumn(_(N_("Filled")), format="%.5g")
    st.dataframe(
        pd.DataFrame(columns), column_config=heads, hide_index=True, height=min(_HEIGHT, 38 + 35 * len(names)),
        key="data-row", placeholder=_(N_("blank")), alt=_(N_("The numbers of one row before and after scaling.")),
    )  # fmt: skip
    label = summary.rows_label[chosen]
    answer = minus(f"{label:.5g}") if shown.is_regression else shown.classes[int(label)]
    st.caption(
        _(N_("Row {row} ({part}): the network sees the right column; the answer is {answer}."), row=f"{chosen + 1:,}",
          part=_parts(shown)[chosen], answer=answer)
    )  # fmt: skip


def _has_blanks(shown: View) -> bool:
    return bool(shown.summary.columns.blanks.any()) and not shown.spec.is_plane


def _types(shown: View) -> None:
    columns = shown.summary.columns
    low, high, mean, deviation = columns.statistics.T
    shapes = columns.counts.sum(axis=1)
    frame = pd.DataFrame(
        {
            "name": shown.column_names,
            "type": [_type(int(d), bool(w)) for d, w in zip(columns.distinct, columns.is_whole, strict=True)],
            "blanks": columns.blanks,
            "distinct": columns.distinct,
            "low": low,
            "mean": mean,
            "high": high,
            "deviation": deviation,
            "shape": [list(row[np.isfinite(edges[1:])]) for row, edges in zip(shapes, columns.edges, strict=True)],
        }
    )
    number = st.column_config.NumberColumn
    st.dataframe(
        frame, hide_index=True, key="data-types", row_height=32, height=min(38 + 32 * len(frame), 420),
        column_config={
            "name": st.column_config.Column(_(N_("Column"))), "type": st.column_config.Column(_(N_("Type"))),
            "blanks": number(_(N_("Blanks")), format="%d"), "distinct": number(_(N_("Different values")), format="%d"),
            "low": number(_(N_("Lowest")), format="%.5g"), "mean": number(_(N_("Mean")), format="%.5g"),
            "high": number(_(N_("Highest")), format="%.5g"),
            "deviation": number(_(N_("Standard deviation")), format="%.4g"),
            "shape": st.column_config.BarChartColumn(_(N_("Histogram")), y_min=0),
        },
        alt=_(N_("Type, blanks and statistics of each column.")),
    )  # fmt: skip


def _type(distinct: int, is_whole: bool) -> str:
    if distinct <= 1:
        return _(N_("Always the same"))
    if distinct == 2:
        return _(N_("Two values"))
    return _(N_("Whole numbers")) if is_whole else _(N_("Numbers"))
