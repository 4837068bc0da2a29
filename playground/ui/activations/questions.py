"""The section with two questions, answered at once."""

import streamlit as st

from playground.lessons.activation_questions import QUESTIONS, Question
from playground.spec import N_
from playground.ui.words import _


@st.fragment
def questions() -> None:
    """Draw both, side by side."""
    for place, (name, question) in zip(st.columns(len(QUESTIONS), gap="large"), QUESTIONS.items(), strict=True):
        with place:
            _ask(name, question)


def _ask(name: str, question: Question) -> None:
    with st.container(border=True):
        st.markdown(f"##### {_(question.text)}")
        chosen = st.radio(
            _(question.text), list(question.choices), index=None, key=f"activations-{name}", persist_state="session",
            format_func=lambda choice: _(question.choices[choice].text), label_visibility="collapsed",
        )  # fmt: skip
        if chosen is None:
            st.info(_(N_("Choose an answer; it is explained at once.")))
            return
        choice = question.choices[chosen]
        if choice.is_right:
            st.success(_(choice.why), icon=":material/check_circle:")
        else:
            st.warning(_(choice.why), icon=":material/replay:")
