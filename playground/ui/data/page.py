"""The Data page: look at the data before a network trains on them."""

from collections.abc import Callable

import streamlit as st

from playground.data import download_job
from playground.data.summary_job import summary_of, warm_up
from playground.spec import N_, DataSpec, Experiment, Explained
from playground.ui import session
from playground.ui.data.columns import columns, pairs
from playground.ui.data.overview import overview
from playground.ui.data.panel import data_panel
from playground.ui.data.pictures import SECTION, one_picture, pictures, sequences
from playground.ui.data.table import table
from playground.ui.data.view import View, view
from playground.ui.own.panel import own_data_panel
from playground.ui.presence import stop_if_gone
from playground.ui.words import _, language, say

Section = Callable[[View], None]

_SECTIONS: dict[str, tuple[str, Section, tuple[int, ...]]] = {
    "overview": (N_("Overview"), overview, (1, 2, 3)),
    "table": (N_("Table"), table, (1,)),
    "pictures": (N_("Pictures"), pictures, (3,)),
    "picture": (N_("One picture"), one_picture, (3,)),
    "sequences": (N_("Sequences"), sequences, (2,)),
    "columns": (N_("Distributions"), columns, (1,)),
    "values": (N_("Values"), columns, (2, 3)),
    "pairs": (N_("Pairs"), pairs, (1,)),
}
"""Title, what draws it, and for samples of which rank: 1 a row, 2 a sequence, 3 a picture."""


def data_page() -> None:
    """Draw the page."""
    warm_up()
    with st.sidebar:
        data_panel(leads_to_own_data=False)
    own_data_panel()
    spec = session.draft().data
    if _is_missing(spec):
        return
    found = _view(spec)
    if found is not None:
        _sections(found, session.draft())


def _view(spec: DataSpec) -> View | None:
    """The view of the draft's data; where they do not work, what is wrong with them, and the last that worked."""
    problem = session.problem()
    try:
        found = _looked_at(spec)
    except Explained as wrong:
        _explain(wrong)
        return _last_that_worked(spec)
    if problem is not None:
        _explain(problem)
    return found


def _looked_at(spec: DataSpec) -> View:
    with st.spinner(_(N_("Looking at the data …"))):
        return view(spec)


def _last_that_worked(spec: DataSpec) -> View | None:
    working = session.working().data
    if working == spec or not working.dataset.is_here():
        return None
    try:
        return _looked_at(working)
    except Explained:
        return None


def _explain(problem: Explained) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(say(problem), icon=":material/error:", width="stretch")
        if session.problem() is not None or session.working() != session.draft():
            st.button(_(N_("Undo")), on_click=session.back_to_working, icon=":material/undo:")


def _is_missing(spec: DataSpec) -> bool:
    """Whether the files of the set are not here yet; then the page offers to download them."""
    dataset = spec.dataset
    if dataset.is_here() or not dataset.download_bytes:
        return False
    download_job.warm_up()
    st.subheader(_(dataset.label))
    st.markdown(_(dataset.summary))
    megabytes = f"{dataset.download_bytes / 1e6:.3g}"
    if not st.button(_(N_("Download {megabytes} MB"), megabytes=megabytes), icon=":material/download:", type="primary"):
        return True
    said = _(N_("Downloading …"))
    bar = st.progress(0.0, said)

    share = 0.0

    def follow(done: int, total: int) -> None:
        nonlocal share
        share = min(done / max(total, 1), 1.0)
        bar.progress(share, said)

    def beat() -> None:
        bar.progress(share, said)  # where the script is to end or to run again, Streamlit ends it here
        stop_if_gone()

    try:
        summary_of(spec, follow, session.owner(), beat)
    except Explained as problem:
        bar.empty()
        st.error(say(problem), icon=":material/error:")
        return True
    st.rerun()


@st.fragment
def _sections(shown: View, drawn: Experiment) -> None:
    """The sections as tabs, of which only the open one is drawn; a choice in one of them redraws this part alone.

    Args:
        drawn: the draft when the page was drawn; where a section has changed it, all is drawn anew.
    """
    if session.draft() != drawn:
        st.rerun()
    names = [name for name, (_title, _draw, ranks) in _SECTIONS.items() if shown.rank in ranks]
    titles = [_(_SECTIONS[name][0]) for name in names]
    key = f"data-tabs-{shown.rank}-{language()}"

    def remember() -> None:
        st.session_state[SECTION] = names[titles.index(st.session_state[key])]

    before = st.session_state.get(SECTION)
    wanted = titles[names.index(before) if before in names else 0]
    if st.session_state.get(key) != wanted:  # a section has asked for another one, or the data are of another kind
        st.session_state[key] = wanted
    tabs = st.tabs(titles, key=key, on_change=remember)
    for name, tab in zip(names, tabs, strict=True):
        if tab.open:
            with tab:
                _SECTIONS[name][1](shown)
