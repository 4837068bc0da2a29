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
from playground.ui.own.work import OwnWork, recall

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
    sample: dict[str, int | str] | None = None
    """The sample that was picked on another page, for the page that walks through one."""
    going_to: str = ""
    """The page that a part of this page leads to."""
    was_asked: bool = False
    """Whether the browser has said which run it showed before, if any."""
    question: str = field(default_factory=lambda: secrets.token_urlsafe(6))
    """Names that question. The browser answers each once, also where a page is older than its server."""
    notice: Explained | None = None
    """What happened while the tab was away."""
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
        self.problem = self.notice = None
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
    return tab().owner


def draft() -> Experiment:
    """The experiment as the controls show it; it may not work yet."""
    return tab().draft


def working() -> Experiment:
    """The newest experiment that passed every check."""
    return tab().working


def problem() -> Explained | None:
    """Why the draft does not work, or None."""
    return tab().problem


def revision() -> int:
    """Part of every widget's key: a new number gives widgets new values from the draft."""
    return tab().revision


def refresh_widgets() -> None:
    """Fill the widgets anew. So too where their words are others: a menu in another language reports its old label."""
    tab().revision += 1


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
    tab().change(make, refresh=refresh)


def load(experiment: Experiment, *, autoplay: int | None = None) -> None:
    """Put a whole experiment in place of the draft, as a preset or a link does."""
    tab().load(experiment, autoplay=autoplay)


def show_from_the_start(experiment: Experiment, *, autoplay: int) -> None:
    """A new run of that experiment, which trains by itself."""
    load(experiment, autoplay=autoplay)
    tab().token = ""


def say_why(problem: Explained) -> None:
    """What was asked for cannot be had."""
    tab().problem = problem


def back_to_working() -> None:
    """Give up the draft."""
    load(working())


def resume(token: str) -> bool:
    """Take over the run that a tab showed before a reload; False where it is no longer there."""
    mine = tab()
    found = runs.find(token)
    if found is None:
        return False
    runs.attach(mine.owner, found)
    mine.token = found.token
    mine.load(found.experiment)
    dataset = found.experiment.data.dataset
    if isinstance(dataset, OwnData):
        mine.own = recall(dataset.id)
        mine.hold_data()
    return True


def follow_learning_rate(rate: float) -> None:
    """The stage has changed the rate of the running network; the experiment says so too."""
    change(lambda draft: draft.with_learning_rate(rate), refresh=True)


def try_learning_rate(rate: float) -> None:
    """Start again with a smaller learning rate, after the weights ran away."""
    follow_learning_rate(rate)
    mine = tab()
    mine.token = ""
    mine.autoplay = mine.working.training.epochs


def start_over(token: str) -> None:
    """A new run of the same experiment, after that run ended.

    What the browser says about a run that is no longer shown changes nothing: a click on another example ends the old
    run, and the news of that end comes when the new one is already there.
    """
    tab().start_over(token)


def branch(step: int) -> None:
    """Go on with another run from an earlier moment of the present one, which is kept as its companion."""
    mine = tab()
    parent = runs.find(mine.token)
    if parent is None:
        return
    try:
        mine.token = runs.branch(parent, step, owner=mine.owner).token
    except Explained as problem:
        mine.problem = problem


def show_companion() -> None:
    """Show the other run that this tab keeps; the two change places."""
    mine, others = tab(), _companions()
    if others:
        mine.token = others[0].token
        mine.load(others[0].experiment)


def has_companion() -> bool:
    """Whether this tab keeps another run besides the one that it shows."""
    return bool(_companions())


def _companions() -> "list[runs.Run]":
    mine = tab()
    return runs.companions(mine.token, owner=mine.owner)


def hold_run() -> "runs.Run | None":
    """The run that this tab shows, if it is still there; says that the tab is here, on whatever page."""
    return _hold(tab())


def hold_data() -> None:
    """The tab is here, so its own data stay. If it was away too long they are gone, and the first example is back."""
    mine = tab()
    if mine.has_lost_data():
        mine.load(first_experiment(), autoplay=FIRST_EPOCHS)
        mine.own = OwnWork(number=mine.own.number + 1)
        mine.problem = store.gone()
    mine.hold_data()


def leave(owner: str) -> None:
    """The tab is gone, for now: its run and its data end unless it, or a reload of it, is back in the grace period."""
    runs.detach(owner)
    store.release(owner, after=runs.keeper().settings.grace_seconds)


def _hold(mine: Tab) -> "runs.Run | None":
    current = runs.find(mine.token) if mine.token else None
    if current is not None:
        runs.attach(mine.owner, current)
    return current


def run() -> "runs.Run | None":
    """The run of the working experiment, started when there is none for it yet."""
    mine = tab()
    if not mine.was_asked:
        return None
    current = _hold(mine)
    if current is not None and (current.experiment == mine.working or current.adopt(mine.working)):
        return current
    autoplay = mine.autoplay or (_still_to_train(current, mine.working) if current else None)
    mine.autoplay = None
    started = runs.start(mine.working, owner=mine.owner, autoplay_epochs=autoplay)
    mine.token = started.token
    return started


def _still_to_train(run: "runs.Run", following: Experiment) -> int | None:
    """For how many epochs the experiment that follows a run trains by itself: what was going on goes on."""
    if run.state == "running":
        return int(following.training.epochs)
    return None if run.has_shown_itself else run.autoplay_epochs
