"""The layer editor: one card for each layer, with its controls, the shape that leaves it and its parameters."""

from typing import Any

import streamlit as st

from playground.spec import LAYERS, N_, NP_, Experiment, Layer
from playground.spec.layers import shape_text
from playground.spec.network import MAX_LAYERS, BrokenStack, Placed
from playground.ui import fields, session
from playground.ui.words import _, say

_OUTPUT = N_("Output")
_PARAMETERS = NP_("{count} parameter", "{count} parameters")


def layer_editor() -> None:
    """Draw the editor of the draft's hidden layers and of its output."""
    experiment = session.draft()
    layers: tuple[Layer, ...] = experiment.network.layers
    placed, broken = _place(experiment)
    _header(len(layers))
    for index, layer in enumerate(layers):
        entry = next((entry for entry in placed if entry.hidden_index == index), None)
        _card(index, layer, entry, len(layers))
        if broken is not None and broken.index == index:
            st.error(say(broken), icon=":material/error:")
            st.button(_(N_("Undo this change")), on_click=session.back_to_working, icon=":material/undo:")
    _output_card(experiment, placed)


def _place(experiment: Experiment) -> tuple[tuple[Placed, ...], BrokenStack | None]:
    try:
        return experiment.placed, None
    except BrokenStack as broken:
        return broken.placed, broken


def _header(count: int) -> None:
    st.menu_button(
        _(N_("Add a layer")),
        options=LAYERS.names(),
        format_func=lambda name: f"{_(LAYERS[name].label)}: {_(LAYERS[name].summary)}",
        key="add-layer",
        on_click=_add,
        icon=":material/add:",
        disabled=count >= MAX_LAYERS,
        help=_(N_("At most {count} layers."), count=MAX_LAYERS) if count >= MAX_LAYERS else None,
        width="stretch",
    )


def _card(index: int, layer: Layer, entry: Placed | None, count: int) -> None:
    key = f"layer-{session.revision()}-{index}"
    with st.container(border=True, gap="small", key=f"card-{index}"):
        _title(index, layer, entry, count, key)

        def report(name: str, value: Any) -> None:
            _replace(index, layer.replace(**{name: value}))

        fields.controls(layer, key, report, more=False)
        if fields.has_more(layer):
            with st.expander(_(N_("More")), key=f"{key}-more"):
                fields.controls(layer, key, report, more=True)


def _title(index: int, layer: Layer, entry: Placed | None, count: int, key: str) -> None:
    title = f"**{index + 1} · {_(layer.label)}**"
    if entry is not None:
        title += f"  \n:small[{_flow(entry)}]"
    st.markdown(title, help=_(layer.summary))
    with st.container(horizontal=True, gap=None, key=f"{key}-tools"):
        for icon, label, action, disabled in (
            ("arrow_upward", N_("Move up"), lambda: _move(index, -1), index == 0),
            ("arrow_downward", N_("Move down"), lambda: _move(index, 1), index == count - 1),
            ("content_copy", N_("Duplicate"), lambda: _duplicate(index), count >= MAX_LAYERS),
            ("delete", N_("Remove"), lambda: _remove(index), False),
        ):
            name = _(N_("{action} layer {number}"), action=_(label), number=index + 1)
            # The words are for those who listen; the page's CSS shows the icon alone.
            st.button(
                name,
                icon=f":material/{icon}:",
                key=f"tool-{key}-{icon}",
                help=name,
                on_click=action,
                disabled=disabled,
                type="tertiary",
            )


def _flow(entry: Placed) -> str:
    flow = f"{shape_text(entry.input_shape)} → {shape_text(entry.output_shape)}"
    return f"{flow} · {_(_PARAMETERS, count=f'{entry.parameters.total:,}')}"


def _output_card(experiment: Experiment, placed: tuple[Placed, ...]) -> None:
    with st.container(border=True, gap="small", key="card-output"):
        title = f"**{_(_OUTPUT)} · {experiment.output_activation}**"
        if placed and placed[-1].name == "output":
            title += f"  \n:small[{_flow(placed[-1])}]"
        st.markdown(title, help=_(N_("Its number of neurons follows from the data, the rest from the task.")))
        with st.expander(_(N_("More")), key=f"output-more-{session.revision()}"):
            fields.controls(experiment.network.output, f"output-{session.revision()}", _report_output, more=True)


def _report_output(name: str, value: Any) -> None:
    session.change(
        lambda draft: draft.replace(network=draft.network.replace(output=draft.network.output.replace(**{name: value})))
    )


def _layers(experiment: Experiment) -> list[Layer]:
    return list(experiment.network.layers)


def _set(experiment: Experiment, layers: list[Layer]) -> Experiment:
    return experiment.replace(network=experiment.network.replace(layers=tuple(layers)))


def _replace(index: int, layer: Layer) -> None:
    def make(experiment: Experiment) -> Experiment:
        layers = _layers(experiment)
        layers[index] = layer
        return _set(experiment, layers)

    session.change(make)


def _add() -> None:
    name = st.session_state["add-layer"]
    if not name:
        return
    session.change(lambda draft: _set(draft, [*_layers(draft), new_layer(name, draft)]), refresh=True)


def new_layer(name: str, experiment: Experiment) -> Layer:
    """A new layer, behind those that are there."""
    return LAYERS[name].start(experiment.network.layers)


def _move(index: int, by: int) -> None:
    def make(experiment: Experiment) -> Experiment:
        layers = _layers(experiment)
        layers.insert(index + by, layers.pop(index))
        return _set(experiment, layers)

    session.change(make, refresh=True)


def _duplicate(index: int) -> None:
    def make(experiment: Experiment) -> Experiment:
        layers = _layers(experiment)
        return _set(experiment, [*layers[: index + 1], *layers[index:]])

    session.change(make, refresh=True)


def _remove(index: int) -> None:
    def make(experiment: Experiment) -> Experiment:
        layers = _layers(experiment)
        return _set(experiment, layers[:index] + layers[index + 1 :])

    session.change(make, refresh=True)
