"""The Training panel: the optimizer, batches, epochs, loss and metrics. The learning rate is in the transport bar."""

from typing import Any

import streamlit as st

from playground.spec import N_, OPTIMIZERS
from playground.spec.experiment import Training
from playground.spec.kinds import bounds
from playground.spec.objectives import FITS, LABELS
from playground.ui import fields, session
from playground.ui.words import _


def training_panel() -> None:
    """Draw the controls of the draft's training."""
    draft = session.draft()
    training = draft.training
    key = f"training-{session.revision()}"
    names = OPTIMIZERS.names()
    st.selectbox(
        _(N_("Optimizer")),
        options=names,
        index=names.index(training.optimizer.name()),
        format_func=lambda name: _(OPTIMIZERS[name].label),
        key=f"{key}-optimizer",
        on_change=session.unless_stale(lambda: _choose_optimizer(st.session_state[f"{key}-optimizer"])),
        help=_(training.optimizer.summary),
    )
    optimizer_key = f"{key}-{training.optimizer.name()}"
    fields.controls(training.optimizer, optimizer_key, _report_optimizer, more=False, skip=("learning_rate",))
    fields.controls(training, key, _report, more=False)
    _full_batch(key)
    _loss(key)
    with st.expander(_(N_("More")), key=f"{key}-more"):
        fields.controls(training.optimizer, optimizer_key, _report_optimizer, more=True)
        _metrics(key)
        fields.controls(training, key, _report, more=True, skip=("loss",))


def _full_batch(key: str) -> None:
    """One click to the textbook's gradient descent, where the data are few enough."""
    draft = session.draft()
    most = draft.data.num_train
    if draft.training.batch_size != most <= bounds(Training.model_fields["batch_size"])["le"]:
        st.button(
            _(N_("Full batch: {count}"), count=f"{most:,}"),
            key=f"{key}-full-batch",
            on_click=lambda: session.change(
                lambda draft: draft.replace(training=draft.training.replace(batch_size=draft.data.num_train)),
                refresh=True,
            ),
            help=_(N_("All training samples share each step: gradient descent as in the textbook.")),
            type="tertiary",
        )


def _loss(key: str) -> None:
    draft = session.draft()
    fit = FITS[draft.data.task]
    options = ("auto", *LABELS_OF_LOSSES)

    def label(name: str) -> str:
        return f"{_(LABELS['auto'])} ({_(LABELS[fit.losses[0]])})" if name == "auto" else _(LABELS[name])

    st.selectbox(
        _(N_("Loss")),
        options=options,
        index=options.index(draft.training.loss),
        format_func=label,
        key=f"{key}-loss",
        on_change=session.unless_stale(lambda: _report("loss", st.session_state[f"{key}-loss"])),
        help=_(N_("What training makes small.")),
    )


LABELS_OF_LOSSES = tuple(dict.fromkeys(loss for fit in FITS.values() for loss in fit.losses))
"""Every loss; one that does not fit the task is explained when it is chosen."""


def _metrics(key: str) -> None:
    draft = session.draft()
    st.multiselect(
        _(N_("Metrics")),
        options=FITS[draft.data.task].metrics,
        default=draft.metrics,
        format_func=lambda name: _(LABELS[name]),
        key=f"{key}-metrics",
        on_change=session.unless_stale(lambda: _report("metrics", tuple(st.session_state[f"{key}-metrics"]))),
        help=_(N_("What is measured besides the loss.")),
    )


def _choose_optimizer(name: str) -> None:
    if name == session.draft().training.optimizer.name():
        return
    optimizer = OPTIMIZERS.validate(name)
    session.change(lambda draft: draft.replace(training=draft.training.replace(optimizer=optimizer)), refresh=True)


def _report_optimizer(name: str, value: Any) -> None:
    session.change(
        lambda draft: draft.replace(
            training=draft.training.replace(optimizer=draft.training.optimizer.replace(**{name: value}))
        )
    )


def _report(name: str, value: Any) -> None:
    session.change(lambda draft: draft.replace(training=draft.training.replace(**{name: value})))
