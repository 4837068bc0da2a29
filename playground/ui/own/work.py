"""What one tab knows about the learner's own data: the file, what was understood of it, what the form says."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Literal

from playground.data.own import Form, Understanding, store
from playground.spec import DataUnavailable, Explained

_MOST_REMEMBERED = 64


@dataclass
class OwnWork:
    """An uploaded file on its way to data. It is changed in place, between two calls of Streamlit."""

    number: int = 0
    """Counts the files and the choices in them; part of the widgets' keys, so that new ones begin with new values."""
    upload: str = ""
    """The id of the uploaded file in the store."""
    name: str = ""
    """Of that file, as a stranger gave it."""
    understanding: Understanding | None = None
    form: Form | None = None
    """As the controls show it."""
    used: Form | None = None
    """The form of the set that was prepared last."""
    prepared: str = ""
    """The id of that set."""
    problem: Explained | None = None
    """Why the newest file or form was not used."""
    asked: Literal["", "read", "use"] = ""
    """What a click asked for: it takes a while, so the script does it and not the callback."""
    choice: str | None = None
    """The sheet or array that is to be read."""
    is_open: bool = True
    """Whether the learner looks at what was understood."""

    @property
    def ids(self) -> tuple[str, ...]:
        """What belongs to this tab in the store."""
        return tuple(filter(None, (self.upload, self.prepared)))


_remembered: OrderedDict[str, OwnWork] = OrderedDict()
"""By the id of the prepared set: after a reload the page has nothing but the experiment, which holds that id."""


def remember(work: OwnWork) -> None:
    """Keep what belongs to a prepared set for a reload of the page."""
    _remembered[work.prepared] = replace(work, asked="", problem=None)
    _remembered.move_to_end(work.prepared)
    while len(_remembered) > _MOST_REMEMBERED:
        _remembered.popitem(last=False)


def recall(prepared: str) -> OwnWork:
    """What belongs to a prepared set, as a work of its own; little more than its id if that was long ago."""
    found = _remembered.get(prepared)
    try:
        if found is not None and store.folder(found.upload):
            return replace(found)
    except DataUnavailable:
        pass
    return OwnWork(prepared=prepared)
