"""The main script: it runs before every page and holds what all pages share."""

import gc
from pathlib import Path

import streamlit as st

from playground.spec import N_
from playground.ui import session
from playground.ui.callbacks import let_callbacks_finish
from playground.ui.looks_of_page import compact
from playground.ui.resume import keep_and_find_again, notice_line
from playground.ui.theme_switch import theme_switch
from playground.ui.words import LANGUAGES, _, choose_language, keep_language_in_link, language

PAGES = Path(__file__).parents[2] / "pages"
# Our own file: Streamlit would fetch a Material icon for the browser's tab from outside.
ICON = Path(__file__).parent / "icon.svg"


# The addresses of the pages with controls at their side. (A string that stands alone would be shown on every page.)
_WITH_SIDEBAR = ("", "data")


@st.cache_resource
def _settle() -> None:
    """Once per process: what the imports made is here for good, so collections need not look at it; see callbacks."""
    gc.collect()
    gc.freeze()
    let_callbacks_finish()


@st.cache_resource(scope="session", on_release=session.leave, show_spinner=False)
def _lease(owner: str) -> str:
    """Held while the tab is connected; its release starts the grace period of the run and of uploaded data."""
    return owner


def _change_language() -> None:
    choose_language(st.session_state["language-choice"])
    session.refresh_widgets()


def _language_choice() -> None:
    st.session_state["language-choice"] = language()
    st.segmented_control(
        _(N_("Language")),
        list(LANGUAGES),
        required=True,
        format_func=lambda name: LANGUAGES[name],
        key="language-choice",
        on_change=_change_language,
        label_visibility="collapsed",
    )


def _pages() -> dict[str, st.Page]:
    """The pages by the name of their script, in the order of the menu; the first is where one begins."""
    known = {
        "playground": (_(N_("Playground")), ":material/hub:"),
        "data": (_(N_("Data")), ":material/table_chart:"),
        "activations": (_(N_("Activations")), ":material/function:"),
        "weights": (_(N_("Weights")), ":material/grid_on:"),
        "sample": (_(N_("One sample")), ":material/footprint:"),
        "results": (_(N_("Results")), ":material/fact_check:"),
        "guide": (_(N_("Guide")), ":material/menu_book:"),
    }
    return {
        name: st.Page(PAGES / f"{name}.py", title=title, icon=icon, url_path=name, default=name == "playground")
        for name, (title, icon) in known.items()
    }


_settle()
session.begin()
_lease(session.owner())
session.hold_run()
session.hold_data()
st.set_page_config(
    page_title=_(N_("Neural network playground")), page_icon=str(ICON), layout="wide",
    initial_sidebar_state="auto",
)  # fmt: skip
keep_language_in_link()
pages = _pages()
page = st.navigation(list(pages.values()), position="top")
compact(has_sidebar=page.url_path in _WITH_SIDEBAR)
with st.container(horizontal=True, horizontal_alignment="right", key="preferences", width="content"):
    _language_choice()
    theme_switch()
    keep_and_find_again(asks=bool(page.url_path))  # on the playground the stage asks: it is there first
going_to, session.tab().going_to = session.tab().going_to, ""
if going_to:
    st.switch_page(pages[going_to])
notice_line()
page.run()
