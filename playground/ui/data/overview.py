"""The first section of the Data page: what the set is, how large, and what the split did with it."""

import pandas as pd
import streamlit as st

from playground.figures import frame, split_counts
from playground.spec import N_, NP_
from playground.spec.data import SCALING_LABELS
from playground.ui import session
from playground.ui.data.view import View
from playground.ui.names import name, plain
from playground.ui.words import _

_WHY_FALSE = N_(
    "The network now trains on the very samples that check it. It can learn their answers by heart, so the validation "
    "score says how well it remembers, not how well it will do on samples that it has never seen. The score looks "
    "better than the truth."
)
_WHY_SPLIT = N_(
    "Validation samples are kept apart: only samples that the network has never trained on show what it has learned."
)


def overview(shown: View) -> None:
    """Draw the section."""
    _sizes(shown)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _facts(shown)
    with right:
        _split(shown)


def _sizes(shown: View) -> None:
    spec = shown.spec
    shape = " × ".join(f"{size:,}" for size in spec.input_shape)
    tiles = [
        (_(N_("Samples")), f"{spec.dataset.size:,}"),
        (_(N_("For training")), f"{spec.num_train:,}"),
        (_(N_("For validation")), f"{spec.num_validation:,}"),
        (_(N_("Numbers per sample")), shape),
        (_(N_("To predict")), _outcome(shown)),
    ]
    for place, (title, value) in zip(st.columns(len(tiles), gap="small"), tiles, strict=True):
        with place.container(border=True, gap=None):
            st.caption(title)
            st.markdown(f"**{name(value, 24)}**")


def _outcome(shown: View) -> str:
    return shown.target if shown.is_regression else _(NP_("{count} class", "{count} classes"), count=len(shown.classes))


def _facts(shown: View) -> None:
    dataset = shown.spec.dataset
    st.markdown(f"##### {name(shown.title)}")
    st.markdown(_(dataset.summary))
    if dataset.warning:
        st.warning(_(dataset.warning), icon=":material/warning:")
    blanks = int(shown.summary.columns.blanks.sum())
    facts = [
        (_(N_("Task")), _(shown.spec.describe_task())),
        (_(N_("Scaling")), _(SCALING_LABELS[shown.spec.scaling])),
        (_(N_("Blanks")), f"{blanks:,}" if blanks else _(N_("none"))),
        (_(N_("Licence")), plain(_(dataset.licence))),
        (_(N_("Source")), plain(_(dataset.source))),
    ]
    st.table(pd.DataFrame(facts), hide_index=True, hide_header=True, border="horizontal")


def _split(shown: View) -> None:
    spec, summary = shown.spec, shown.summary
    st.markdown("##### " + _(N_("What the split did")))
    labels = (*shown.parts, _(N_("Validation, trained on as well")))
    if shown.is_regression:
        figure = split_counts.target_counts(
            summary.target_edges, summary.counts, labels=labels, leak=spec.leak, target=shown.target, theme=shown.theme
        )
    else:
        figure = split_counts.class_counts(
            shown.classes, summary.counts, labels=labels, leak=spec.leak, others=_(N_("Other classes")),
            theme=shown.theme,
        )  # fmt: skip
    st.plotly_chart(
        figure, key="data-split", config=frame.CONFIG, theme=None,
        alt=_(N_("How many samples of each class, or of each stretch of the target, are in each part.")),
    )  # fmt: skip
    key = f"data-leak-{session.revision()}"
    st.session_state[key] = spec.leak
    st.toggle(
        _(N_("Leak validation samples into training")), key=key,
        on_change=session.unless_stale(lambda: _leak(st.session_state[key])),
    )  # fmt: skip
    if spec.leak:
        st.error(_(_WHY_FALSE), icon=":material/warning:")
    else:
        st.caption(_(_WHY_SPLIT))


def _leak(on: bool) -> None:
    session.change(lambda draft: draft.replace(data=draft.data.replace(leak=on)))
