"""The sections for pictures and sequences: by class, one with its numbers, and a picture as a vector."""

import numpy as np
import streamlit as st

from playground.figures import frame, picture
from playground.figures import sequences as sequence_figure
from playground.spec import N_
from playground.spec.numbers import minus
from playground.ui.data.gallery import gallery
from playground.ui.data.unrolling import unrolling
from playground.ui.data.view import View
from playground.ui.names import name
from playground.ui.words import _

_CHOSEN = "data-picture"
_GALLERY = "data-gallery"
MOST_SEQUENCES = 12
_SIZE = 196
"""Of an enlarged picture in pixels: both stand in a window of 768."""
SECTION = "data-tab"
"""The name of the section that is open, in the session."""


def pictures(shown: View) -> None:
    """Draw pictures of each class, the mean picture first."""
    chosen = _chosen(shown)
    gallery(shown.summary, shown.classes, chosen=chosen, key=_GALLERY, on_choice=_choose)
    st.caption(
        _(N_("The mean picture of a class shows what its pictures have in common; where they differ it is blurred. "
             "Click a picture to see its numbers and how it becomes a vector."))
    )  # fmt: skip


def _choose() -> None:
    found = st.session_state[_GALLERY].get("chosen")
    if found is not None:
        st.session_state[_CHOSEN] = int(found)
        st.session_state[SECTION] = "picture"


def _chosen(shown: View) -> int:
    return min(int(st.session_state.get(_CHOSEN, 0)), len(shown.summary.examples) - 1)


def _label(shown: View, index: int) -> str:
    label = shown.summary.examples_label[index]
    return minus(f"{label:.3g}") if shown.is_regression else shown.classes[int(label)]


def one_picture(shown: View) -> None:
    """Draw one picture with its raw and its scaled numbers, and let it become a vector."""
    chosen = _chosen(shown)
    left, right = st.columns([5, 13], gap="medium")
    with left:
        chosen = _step(shown, chosen)
        st.caption(_(N_("Raw numbers")))
        _enlarged(shown, chosen, is_scaled=False)
        st.caption(_(N_("Scaled: what the network sees")))
        _enlarged(shown, chosen, is_scaled=True)
    with right:
        st.markdown("##### " + _(N_("From a picture to a vector: what Flatten does")))
        unrolling(shown.summary, chosen, key="data-unrolling")
        _said(shown, chosen)


def _step(shown: View, chosen: int) -> int:
    """Buttons to other pictures, and what this one is."""
    summary = shown.summary
    count = len(summary.examples)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"##### {name(_label(shown, chosen), 18)}", width="stretch")
        back = st.button(
            _(N_("Previous picture")), icon=":material/chevron_left:", key="tool-data-previous", disabled=chosen <= 0
        )
        on = st.button(
            _(N_("Next picture")), icon=":material/chevron_right:", key="tool-data-next", disabled=chosen >= count - 1
        )
    if back or on:
        st.session_state[_CHOSEN] = chosen + (1 if on else -1)
        st.rerun(scope="fragment")
    return chosen


def _said(shown: View, chosen: int) -> None:
    raw, scaled = shown.summary.examples[chosen], shown.summary.examples_scaled[chosen]
    st.caption(
        _(N_("Raw: {raw_low} to {raw_high}, mean {raw_mean}. Scaled: {low} to {high}, mean {mean}. Point at a pixel to "
             "read its number."),
          raw_low=minus(f"{raw.min():g}"), raw_high=minus(f"{raw.max():g}"), raw_mean=minus(f"{raw.mean():.4g}"),
          low=minus(f"{scaled.min():.3g}"), high=minus(f"{scaled.max():.3g}"), mean=minus(f"{scaled.mean():.3g}"))
    )  # fmt: skip


def _enlarged(shown: View, chosen: int, *, is_scaled: bool) -> None:
    summary = shown.summary
    low, high = summary.value_range
    if is_scaled:
        low, high = _scaled_range(shown)
    values = (summary.examples_scaled if is_scaled else summary.examples)[chosen]
    is_whole = bool((values == np.round(values)).all())
    st.plotly_chart(
        picture.picture(
            values, low=float(low), high=float(high), digits=0 if is_whole else 2,
            words=(_(N_("row")), _(N_("column")), _(N_("value"))), size=_SIZE, theme=shown.theme,
        ),
        key=f"data-picture-{'scaled' if is_scaled else 'raw'}", config=frame.CONFIG, theme=None,
        alt=_(N_("One picture of the class {label}, enlarged."), label=_label(shown, chosen)),
    )  # fmt: skip


def _scaled_range(shown: View) -> tuple[float, float]:
    """The values of black and white after scaling, from the pixels of the column of all pictures."""
    columns = shown.summary.columns
    low, high = columns.statistics[0][:2]
    scaled_low, scaled_high = columns.scaled_statistics[0][:2]
    slope = (scaled_high - scaled_low) / (high - low) if high > low else 1.0
    first, last = (float(scaled_low + slope * (end - low)) for end in shown.summary.value_range)
    return first, last


def sequences(shown: View) -> None:
    """Draw some sequences with what is to be predicted from them."""
    summary = shown.summary
    chosen = _spread(shown)
    titles = [f"{shown.target}: {_label(shown, index)}" for index in chosen]
    st.plotly_chart(
        sequence_figure.sequences(
            summary.examples[chosen], titles, ends=_ends(shown, chosen), step=_(N_("step")), theme=shown.theme,
        ),
        key="data-sequences", config=frame.CONFIG, theme=None,
        alt=_(N_("Some sequences as lines, each with its target.")),
    )  # fmt: skip
    st.caption(
        _(N_("Each plot is one sample: the network reads it from left to right and predicts the target, where that is "
             "a number of the same kind the orange mark."))
    )  # fmt: skip


def _ends(shown: View, chosen: list[int]) -> list[float | None]:
    """The targets to draw behind the sequences, if they are numbers of the same size as those."""
    if not shown.is_regression or not chosen:
        return []
    values, targets = shown.summary.examples[chosen], shown.summary.examples_label[chosen]
    reach = float(np.abs(values).max())
    return [float(value) for value in targets] if float(np.abs(targets).max()) <= 2 * reach else []


def _spread(shown: View) -> list[int]:
    """Some examples of every class, evenly."""
    count = len(shown.summary.examples)
    return sorted({int(place) for place in np.linspace(0, count - 1, min(count, MOST_SEQUENCES))}) if count else []
