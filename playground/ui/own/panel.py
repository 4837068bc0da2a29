"""The learner's own data: a file comes in, what was understood of it is said, a short form changes it, and it trains.

Nothing here reads the file: a child process does, so that other sessions go on meanwhile.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from playground import runs
from playground.data import own
from playground.data.own import FORMAT_LABELS, TableForm, Understanding, Words
from playground.data.sets.own import OwnData
from playground.spec import N_, NP_, DataUnavailable, Experiment, Explained
from playground.spec.starting import starting_experiment
from playground.ui import session
from playground.ui.names import bare, name
from playground.ui.own.form import form_controls
from playground.ui.own.work import OwnWork, remember
from playground.ui.presence import is_gone
from playground.ui.session import Tab
from playground.ui.words import _, say

PAGES = Path(__file__).parents[3] / "pages"
PLAYGROUND, DATA = PAGES / "playground.py", PAGES / "data.py"

_MB = 1024 * 1024
_MOST_COLUMNS = 100
"""Of the preview."""
_FIRST_NOTES = 5

_WHAT = N_(
    "Tables (CSV, TSV, Excel, Parquet), arrays (NPZ, NPY, HDF5), or a zip of pictures with one folder for each class. "
    "Uploads stay in this session and in the process that trains with them; closing the tab deletes them."
)
_CHOOSE = N_("Upload your own data")
_DROP = N_("Drop the file here")
_HINT = N_("or drop a file here, at most {megabytes} MB")
_NOT_TAKEN = N_("The file was not taken. It may have at most {megabytes} MB; choose it again, or a smaller one.")


def own_data_panel() -> None:
    """Draw the uploader, and what became of the newest file; it stands on the Data page."""
    tab = session.tab()
    _uploader(tab)
    _do_what_was_asked(tab)
    work = tab.own
    if work.problem is not None:
        st.error(say(work.problem), icon=":material/error:")
    if work.understanding is not None:
        _understood(tab, work.understanding)


def in_menu() -> dict[str, str]:
    """What this tab adds to the menu of datasets: its own set by its title, if it has one."""
    shown = title()
    return {OwnData.name(): shown} if shown else {}


def title() -> str:
    """The title of this tab's own set, as plain text; empty where there is none (any more)."""
    try:
        return bare(chosen().about.title)
    except DataUnavailable:
        return ""


def chosen() -> OwnData:
    """This tab's own set.

    Raises:
        DataUnavailable: there is none, when it is asked about itself.
    """
    prepared = session.tab().own.prepared
    return OwnData(id=prepared) if prepared else OwnData()


# A file comes in.


def _uploader(tab: Tab) -> None:
    megabytes = _megabytes()
    _speak_for_streamlit(megabytes)
    left, right = st.columns([0.42, 0.58], gap="medium", vertical_alignment="center")
    with left, st.container(key="own-uploader"):
        file = st.file_uploader(
            _(_CHOOSE),
            key=f"own-file-{tab.own.number}",
            max_upload_size=megabytes,
            label_visibility="collapsed",
        )
    with right:
        st.caption(_(_WHAT))
    if file is not None:
        context = get_script_run_ctx()
        words = _column_words()
        with st.spinner(_(N_("Reading {file} …"), file=bare(file.name))):
            _take(tab, file, file.name, words)
            _leave_if_gone(tab)
            # Streamlit would keep the bytes as long as the session; they are on the disk now.
            if context is not None and hasattr(context.uploaded_file_mgr, "remove_file"):
                context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
        st.rerun()


