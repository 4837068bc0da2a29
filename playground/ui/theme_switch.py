"""The switch between light and dark: Streamlit keeps the choice in the browser, so the browser has to change it."""

from typing import Any

import streamlit as st

from playground.spec import N_
from playground.ui.words import _

_SWITCH = st.components.v2.component(
    "playground_theme_switch",
    html="""
<button type="button" class="switch"></button>
""",
    css="""
.switch {
  all: unset; cursor: pointer; font: inherit; font-size: 0.875rem; white-space: nowrap; box-sizing: border-box;
  padding: 0.25rem 0.6rem; border-radius: 0.5rem; color: var(--st-text-color);
  border: 1px solid var(--st-border-color);
}
.switch:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
.switch:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
""",
    js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.title = data.label;
  button.onclick = () => {
    // Streamlit reads this key once, when the page loads; the run outlives the reload.
    const key = `stActiveTheme-${window.location.pathname}-v2`;
    window.localStorage.setItem(key, JSON.stringify(data.to));
    window.location.reload();
  };
}
""",
)


def theme_switch() -> None:
    """Draw the button to the other theme."""
    dark = st.context.theme.type == "dark"
    data: dict[str, Any] = {"label": _(N_("Light")) if dark else _(N_("Dark")), "to": "Light" if dark else "Dark"}
    _SWITCH(data=data, key="theme-switch", width="content", height="content")
