"""The Data panel: which samples, which inputs are made of them, how they are scaled and split."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from playground.data.sets.drawn import Drawn
from playground.spec import DATASETS, N_, Dataset, DataSpec, Experiment, Training
from playground.spec.data import FEATURE_LABELS, FEATURES
from playground.ui import fields, session
from playground.ui.own import panel as own_data
from playground.ui.playground import drawing
from playground.ui.words import _

_FIXED_SPLIT = N_("The publisher says which samples are for checking: {train} to train on, {check} to check with.")
_SCALED_TARGET = N_(
    "The target is scaled, so the loss and the metrics are in scaled units. Predictions are shown in the target's own."
)


def data_panel(*, leads_to_own_data: bool = True) -> None:
    """Draw the controls of the draft's data, and the way to the page where one's own data come in."""
    data = session.draft().data
    key = f"data-{session.revision()}"
    own = own_data.in_menu()
    names = offered(data.dataset.name(), *own)
    st.selectbox(
        _(N_("Dataset")),
        options=names,
        index=names.index(data.dataset.name()),
        format_func=lambda name: _dataset_label(name, own),
        key=f"{key}-dataset",
        on_change=session.unless_stale(lambda: _choose_dataset(st.session_state[f"{key}-dataset"])),
        help=_(data.dataset.summary),
    )
    if leads_to_own_data:
        st.page_link(own_data.DATA, label=_(N_("Your own data …")), icon=":material/upload:")
    if data.dataset.warning:
        st.warning(_(data.dataset.warning), icon=":material/warning:")
    fields.controls(data.dataset, f"{key}-{data.dataset.name()}", _report_dataset, more=False, skip=("seed",))
    if data.is_plane:
        _features(data.features)
    if data.dataset.has_fixed_split:
        st.caption(_(_FIXED_SPLIT, train=f"{data.num_train_alone:,}", check=f"{data.num_validation:,}"))
    else:
        fields.controls(data, key, _report, more=False)
    if data.task == "regression" and data.target_scaling != "none":
        st.caption(_(_SCALED_TARGET))
    with st.expander(_(N_("More")), key=f"{key}-more"):
        _seed(data.dataset, key)
        fields.controls(data, key, _report, more=True, skip=_not_here(data))
        st.caption(
            _(
                N_("Licence: {licence}. Source: {source}"),
                licence=_(data.dataset.licence),
                source=_(data.dataset.source),
            )
        )


def offered(*besides: str) -> list[str]:
    """The names of the datasets in the menu, group by group; first what the menu leaves out unless it is named here."""
    shown = [kind for kind in DATASETS if not kind.hidden_in_menu or kind.name() in besides]
    groups = list(dict.fromkeys(kind.group for kind in shown))
    return [kind.name() for kind in sorted(shown, key=lambda kind: (not kind.hidden_in_menu, groups.index(kind.group)))]


def _not_here(data: DataSpec) -> tuple[str, ...]:
    """The fields that say nothing about these data, and the leak, which is on the page about data."""
    unused = ("leak", "split_seed") if data.dataset.has_fixed_split else ("leak",)
    return unused if data.task == "regression" else (*unused, "target_scaling")


def _dataset_label(name: str, own: Mapping[str, str]) -> str:
    kind = DATASETS[name]
    return f"{_(kind.group)} · {own.get(name) or _(kind.label)}"


def _choose_dataset(name: str) -> None:
    if name != session.draft().data.dataset.name():
        chosen = drawing.last() if name == Drawn.name() else DATASETS.validate(name)
        choose(own_data.chosen() if name in own_data.in_menu() else chosen)


def choose(dataset: Dataset) -> None:
    """Put another dataset into the draft, with the scalings that it starts with."""
    session.change(lambda draft: fitting(draft, dataset), refresh=True)


def fitting(experiment: Experiment, dataset: Dataset) -> Experiment:
    """The experiment on another dataset; what does not fit it any more is set back."""
    before = experiment.data
    data = DataSpec.start(dataset).replace(
        features=before.features, train_share=before.train_share, split_seed=before.split_seed
    )
    return experiment.replace(data=data, training=_fitting_training(experiment, data))


def _fitting_training(experiment: Experiment, data: DataSpec) -> Training:
    """The training with a batch that the data can fill, and with the loss and metrics of another task automatic."""
    training = experiment.training.replace(batch_size=max(1, min(experiment.training.batch_size, data.num_train)))
    return training if data.task == experiment.data.task else training.replace(loss="auto", metrics=())


def _features(chosen: tuple[str, ...]) -> None:
    key = f"features-{session.revision()}"
    st.session_state[key] = list(chosen)
    st.pills(
        _(N_("Inputs")),
        options=FEATURES,
        selection_mode="multi",
        format_func=lambda name: FEATURE_LABELS[name],
        key=key,
        on_change=session.unless_stale(lambda: _choose_features(st.session_state[key])),
        help=_(N_("What the network sees of each point.")),
    )


def _choose_features(names: list[str]) -> None:
    picked = _in_order(names)
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
