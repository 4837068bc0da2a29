"""A learner's own file: kept, understood, prepared. No page here, and nothing heavy: files are read in a child process.

The way of a file, all from the web process::

    id = store.put(file, "flowers.csv")     # kept under a name that cannot be guessed
    store.hold(session, id)                 # until the tab is gone
    found = job.understand(id)              # Understanding: columns, notes, a filled form
    made = job.prepare(id, found.form)      # the id of a set that trains
    store.hold(session, made)
    DataSpec.start(OwnData(id=made))        # playground.data.sets.own
    store.release(session, after=25)        # the tab is gone

``store.put``, ``job.understand`` and ``job.prepare`` raise ``DataUnavailable`` with a sentence for the learner.
``job.understand(id, choice=name)`` reads another sheet, array or HDF5 data set of ``Understanding.choices``.
``job.warm()`` starts the process that will read ahead of the upload, when one is likely.
``store.prepared(id)`` gives what is known of a prepared set, with the notes of its preparation.
"""

from playground.data.own import job, store
from playground.data.own.formats import FORMAT_LABELS
from playground.data.own.forms import (
    COLOUR_LABELS,
    COLUMN_KIND_LABELS,
    FIT_LABELS,
    FORM,
    SORT_LABELS,
    ArrayForm,
    Choice,
    Column,
    Form,
    PicturesForm,
    Prepared,
    TableForm,
    Understanding,
    Words,
)
from playground.data.own.limits import Limits

__all__ = [
    "COLOUR_LABELS",
    "COLUMN_KIND_LABELS",
    "FIT_LABELS",
    "FORM",
    "FORMAT_LABELS",
    "SORT_LABELS",
    "ArrayForm",
    "Choice",
    "Column",
    "Form",
    "Limits",
    "PicturesForm",
    "Prepared",
    "TableForm",
    "Understanding",
    "Words",
    "job",
    "store",
]
