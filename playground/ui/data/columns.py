"""The sections about columns: each before and after scaling, and how two of them go together."""

import numpy as np
import pandas as pd
import streamlit as st

from playground.figures import correlation, frame, histogram, histogram_grid, pair
from playground.spec import N_, NP_
from playground.spec.data import SCALING_LABELS
from playground.ui.data.view import View
from playground.ui.words import _

_PLANE = 6.6


def columns(shown: View) -> None:
    """Draw the histograms."""
    left, right = st.columns([3, 7], gap="medium")
    with left:
        chosen = _choose(_(N_("Column")), shown, "data-column", 0) if len(shown.column_names) > 1 else 0
        _statistics(shown, chosen)
    with right:
        _before_and_after(shown, chosen, 300 if len(shown.column_names) > 1 else 420)
    if len(shown.column_names) > 1:
        _all(shown)


def _choose(label: str, shown: View, key: str, first: int) -> int:
    """A list of the columns; its key is that of these columns, as a kept choice would name another one in others."""
    names = shown.column_names
    return int(
        st.selectbox(
            label, range(len(names)), index=min(first, len(names) - 1), format_func=lambda index: names[index],
            key=f"{key}-{shown.spec.dataset.name()}-{len(names)}",
        )
    )  # fmt: skip


def _statistics(shown: View, chosen: int) -> None:
    found = shown.summary.columns
    low, high, mean, deviation = found.statistics[chosen]
    after = found.scaled_statistics[chosen]
    rows = [
        (_(N_("Mean")), mean, after[2]),
        (_(N_("Spread")), deviation, after[3]),
        (_(N_("Lowest")), low, after[0]),
        (_(N_("Highest")), high, after[1]),
    ]
    number = st.column_config.NumberColumn
    st.dataframe(
        pd.DataFrame(rows, columns=["what", "before", "after"]), hide_index=True, key="data-statistics",
        column_config={
            "what": st.column_config.Column(_(N_("Number")), width="small"),
            "before": number(_(N_("Before")), format="%.4g"),
            "after": number(_(N_("After")), format="%.3f"),
        },
        alt=_(N_("Mean, spread and range of the column before and after scaling.")),
    )  # fmt: skip
    is_target = shown.is_regression and chosen == len(shown.column_names) - 1
    scaling = shown.spec.target_scaling if is_target else shown.spec.scaling
    st.caption(
        _(N_("Scaling: {scaling}. It is fitted on the training samples only, so all samples together may be a little "
             "off."), scaling=_(SCALING_LABELS[scaling]))
        if scaling != "none"
        else _(N_("Scaling: None. The network sees the column as it is."))
    )  # fmt: skip
    if found.blanks[chosen]:
        st.caption(
            _(NP_("{count} blank: left out before, filled after, where it stands in one of the bars.",
                  "{count} blanks: left out before, filled after, where they all stand in one bar."),
              count=f"{int(found.blanks[chosen]):,}")
        )  # fmt: skip


def _before_and_after(shown: View, chosen: int, height: int) -> None:
    found = shown.summary.columns
    st.plotly_chart(
        histogram.before_and_after(
            (found.edges[chosen], found.counts[chosen]), (found.scaled_edges[chosen], found.scaled_counts[chosen]),
            groups=shown.groups, titles=(_(N_("Before scaling")), _(N_("After scaling"))), height=height,
            theme=shown.theme,
        ),
        key="data-histogram", config=frame.CONFIG, theme=None,
        alt=_(N_("Two histograms of the column, before and after scaling.")),
    )  # fmt: skip


def _all(shown: View) -> None:
    found = shown.summary.columns
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown("##### " + _(N_("All columns")), width="content")
        choices = {"before": _(N_("Before scaling")), "after": _(N_("After scaling"))}
        when = st.segmented_control(
            _(N_("All columns")), list(choices), default="before", required=True, format_func=lambda key: choices[key],
            key="data-when", label_visibility="collapsed",
        )  # fmt: skip
        same = st.toggle(_(N_("One scale for all")), key="data-same-scale")
    is_after = when == "after"
    st.plotly_chart(
        histogram_grid.histogram_grid(
            shown.column_names, found.scaled_edges if is_after else found.edges,
            found.scaled_counts if is_after else found.counts, groups=shown.groups, same_scale=same,
            across=min(max(len(shown.column_names), 3), 6), theme=shown.theme,
        ),
        key="data-histograms", config=frame.CONFIG, theme=None, alt=_(N_("A small histogram of each column.")),
    )  # fmt: skip
    if len(shown.column_names) > histogram_grid.MOST_PLOTS:
        st.caption(_(N_("The first {count} of {total} columns."), count=histogram_grid.MOST_PLOTS,
                     total=len(shown.column_names)))  # fmt: skip


def pairs(shown: View) -> None:
    """Draw two columns against each other, and the correlations of all."""
    first, second = _best(shown)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        across, up = st.columns(2)
        with across:
            x = _choose(_(N_("Across")), shown, "data-x", first)
        with up:
            y = _choose(_(N_("Upwards")), shown, "data-y", second)
        _pair(shown, x, y)
    with right:
        _correlation(shown)


def _best(shown: View) -> tuple[int, int]:
    """The columns to begin with: those that say most about the class, or the best one and the target."""
    strength = shown.summary.strength
    if shown.spec.is_plane or len(strength) < 2:
        return 0, min(1, len(shown.column_names) - 1)
    order = np.argsort(-strength, kind="stable")
    if shown.is_regression:
        return int(order[0]), len(shown.column_names) - 1
    return int(order[0]), int(order[1])


def _pair(shown: View, x: int, y: int) -> None:
    summary = shown.summary
    names = (shown.column_names[x], shown.column_names[y])
    is_plane = shown.spec.is_plane and set(names) == {"x₁", "x₂"}
    st.plotly_chart(
        pair.pair(
            _values(shown, x), _values(shown, y), summary.rows_label, is_validation=summary.rows_validation,
            names=names, classes=shown.classes, target=shown.target,
            parts=shown.parts, plane=_PLANE if is_plane else None, theme=shown.theme,
        ),
        key="data-pair", config=frame.CONFIG, theme=None,
        alt=_(N_("A point for each sample; samples for validation are hollow.")),
    )  # fmt: skip
    st.caption(_(N_("Filled points are for training, hollow ones for validation.")))


def _values(shown: View, index: int) -> np.ndarray:
    if index < len(shown.input_names):
        return np.asarray(shown.summary.rows_plain[:, index])
    return np.asarray(shown.summary.rows_label)


def _correlation(shown: View) -> None:
    matrix = shown.summary.correlation
    names = [*shown.input_names, _outcome(shown)][: len(matrix)]
    st.markdown("**" + _(N_("Which columns go together")) + "**")
    st.plotly_chart(
        correlation.correlation(names, matrix, theme=shown.theme), key="data-correlation", config=frame.CONFIG,
        theme=None, alt=_(N_("The correlation of every two columns.")),
    )  # fmt: skip
    st.caption(
        _(N_("Correlation: 1 for two columns that grow together, −1 where one falls as the other grows, 0 where "
             "no straight line links them."))
    )  # fmt: skip


def _outcome(shown: View) -> str:
    """The last column of the correlations: the target, or the second of two classes."""
    return shown.target if shown.is_regression else shown.classes[-1]
