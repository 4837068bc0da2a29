"""The short form between an uploaded file and data: filled with guesses, each of which may be changed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import streamlit as st

from playground.data.own import (
    COLOUR_LABELS,
    FIT_LABELS,
    SORT_LABELS,
    ArrayForm,
    Choice,
    Column,
    PicturesForm,
    TableForm,
    Understanding,
)
from playground.data.own.forms import Sort
from playground.spec import N_, NP_
from playground.spec.data import BLANKS_LABELS
from playground.spec.layers import shape_text
from playground.ui.names import bare, name
from playground.ui.own.work import OwnWork
from playground.ui.words import _

_MOST_PILLS = 40
"""Above, the columns that are left out are named instead of those that are used."""
_MOST_CLASSES = 20
"""A number with more different values than these is something to predict, not a class."""
_NONE = N_("None")


def form_controls(work: OwnWork) -> None:
    """Draw the controls of the form; each change goes to ``work.form`` at once."""
    found = work.understanding
    if found is None:
        return
    if isinstance(work.form, TableForm):
        _table(work, found, work.form)
    elif isinstance(work.form, ArrayForm):
        _arrays(work, found, work.form)
    elif isinstance(work.form, PicturesForm):
        _pictures(work, found, work.form)


def _table(work: OwnWork, found: Understanding, form: TableForm) -> None:
    if len(found.choices) > 1:
        _choose(work, "choice", N_("Table in the file"), _labels(found.choices), found.choice, _read_choice(work))
    target, task = st.columns(2)
    names = _unique(column.name for column in found.columns)
    with target:
        _choose(
            work, "target", N_("Target"), names, form.target, lambda value: _retarget(work, value),
            help=N_("The column that the network learns to predict."),
        )  # fmt: skip
    with task:
        _task(work, form)
    _inputs(work, form, names)
    if any(column.blanks for column in found.columns if column.name in form.inputs):
        labels = {blanks: _(label) for blanks, label in BLANKS_LABELS.items()}
        _choose(
            work, "blanks", N_("Blanks in the inputs"), labels, form.blanks, _set(work, "blanks"),
            help=N_("The value that takes their place is found on the training samples alone."),
        )  # fmt: skip


def _task(work: OwnWork, form: TableForm | ArrayForm) -> None:
    labels = {sort: _(label) for sort, label in SORT_LABELS.items()}
    _choose(
        work, "task", N_("What is predicted"), labels, form.task, _set(work, "task"),
        help=N_("Classification gives each class a probability; regression predicts the number itself."),
    )  # fmt: skip


def _inputs(work: OwnWork, form: TableForm, names: dict[str, str]) -> None:
    """Pills for a few columns; for many, a list of those that are left out."""
    known = [column for column in names if column != form.target]
    key = _key(work, "inputs")
    if len(known) <= _MOST_PILLS:
        st.session_state[key] = [column for column in known if column in form.inputs]
        st.pills(
            _(N_("Inputs")), known, selection_mode="multi", key=key, wrap=True,
            format_func=lambda column: name(names[column], 30),
            on_change=_guarded(work, lambda: _set_inputs(work, st.session_state[key])),
            help=_(N_("What the network sees of each row.")),
        )  # fmt: skip
        return
    st.session_state[key] = [column for column in known if column not in form.inputs]
    st.multiselect(
        _(N_("Columns left out")), known, key=key, format_func=lambda column: names[column],
        on_change=_guarded(work, lambda: _set_inputs(work, set(known) - set(st.session_state[key]))),
        placeholder=_(N_("All columns are inputs")),
        help=_(NP_("The network sees {count} column of each row.", "The network sees {count} columns of each row."),
               count=f"{len(form.inputs):,}"),
    )  # fmt: skip


def _set_inputs(work: OwnWork, chosen: Iterable[str]) -> None:
    found, kept = work.understanding, set(chosen)
    if found is not None:
        _change(work, inputs=tuple(column.name for column in found.columns if column.name in kept))


def _retarget(work: OwnWork, target: str) -> None:
    """Another column is the target: what can be predicted of it, and the old target becomes an input."""
    found, form = work.understanding, work.form
    if found is None or not isinstance(form, TableForm) or target == form.target:
        return
    columns = {column.name: column for column in found.columns}
    inputs = {*form.inputs} - {target}
    if columns[form.target].kind not in ("text", "constant"):
        inputs.add(form.target)
    ordered = tuple(column for column in columns if column in inputs)
    _change(work, target=target, task=task_of(columns[target]), inputs=ordered)


def task_of(column: Column) -> Sort:
    """Whether a column as a target is a class or a number."""
    is_number = column.kind == "number" and (
        column.distinct > _MOST_CLASSES or any("." in example for example in column.examples)
    )
    return "regression" if is_number else "classification"


def _arrays(work: OwnWork, found: Understanding, form: ArrayForm) -> None:
    labels = _labels(found.choices)
    optional: dict[Any, str] = {None: _(_NONE), **labels}
    left, right = st.columns(2)
    for place, field, label, options in (
        (left, "x", N_("Samples to train on"), labels),
        (right, "y", N_("Their labels"), labels),
        (left, "test_x", N_("Samples to check with"), optional),
        (right, "test_y", N_("Their labels, to check with"), optional),
        (left, "names", N_("Names of the classes"), optional),
    ):
        with place:
            _choose(work, field, label, options, getattr(form, field), _set(work, field))
    with right:
        _task(work, form)


def _pictures(work: OwnWork, found: Understanding, form: PicturesForm) -> None:
    left, middle, right, last = st.columns(4)
    for place, field, label in ((left, "width", N_("Width in pixels")), (middle, "height", N_("Height in pixels"))):
        with place:
            _side(work, form, field, label)
    with right:
        colours = {colour: _(label) for colour, label in COLOUR_LABELS.items()}
        _choose(work, "colour", N_("Colours"), colours, form.colour, _set(work, "colour"))
    with last:
        fits = {fit: _(label) for fit, label in FIT_LABELS.items()}
        _choose(work, "fit", N_("Pictures of another size"), fits, form.fit, _set(work, "fit"))
    if found.num_test:
        key = _key(work, "use_test")
        st.session_state[key] = form.use_test
        st.checkbox(
            _(N_("Check with the pictures of the test folders, {count} of them"), count=f"{found.num_test:,}"), key=key,
            on_change=_guarded(work, lambda: _change(work, use_test=st.session_state[key])),
            help=_(N_("Otherwise all pictures are mixed, and the share of training data decides.")),
        )  # fmt: skip


def _side(work: OwnWork, form: PicturesForm, field: str, label: str) -> None:
    key = _key(work, field)
    st.session_state[key] = getattr(form, field)
    st.number_input(
        _(label), 4, 512, key=key, on_change=_guarded(work, lambda: _change(work, **{field: st.session_state[key]}))
    )


def _choose(
    work: OwnWork,
    field: str,
    label: str,
    labels: dict[Any, str],
    current: Any,
    changed: Callable[[Any], None],
    help: str = "",
) -> None:
    """A list of options. Streamlit sends the words back, so those of different options must differ."""
    key = _key(work, field)
    st.session_state[key] = current
    st.selectbox(
        _(label), list(labels), key=key, format_func=lambda option: labels[option],
        on_change=_guarded(work, lambda: changed(st.session_state[key])), help=_(help) if help else None,
    )  # fmt: skip


def _key(work: OwnWork, field: str) -> str:
    return f"own-{work.number}-{field}"


def _guarded(work: OwnWork, callback: Callable[[], None]) -> Callable[[], None]:
    """A callback that does nothing once another file, or another part of it, has taken the widgets' place."""
    drawn = work.number

    def guarded() -> None:
        if work.number == drawn:
            callback()

    return guarded


def _set(work: OwnWork, field: str) -> Callable[[Any], None]:
    return lambda value: _change(work, **{field: value})


def _change(work: OwnWork, **changes: Any) -> None:
    if work.form is not None:
        work.form = work.form.replace(**changes)


def _read_choice(work: OwnWork) -> Callable[[Any], None]:
    def read(choice: str) -> None:
        work.choice, work.asked = choice, "read"

    return read


def _labels(choices: Sequence[Choice]) -> dict[str, str]:
    """The parts of a file by name, with their shapes."""
    texts = _unique(choice.name for choice in choices)
    return {
        choice.name: f"{texts[choice.name]} ({shape_text(choice.shape)})" if choice.shape else texts[choice.name]
        for choice in choices
    }


def _unique(names: Iterable[str]) -> dict[str, str]:
    """Names as they are shown in a list, all different, also where only what was cut off or hidden differs."""
    texts: dict[str, str] = {}
    taken: set[str] = set()
    for given in names:
        text = shown = bare(given)
        number = 2
        while text in taken:
            text, number = f"{shown} ({number})", number + 1
        taken.add(text)
        texts[given] = text
    return texts
