"""What is said between the page and the reader of a stranger's file: what was understood, and what is wanted of it."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, TypeAdapter

from playground.spec.data import Blanks, Scaling
from playground.spec.errors import N_, Explained
from playground.spec.kinds import Value
from playground.spec.objectives import Task

ColumnKind = Literal["number", "category", "date", "text", "constant"]
COLUMN_KIND_LABELS: dict[ColumnKind, str] = {
    "number": N_("number"),
    "category": N_("category"),
    "date": N_("date"),
    "text": N_("text"),
    "constant": N_("constant"),
}

Sort = Literal["classification", "regression"]
SORT_LABELS: dict[Sort, str] = {
    "classification": N_("Classification: one of some classes"),
    "regression": N_("Regression: a number"),
}

Fit = Literal["stretch", "crop"]
FIT_LABELS: dict[Fit, str] = {
    "stretch": N_("Stretch to the size"),
    "crop": N_("Cut the middle out"),
}

Colour = Literal["grey", "rgb"]
COLOUR_LABELS: dict[Colour, str] = {
    "grey": N_("Grey"),
    "rgb": N_("Colour"),
}

Note = dict[str, Any]
"""A packed ``Explained``: ``Explained.unpack`` brings the sentence back."""


def pack(notes: list[Explained]) -> tuple[Note, ...]:
    """Explanations as plain JSON values."""
    return tuple(note.pack() for note in notes)


class Column(Value):
    """One column of a table, as it was understood."""

    name: str
    """As in the file, made unique; a column without a name is called by its number, such as "#3"."""
    kind: ColumnKind
    blanks: int
    distinct: int
    """How many different values there are, blanks not counted."""
    examples: tuple[str, ...] = ()
    """Up to three values as they were read."""


class Choice(Value):
    """One part of a file that may be chosen: a sheet, an array, an HDF5 data set."""

    name: str
    shape: tuple[int, ...] = ()
    """Of an array; empty for a sheet."""
    type: str = ""
    """Of an array, such as "uint8"; empty for a sheet."""


class Words(Value):
    """Words that become part of a column's name, in the learner's language when the set is prepared."""

    days: str = Field(default="days", max_length=40)
    month: str = Field(default="month", max_length=40)
    weekday: str = Field(default="weekday", max_length=40)
    hour: str = Field(default="hour", max_length=40)
    blank: str = Field(default="blank", max_length=40)


class TableForm(Value):
    """What is to be learned from a table, and from which columns."""

    family: ClassVar[str] = "tables"
    """The package that prepares what is asked for."""
    kind: Literal["table"] = "table"
    choice: str | None = None
    """The sheet, the array or the HDF5 data set that holds the table; None where there is only one."""
    target: str
    task: Sort
    inputs: tuple[str, ...] = Field(max_length=20_000)
    blanks: Blanks = "median"
    """For blanks in the inputs; a row whose target is blank is always left out."""
    words: Words = Words()


class ArrayForm(Value):
    """Which arrays hold the samples and their labels, and which are for testing."""

    family: ClassVar[str] = "arrays"
    """The package that prepares what is asked for."""
    kind: Literal["arrays"] = "arrays"
    x: str
    y: str
    test_x: str | None = None
    test_y: str | None = None
    names: str | None = None
    """An array with the names of the classes."""
    task: Sort


class PicturesForm(Value):
    """To which size and colours all pictures are brought."""

    family: ClassVar[str] = "pictures"
    """The package that prepares what is asked for."""
    kind: Literal["pictures"] = "pictures"
    width: int = Field(ge=4, le=512)
    height: int = Field(ge=4, le=512)
    colour: Colour
    fit: Fit = "stretch"
    use_test: bool = True
    """Whether folders called train and test are kept apart as such, where there are any."""


Form = Annotated[TableForm | ArrayForm | PicturesForm, Field(discriminator="kind")]
FORM: TypeAdapter[TableForm | ArrayForm | PicturesForm] = TypeAdapter(Form)
"""Reads a form from JSON."""


class Understanding(Value):
    """What was understood of a file, with a form that is filled with the best guess."""

    format: str
    """The name of a registered format."""
    title: str
    """The name of the file without its ending."""
    choices: tuple[Choice, ...] = ()
    """What can be chosen, where there is more than one table or where there are arrays."""
    choice: str | None = None
    """The sheet (or array) that the columns below were read from."""
    columns: tuple[Column, ...] = ()
    """Of a table; empty for arrays and pictures."""
    rows: int
    """Rows of the table, samples of the guessed array, pictures in the zip."""
    preview: tuple[tuple[str, ...], ...] = ()
    """The first rows of the table as text; a blank is an empty text."""
    classes: tuple[tuple[str, int], ...] = ()
    """Of pictures: the folders, and how many pictures each has."""
    num_test: int = 0
    """Of pictures: how many lie in folders for testing, where others lie in folders for training."""
    sizes: tuple[tuple[int, int, int], ...] = ()
    """Of pictures: width, height and how many are of that size, the most frequent first; at most 10."""
    notes: tuple[Note, ...] = ()
    """What was understood, in words: delimiter, encoding, what is left out and why."""
    form: Form

    def said(self) -> list[Explained]:
        """The notes as explanations, to be shown in the learner's language."""
        return [Explained.unpack(note) for note in self.notes]


class Prepared(Value):
    """What is known of a set that is ready to train: everything but its arrays."""

    title: str
    format: str
    """The name of a registered format."""
    task: Task
    size: int
    num_train: int | None = None
    """How many of the first samples the file gives for training; None where it does not say."""
    sample_shape: tuple[int, ...]
    class_names: tuple[str, ...] = ()
    feature_names: tuple[str, ...] = ()
    target_name: str = ""
    blanks: Blanks | None = None
    default_scaling: Scaling = "none"
    default_target_scaling: Scaling = "none"
    notes: tuple[Note, ...] = ()
    """What was left out or changed when the set was prepared."""

    def said(self) -> list[Explained]:
        """The notes as explanations, to be shown in the learner's language."""
        return [Explained.unpack(note) for note in self.notes]
