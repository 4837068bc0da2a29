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
/* The menu ends before the switches of language and theme, and puts what does not fit under "more". */
.stAppToolbar div:has(> [data-testid="stToolbarActions"]) { min-width: 18.5rem; }
/* Seven pages beside the switches of language and theme: where there is little room, the words alone. */
@media (max-width: 1599px) {
  .stApp [data-testid="stTopNavLink"] { padding-left: 0.5rem; padding-right: 0.5rem; }
  .stApp [data-testid="stTopNavLink"] > span:has([data-testid="stIconMaterial"]) { display: none; }
}
.st-key-presets { gap: 0.3rem; }
[class*="st-key-preset-"] button { position: relative; border-radius: 1rem; padding: 0 0.8rem; min-height: 2rem; }
[class*="st-key-preset-"] button p { font-size: 0.875rem; }
/* The example that is shown bears a mark, for those who listen or see no colours; it is paler than Play. */
.stApp [class*="st-key-preset-"] button[kind="primary"] {
  color: inherit; font-weight: 600; background: color-mix(in srgb, #1c7ed6 18%, transparent);
}
[class*="st-key-preset-"] button[kind="primary"]::before {
  content: "✓"; position: absolute; left: 0.2rem; font-size: 0.65rem;
}
/* What happened while the tab was away lies over the page and moves nothing in it. */
.st-key-notice {
  position: fixed; right: 1.25rem; bottom: 1.25rem; width: min(40rem, 90vw); z-index: 999990; flex-wrap: nowrap;
  background: var(--background-color, Canvas); border-radius: 0.6rem; padding-right: 0.6rem;
  box-shadow: 0 4px 24px rgb(0 0 0 / 30%);
}
/* A number beside its slider: as high as the slider's own words. */
[class*="-typed"] [data-testid="stTextInputRootElement"] { height: 2rem; min-height: 2rem; }
[class*="-typed"] [data-testid="stTextInputRootElement"] input {
  padding: 0 0.4rem; font-size: 0.875rem; text-align: right;
}
[class*="-typed"] [data-testid="InputInstructions"] { display: none; }
[class*="st-key-tool-"] button { padding: 0 0.2rem; min-height: 1.75rem; }
[class*="st-key-tool-"] button [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
[class*="st-key-card-"] { padding: 0.55rem 0.75rem 0.65rem; }
/* Streamlit's captions are too pale to be read by everyone. */
.stApp [data-testid="stCaptionContainer"] { color: inherit; opacity: 0.8; }
/* The uploader's own words are English only: ours, from variables, take their place. */
.st-key-own-uploader [data-testid="stFileUploaderDropzone"] { align-items: center; }
.st-key-own-uploader [data-testid="stFileUploaderDropzone"] > span button [data-testid="stMarkdownContainer"] {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.st-key-own-uploader [data-testid="stFileUploaderDropzone"] > span button::after {
  content: var(--own-choose); margin-left: 0.35rem;
}
.st-key-own-uploader [data-testid="stFileUploaderDropzoneInstructions"] > div { display: none; }
.st-key-own-uploader [data-testid="stFileUploaderDropzoneInstructions"]::after {
  content: var(--own-hint); font-size: 0.875rem; opacity: 0.75; line-height: 1.3;
}
.st-key-own-uploader [data-testid="stFileUploaderDropzone"] > input + div > span { font-size: 0; }
.st-key-own-uploader [data-testid="stFileUploaderDropzone"] > input + div > span::after {
  content: var(--own-drop); font-size: 0.875rem;
}
.st-key-own-uploader [data-testid="stFileChip"][aria-invalid="true"] { pointer-events: none; }
.st-key-own-uploader [data-testid="stFileChip"][aria-invalid="true"] [role="alert"] { display: none; }
.st-key-own-uploader [data-testid="stFileUploader"]:has([aria-invalid="true"])::after {
  content: var(--own-refused); display: block; margin-top: 0.35rem; font-size: 0.875rem; font-weight: 600;
}
</style>
"""


_WITHOUT_SIDEBAR = """
<style>
/* An open sidebar of the page before stays, empty. */
.stSidebar, [data-testid="stExpandSidebarButton"] { display: none; }
</style>
"""


def compact(*, has_sidebar: bool) -> None:
    """Add the page's CSS."""
    st.html(_CSS if has_sidebar else _CSS + _WITHOUT_SIDEBAR)