def _megabytes() -> int:
    """The largest file, in MB: what the settings of own data and of the server both allow."""
    return max(1, min(own.Limits.read().bytes // _MB, int(st.get_option("server.maxUploadSize"))))


# Between here and the page no call of Streamlit is made: any of them may end the script, for a rerun, half way.


def _take(tab: Tab, file: Any, file_name: str, words: Words) -> None:
    """Keep a file, understand it and use it; on a problem the last good data stay, and it is told."""
    work = tab.own
    work.number += 1  # the next uploader is a new one, which holds nothing
    work.asked = ""
    try:
        upload = own.store.put(file, file_name)
    except Explained as problem:
        work.problem = _about(file_name, problem)
        return
    try:
        found = own.job.understand(upload, owner=tab.owner)
    except Explained as problem:
        own.store.remove(upload)
        work.problem = _about(file_name, problem)
        return
    own.store.hold(tab.owner, upload)
    work.upload, work.name = upload, file_name
    _understand(work, found)
    _use(tab, words)


def _about(file_name: str, problem: Explained) -> Explained:
    return Explained(N_("{file}: {problem}"), file=bare(file_name), problem=problem)


def _understand(work: OwnWork, found: Understanding) -> None:
    work.understanding, work.form, work.choice, work.problem = found, found.form, found.choice, None
    work.is_open = True


def _read_again(tab: Tab, words: Words) -> None:
    """Read another sheet or array of the same file."""
    work = tab.own
    work.number += 1
    try:
        found = own.job.understand(work.upload, choice=work.choice, owner=tab.owner)
    except Explained as problem:
        work.problem = _about(work.name, problem)
        return
    _understand(work, found)
    _use(tab, words)


def _use(tab: Tab, words: Words) -> None:
    """Prepare what the form says and put it into the experiment; on a problem the last good data stay."""
    work = tab.own
    form = work.form
    if form is None:
        return
    try:
        asked = form.replace(words=words) if isinstance(form, TableForm) else form
        prepared = own.job.prepare(work.upload, asked, owner=tab.owner)
        experiment = _experiment(tab, OwnData(id=prepared))
        experiment.check(runs.keeper().settings.limits)
    except Explained as problem:
        work.problem = _about(work.name, problem)
        return
    work.used, work.prepared, work.problem = form, prepared, None
    remember(work)
    tab.load(experiment, autoplay=experiment.training.epochs)
    tab.let_data_go()


def _experiment(tab: Tab, dataset: OwnData) -> Experiment:
    """The learner's network stays where the same file is only read otherwise, and as long as it fits."""
    fresh = starting_experiment(dataset)
    before = tab.working
    if before.data.dataset != OwnData(id=tab.own.prepared or dataset.id):
        return fresh
    if (before.data.input_shape, before.data.task) != (fresh.data.input_shape, fresh.data.task):
        return fresh
    changed = before.replace(data=before.data.replace(dataset=dataset))
    try:
        changed.check(runs.keeper().settings.limits)
    except Explained:
        return fresh
    return changed


def _column_words() -> Words:
    """The words that become part of columns' names, in the learner's language."""
    return Words(
        days=_(N_("days")), month=_(N_("month")), weekday=_(N_("weekday")), hour=_(N_("hour")), blank=_(N_("blank"))
    )


def _leave_if_gone(tab: Tab) -> None:
    """The tab may have gone while a file was read: then nobody else starts its grace period."""
    if is_gone():
        session.leave(tab.owner)


def _do_what_was_asked(tab: Tab) -> None:
    """What a click asked for: it takes a while, and a callback could not say so."""
    if not tab.own.asked:
        return
    words = _column_words()
    with st.spinner(_(N_("Reading {file} …"), file=bare(tab.own.name))):
        asked, tab.own.asked = tab.own.asked, ""
        if asked == "read":
            _read_again(tab, words)
        else:
            _use(tab, words)
        _leave_if_gone(tab)
    st.rerun()


# What was understood.


def _understood(tab: Tab, found: Understanding) -> None:
    work = tab.own
    key = f"own-understood-{work.number}"

    def remember_open() -> None:
        work.is_open = bool(st.session_state[key])

    heading = f"**{name(found.title)}** · {_(FORMAT_LABELS[found.format])} · {_size(found)}"
    with st.expander(heading, expanded=work.is_open, key=key, on_change=remember_open):
        left, right = st.columns([0.45, 0.55] if found.preview else [0.68, 0.32], gap="medium")
        with left:
            form_controls(tab.own)
            _use_button(tab)
        with right:
            _preview(found)
            _notes(tab.own, found)


def _size(found: Understanding) -> str:
    if found.columns:
        rows = Explained(NP_("{count} row", "{count} rows"), count=f"{found.rows:,}")
        columns = Explained(NP_("{count} column", "{count} columns"), count=f"{len(found.columns):,}")
        return _(N_(", ")).join((say(rows), say(columns)))
    if found.classes:
        pictures = Explained(NP_("{count} picture", "{count} pictures"), count=f"{found.rows:,}")
        classes = Explained(NP_("{count} class", "{count} classes"), count=len(found.classes))
        return _(N_(", ")).join((say(pictures), say(classes)))
    return _(NP_("{count} sample", "{count} samples"), count=f"{found.rows:,}")


def _use_button(tab: Tab) -> None:
    """The one thing to do next: use what the form says, or train on it."""
    work, number = tab.own, tab.own.number
    is_used = work.form == work.used and tab.working.data.dataset == OwnData(id=work.prepared)

    def ask() -> None:
        if work.number == number:
            work.asked = "use"

    if not is_used:
        st.button(
            _(N_("Use this data")), key=f"own-use-{number}", on_click=ask, type="primary", icon=":material/check:"
        )
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_(N_("Train on it")), key=f"own-train-{number}", type="primary", icon=":material/play_arrow:"):
            st.switch_page(PLAYGROUND)
        st.markdown(":small[" + _(N_("These data are in use.")) + "]")


def _preview(found: Understanding) -> None:
    """The first rows, or the classes of pictures. The table is drawn on a canvas, which knows no markup."""
    if found.preview:
        names = [column.name for column in found.columns][:_MOST_COLUMNS]
        # Plain numbers are the columns' keys: names may be equal once they are cut and cleaned.
        rows = pd.DataFrame([row[: len(names)] for row in found.preview], columns=[str(i) for i in range(len(names))])
        labels = {str(index): st.column_config.TextColumn(bare(given)) for index, given in enumerate(names)}
        st.dataframe(rows, column_config=labels, hide_index=True, height=_height(len(rows)))
    elif found.classes:
        table = pd.DataFrame(
            {_(N_("Class")): [bare(given) for given, _count in found.classes],
             _(N_("Pictures")): [count for _given, count in found.classes]}
        )  # fmt: skip
        st.dataframe(table, hide_index=True, height=_height(len(table)))


def _height(rows: int) -> int:
    """Of a table with its head, in pixels."""
    return 36 * (min(rows, 5) + 1)


def _notes(work: OwnWork, found: Understanding) -> None:
    """What was understood, in words: the first lines, and the rest folded away."""
    notes = [say(note) for note in found.said() + _said_of_prepared(work)]
    notes = list(dict.fromkeys(notes))
    _lines(notes[:_FIRST_NOTES])
    if len(notes) > _FIRST_NOTES:
        with st.expander(_(NP_("{count} more remark", "{count} more remarks"), count=len(notes) - _FIRST_NOTES)):
            _lines(notes[_FIRST_NOTES:])


def _said_of_prepared(work: OwnWork) -> list[Explained]:
    if work.used is None or work.used != work.form:
        return []
    try:
        return own.store.prepared(work.prepared).said()
    except DataUnavailable:
        return []


def _lines(notes: list[str]) -> None:
    if notes:
        st.markdown("\n".join(f"- :small[{note}]" for note in notes))


# Streamlit's own words in the uploader are English only.


def _speak_for_streamlit(megabytes: int) -> None:
    """Put our words in the place of Streamlit's, which are English only and cannot be set."""
    words = {
        "choose": _(_CHOOSE),
        "drop": _(_DROP),
        "hint": _(_HINT, megabytes=megabytes),
        "refused": _(_NOT_TAKEN, megabytes=megabytes),
    }
    lines = "".join(f"--own-{key}: {_css_text(text)};" for key, text in words.items())
    st.html(f"<style>.st-key-own-uploader {{ {lines} }}</style>")


def _css_text(text: str) -> str:
    """A text as a string of CSS inside a style element: everything but letters and digits is written as its number."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
