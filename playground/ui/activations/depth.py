"""The section with the depth experiment: what becomes of signal and gradient in n layers."""

import streamlit as st

from playground.figures import frame
from playground.figures.gradient_depth import Series, gradient_depth
from playground.figures.palette import Theme
from playground.lessons.gradient_depth import (
    EXAMPLES,
    HIGH,
    LOW,
    MOST_LAYERS,
    PLAIN,
    VERDICTS,
    WIDTHS,
    Depth,
    experiment,
    verdict,
)  # fmt: skip
from playground.spec import N_
from playground.spec.activations import ACTIVATIONS
from playground.spec.initializers import INITIALIZERS
from playground.ui.words import _

_KEYS = {name: f"activations-depth-{name}" for name in ("example", "activation", "initializer", "depth", "width")}
_FIRST = "vanishing"
_HEIGHT = 385
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@st.fragment
def depth() -> None:
    """Draw the section; a choice redraws this part alone."""
    _begin()
    _examples()
    left, right = st.columns([3, 8], gap="medium")
    with left:
        activation, initializer, layers, width = _controls()
        other = _compare(activation, initializer)
    found = experiment(layers, width, activation, initializer)
    series = [Series(f"{activation}, {initializer}", *found)]
    if other:
        series.append(Series(f"{activation}, {other}", *experiment(layers, width, activation, other)))
    with right:
        _draw(series)
        _say(found, activation, initializer, layers)


def _begin() -> None:
    state = st.session_state
    if _KEYS["activation"] not in state:
        state[_KEYS["example"]] = _FIRST
        state[_KEYS["width"]] = WIDTHS[-1]
        _take(_FIRST)


def _take(name: str) -> None:
    example = EXAMPLES[name]
    st.session_state[_KEYS["activation"]] = example.activation
    st.session_state[_KEYS["initializer"]] = example.initializer
    st.session_state[_KEYS["depth"]] = example.depth


def _examples() -> None:
    def taken() -> None:
        if name := st.session_state[_KEYS["example"]]:
            _take(name)

    st.pills(
        _(N_("Examples")), list(EXAMPLES), format_func=lambda name: _(EXAMPLES[name].label), key=_KEYS["example"],
        persist_state="session", on_change=taken, label_visibility="collapsed",
    )  # fmt: skip


def _own_choice() -> None:
    """What was chosen is no example any more, unless it happens to be one."""
    state = st.session_state
    now = (state[_KEYS["activation"]], state[_KEYS["initializer"]], state[_KEYS["depth"]])
    state[_KEYS["example"]] = next((name for name, each in EXAMPLES.items() if each.choice == now), None)


def _controls() -> tuple[str, str, int, int]:
    activation = st.selectbox(
        _(N_("Activation")),
        ACTIVATIONS.names(),
        key=_KEYS["activation"],
        persist_state="session",
        on_change=_own_choice,
    )
    initializer = st.selectbox(
        _(N_("Initial weights")), INITIALIZERS, key=_KEYS["initializer"], persist_state="session", on_change=_own_choice
    )
    layers = st.slider(
        _(N_("Layers")), 1, MOST_LAYERS, key=_KEYS["depth"], persist_state="session", on_change=_own_choice
    )
    width = st.select_slider(_(N_("Neurons in each layer")), WIDTHS, key=_KEYS["width"], persist_state="session")
    return activation, initializer, layers, width


def _compare(activation: str, initializer: str) -> str | None:
    """The initializer to compare with, if any: the one that suits the activation, or else one that suits none."""
    cure = ACTIVATIONS[activation].cure
    other = cure if initializer != cure else PLAIN
    wanted = st.toggle(
        _(N_("Compare with {initializer}"), initializer=other), value=True, key="activations-depth-compare",
        persist_state="session",
        help=_(N_("He suits activations that cut off half of the signal, Glorot those that do not; random_normal draws "
                  "equally small weights for any number of neurons.")),
    )  # fmt: skip
    return other if wanted else None


def _draw(series: list[Series]) -> None:
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    figure = gradient_depth(
        series, limits=(LOW, HIGH), height=_HEIGHT, theme=theme, axis_title=_(N_("Layer")),
        titles=(_(N_("Signal: size of what leaves each layer")), _(N_("Gradient: size of what arrives at each layer"))),
        words=(_(N_("explodes")), _(N_("vanishes"))),
    )  # fmt: skip
    alt = _(N_("Size of signal and gradient in each layer, on a logarithmic scale."))
    st.plotly_chart(figure, key="activations-depth-figure", config=frame.CONFIG, theme=None, alt=alt)


def _say(found: Depth, activation: str, initializer: str, layers: int) -> None:
    became = verdict(found)
    said = _(VERDICTS[became], gradient=_number(found.gradient[0]))
    chosen = (activation, initializer, layers)
    why = next((each.why for each in EXAMPLES.values() if each.choice == chosen), "")
    text = f"**{said}** {_(why)}" if why else f"**{said}**"
    if became == "holds":
        st.success(text, icon=":material/check_circle:")
    else:
        st.warning(text, icon=":material/trending_up:" if became == "explodes" else ":material/trending_down:")
    st.caption(
        _(N_("Random samples go forward through layers that are not trained yet; a gradient of size 1 comes back from "
             "the last layer. Sizes are root mean squares."))
    )  # fmt: skip


def _number(value: float) -> str:
    """Two digits; very small and very large ones as people write them: 9 · 10⁻²⁰."""
    if 1e-3 <= value < 1e4:
        return f"{value:.2g}"
    digits, power = f"{value:.0e}".split("e")
    return f"{digits} · 10{str(int(power)).translate(_RAISED)}"
