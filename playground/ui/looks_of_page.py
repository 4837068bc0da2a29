"""The little CSS that Streamlit's own settings cannot express: a compact page for a full stage."""

import streamlit as st

_CSS = """
<style>
.stMainBlockContainer { padding-left: 1.25rem; padding-right: 1.25rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.4rem; }
.st-key-preferences {
  position: fixed; top: 0.55rem; right: 3.4rem; left: auto; width: max-content; z-index: 999991;
  flex-wrap: nowrap; align-items: center; gap: 0.5rem;
}
[class*="st-key-tool-"] button { padding: 0 0.2rem; min-height: 1.75rem; }
[class*="st-key-tool-"] button [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
[class*="st-key-card-"] { padding: 0.55rem 0.75rem 0.65rem; }
</style>
"""


def compact() -> None:
    """Add the page's CSS."""
    st.html(_CSS)
