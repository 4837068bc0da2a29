"""The words of the page in the learner's language. English sentences are the keys; catalogues hold the others."""

import re
from typing import Any

import streamlit as st

from playground.locale.catalogues import catalogue
from playground.spec import N_, Explained, Term
from playground.spec.errors import Plural, in_english, number_of
from playground.spec.numbers import minus
from playground.ui.names import plain, shortened

LANGUAGES: dict[str, str] = {"en": "English", "zh_CN": "简体中文"}
"""Each language by the name its readers use."""

_STATE = "language"
_QUERY = "lang"
_MOST_CHARACTERS = 200
"""Of one value in a sentence."""


def language() -> str:
    """The language of this session: chosen, from the link, or the browser's."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = _recognise(st.query_params.get(_QUERY)) or _recognise(st.context.locale) or "en"
    return str(st.session_state[_STATE])


def choose_language(chosen: str) -> None:
    """Change the language of this session; it stays in the link, so that a teacher can hand it out."""
    st.session_state[_STATE] = _recognise(chosen) or "en"


def keep_language_in_link() -> None:
    """Navigation clears the link's parameters; put the language back."""
    if st.query_params.get(_QUERY) != language():
        st.query_params[_QUERY] = language()


def _recognise(name: str | None) -> str | None:
    primary = re.split("[-_]", name or "")[0].lower()
    return next((known for known in LANGUAGES if known.split("_")[0] == primary), None)


def translate(message: str, in_language: str, **values: Any) -> str:
    """A message in a language, in the form that its number asks for; English where the catalogue lacks it."""
    words = catalogue(in_language)
    if isinstance(message, Plural):
        found = words.plural(message.one, number_of(message, values))
    else:
        found = words.sentences.get(message, "")
    return found or in_english(message, values)


def _(message: str, /, **values: Any) -> str:
    """A message in the session's language, with its values filled in and translated where they are words."""
    text = translate(message, language(), **values)
    return text.format(**{name: _value(value) for name, value in values.items()}) if values else text


def say(problem: Explained) -> str:
    """An explanation as it is shown: translated, with values from strangers made harmless."""
    return _(problem.template, **problem.values)


def _value(value: Any) -> str:
    if isinstance(value, Explained):
        return say(value)
    if isinstance(value, Term):
        return _(value)
    if isinstance(value, list | tuple):
        return _(N_(", ")).join(_value(item) for item in value)
    if isinstance(value, int | float):
        return minus(value)
    return plain(shortened(str(value), _MOST_CHARACTERS))
