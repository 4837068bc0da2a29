"""The Data panel: which samples, which inputs are made of them, how they are scaled and split."""

from typing import Any

import streamlit as st

from playground.spec import DATASETS, N_, Dataset
from playground.spec.data import FEATURE_LABELS, FEATURES
from playground.ui import fields, session
from playground.ui.words import _

_FIXED_SPLIT = N_("The publisher says which samples are for checking: {train} to train on, {check} to check with.")


def data_panel() -> None:
    """Draw the controls of the draft's data."""
    data = session.draft().data
    key = f"data-{session.revision()}"
    names = DATASETS.names()
    st.selectbox(
        _(N_("Dataset")),
        options=names,
        index=names.index(data.dataset.name()),
        format_func=_dataset_label,
        key=f"{key}-dataset",
        on_change=session.unless_stale(lambda: _choose_dataset(st.session_state[f"{key}-dataset"])),
        help=_(data.dataset.summary),
    )
    fields.controls(data.dataset, f"{key}-{data.dataset.name()}", _report_dataset, more=False, skip=("seed",))
    if data.is_plane:
        _features(data.features)
    if data.dataset.has_fixed_split:
        check = data.dataset.size - data.num_train
        st.caption(_(_FIXED_SPLIT, train=f"{data.num_train:,}", check=f"{check:,}"))
    else:
        fields.controls(data, key, _report, more=False)
    with st.expander(_(N_("More")), key=f"{key}-more"):
        _seed(data.dataset, key)
        fields.controls(data, key, _report, more=True)
        st.caption(
            _(N_("Licence: {licence}. Source: {source}"), licence=data.dataset.licence, source=data.dataset.source)
        )


def _dataset_label(name: str) -> str:
    kind = DATASETS[name]
    return f"{_(kind.group)} · {_(kind.label)}"


def _choose_dataset(name: str) -> None:
    if name == session.draft().data.dataset.name():
        return
    dataset = DATASETS.validate(name)
    session.change(
        lambda draft: draft.replace(
            data=draft.data.replace(dataset=dataset, scaling=type(dataset).default_scaling),
            training=fitting_training(draft, dataset),
        ),
        refresh=True,
    )


def fitting_training(experiment: Any, dataset: Dataset) -> Any:
    """The training with what does not fit the dataset's task set back to automatic."""
    training = experiment.training
    if dataset.task == experiment.data.dataset.task:
        return training
    return training.replace(loss="auto", metrics=())


def _features(chosen: tuple[str, ...]) -> None:
    st.session_state["features"] = list(chosen)
    st.pills(
        _(N_("Inputs")),
        options=FEATURES,
        selection_mode="multi",
        format_func=lambda name: FEATURE_LABELS[name],
        key="features",
        on_change=session.unless_stale(_choose_features),
        help=_(N_("What the network sees of each point.")),
    )


def _choose_features() -> None:
    picked = _in_order(st.session_state["features"])
    session.change(lambda draft: draft.replace(data=draft.data.replace(features=picked)))


def _in_order(picked: list[str]) -> tuple[str, ...]:
    return tuple(name for name in FEATURES if name in picked)


def _seed(dataset: Dataset, key: str) -> None:
    others = tuple(name for name in dataset.parameters() if name != "seed")
    fields.controls(dataset, f"{key}-{dataset.name()}", _report_dataset, more=False, skip=others)
    fields.controls(dataset, f"{key}-{dataset.name()}", _report_dataset, more=True, skip=others)


def _report_dataset(name: str, value: Any) -> None:
    session.change(
        lambda draft: draft.replace(data=draft.data.replace(dataset=draft.data.dataset.replace(**{name: value})))
    )


def _report(name: str, value: Any) -> None:
    session.change(lambda draft: draft.replace(data=draft.data.replace(**{name: value})))
