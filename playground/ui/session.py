"""What one browser tab holds: the draft on the page, the last experiment that works, and its run."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from pydantic import ValidationError

from playground import runs
from playground.data.own import store
from playground.data.sets.own import OwnData
from playground.lessons.presets import PRESETS
from playground.spec import Dataset, Experiment, Explained
from playground.spec.experiment import explain
from playground.ui.own_work import OwnWork, recall

_TAB = "tab"
FIRST_EPOCHS = 300
"""How long the first example trains by itself, in epochs."""


@dataclass
class Tab:
    """The facts of one browser tab.

    They are one object, because every access to Streamlit's session state may end the script for a rerun: a change
    that is made of several facts must not be left half done.
    """

    draft: Experiment
    """As the controls show it; it may not work yet."""
    working: Experiment
    """The newest that passed every check."""
    autoplay: int | None
    """How many epochs the next run trains by itself."""
    problem: Explained | None = None
    """Why the draft does not work."""
    revision: int = 0
    token: str = ""
    """Of the run that this tab shows."""
    was_asked: bool = False
    """Whether the browser has said which run it showed before, if any."""
    owner: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    """The unguessable name of this session as the owner of runs and of uploaded data."""
    own: OwnWork = field(default_factory=OwnWork)
    """The learner's own data, if there are any."""

    def change(self, make: Callable[[Experiment], Experiment], *, refresh: bool = False) -> None:
        """See ``session.change``."""
        try:
            changed = make(self.draft)
        except (ValidationError, Explained) as error:
            self.problem = error if isinstance(error, Explained) else explain(error)
            self.revision += 1
            return
        self.draft = changed
        self.revision += refresh
        try:
            changed.check(runs.keeper().settings.limits)
        except Explained as error:
            self.problem = error
            return
        self.problem = None
        self.working = changed

    def load(self, experiment: Experiment, *, autoplay: int | None = None) -> None:
        """See ``session.load``."""
        self.change(lambda _: experiment, refresh=True)
        self.autoplay = autoplay

    def start_over(self, token: str) -> None:
        """See ``session.start_over``."""
        if token == self.token:
            self.token = ""

    def data_ids(self) -> set[str]:
        """What this tab needs in the store of own data."""
        return {data.id for data in self.datasets() if isinstance(data, OwnData)}.union(self.own.ids)

    def hold_data(self) -> None:
        """The tab is here, so its data stay."""
        for held in self.data_ids():
            store.hold(self.owner, held)

    def let_data_go(self) -> None:
        """Data that this tab has no use for any more go after the grace period."""
        store.release(self.owner, after=runs.keeper().settings.grace_seconds)
        self.hold_data()

    def has_lost_data(self) -> bool:
        """Whether its experiment names own data that are no longer here: the tab was away for too long."""
        return any(isinstance(data, OwnData) and not data.is_here() for data in self.datasets())

    def datasets(self) -> tuple[Dataset, Dataset]:
        """Of the draft and of the working experiment."""
        return self.draft.data.dataset, self.working.data.dataset


def tab() -> Tab:
    """All facts of this tab, for changes that must not be left half done."""
    found: Tab = st.session_state[_TAB]
    return found


_tab = tab


def begin() -> None:
    """Give a new session its first experiment; called at the top of every script run."""
    if _TAB not in st.session_state:
        first = first_experiment()
        st.session_state[_TAB] = Tab(draft=first, working=first, autoplay=FIRST_EPOCHS)


def first_experiment() -> Experiment:
    """What a visitor sees first."""
    return next(iter(PRESETS.values())).experiment


def owner() -> str:
    """The unguessable name of this session as the owner of runs and of uploaded data."""
    return _tab().owner


def draft() -> Experiment:
    """The experiment as the controls show it; it may not work yet."""
    return _tab().draft


def working() -> Experiment:
    """The newest experiment that passed every check."""
    return _tab().working


def problem() -> Explained | None:
    """Why the draft does not work, or None."""
    return _tab().problem


def revision() -> int:
    """Part of every widget's key: a new number gives widgets new values from the draft."""
    return _tab().revision


def unless_stale(callback: Callable[[], None]) -> Callable[[], None]:
    """A widget's callback that does nothing once the widgets have been filled anew.

    A rerun that the browser asked for just before still carries the values of the widgets that are gone; Streamlit
    takes them for changes and calls their callbacks, which would bring the old experiment back.
    """
    drawn = revision()

    def guarded() -> None:
        if revision() == drawn:
            callback()

    return guarded


def change(make: Callable[[Experiment], Experiment], *, refresh: bool = False) -> None:
    """Change the draft; a draft that works becomes the experiment, otherwise the last good one stays.

    Args:
        make: from the current draft to the new one.
        refresh: the change did not come from the widgets that show it, so they must be filled again.
    """
    _tab().change(make, refresh=refresh)


def load(experiment: Experiment, *, autoplay: int | None = None) -> None:
    """Put a whole experiment in place of the draft, as a preset or a link does."""
    _tab().load(experiment, autoplay=autoplay)


def show_from_the_start(experiment: Experiment, *, autoplay: int) -> None:
    """A new run of that experiment, which trains by itself."""
    load(experiment, autoplay=autoplay)
    _tab().token = ""


def back_to_working() -> None:
    """Give up the draft."""
    load(working())


def resume(token: str) -> None:
    """The browser says which run it showed before a reload; take it over if it is still there."""
    tab = _tab()
    tab.was_asked = True
    found = runs.find(token) if token else None
    if found is None:
        return
    runs.attach(tab.owner, found)
    tab.token = found.token
    tab.load(found.experiment)
    dataset = found.experiment.data.dataset
    if isinstance(dataset, OwnData):
        tab.own = recall(dataset.id)
        tab.hold_data()


def follow_learning_rate(rate: float) -> None:
    """The stage has changed the rate of the running network; the experiment says so too."""
    change(lambda draft: draft.with_learning_rate(rate), refresh=True)


def try_learning_rate(rate: float) -> None:
    """Start again with a smaller learning rate, after the weights ran away."""
    follow_learning_rate(rate)
    tab = _tab()
    tab.token = ""
    tab.autoplay = tab.working.training.epochs


def start_over(token: str) -> None:
    """A new run of the same experiment, after that run ended.

    What the browser says about a run that is no longer shown changes nothing: a click on another example ends the old
    run, and the news of that end comes when the new one is already there.
    """
    _tab().start_over(token)


def hold_run() -> "runs.Run | None":
    """The run that this tab shows, if it is still there; says that the tab is here, on whatever page."""
    return _hold(_tab())


def hold_data() -> None:
    """The tab is here, so its own data stay. If it was away too long they are gone, and the first example is back."""
    tab = _tab()
    if tab.has_lost_data():
        tab.load(first_experiment(), autoplay=FIRST_EPOCHS)
        tab.own = OwnWork(number=tab.own.number + 1)
        tab.problem = store.gone()
    tab.hold_data()


def leave(owner: str) -> None:
    """The tab is gone, for now: its run and its data end unless it, or a reload of it, is back in the grace period."""
    runs.detach(owner)
    store.release(owner, after=runs.keeper().settings.grace_seconds)


def _hold(tab: Tab) -> "runs.Run | None":
    current = runs.find(tab.token) if tab.token else None
    if current is not None:
        runs.attach(tab.owner, current)
    return current


def run() -> "runs.Run | None":
    """The run of the working experiment, started when there is none for it yet."""
    tab = _tab()
    if not tab.was_asked:
        return None
    current = _hold(tab)
    if current is not None and (current.experiment == tab.working or current.adopt(tab.working)):
        return current
    autoplay = tab.autoplay or (_still_to_train(current, tab.working) if current else None)
    tab.autoplay = None
    started = runs.start(tab.working, owner=tab.owner, autoplay_epochs=autoplay)
    tab.token = started.token
    return started


def _still_to_train(run: "runs.Run", following: Experiment) -> int | None:
    """For how many epochs the experiment that follows a run trains by itself: what was going on goes on."""
    if run.state == "running":
        return int(following.training.epochs)
    return None if run.has_shown_itself else run.autoplay_epochs
